// After Vite: packs every file, writes the list that the server reads, and holds the first view to its limit.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const FIRST_VIEW_LIMIT = 150 * 1024;
const out = process.env.MOALOG_WEB_OUT ?? '../target/classes/web';

const files = readdirSync(out, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
  .filter((file) => !/\.(br|gz|txt)$/.test(file))
  .sort();

const sizes = new Map();
for (const file of files) {
  const plain = readFileSync(file);
  const brotli = brotliCompressSync(plain, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
  });
  const gzip = gzipSync(plain, { level: 9 });
  if (brotli.length < plain.length) writeFileSync(`${file}.br`, brotli);
  if (gzip.length < plain.length) writeFileSync(`${file}.gz`, gzip);
  sizes.set('/' + relative(out, file), { plain: plain.length, brotli: brotli.length, gzip: gzip.length });
}
writeFileSync(join(out, 'files.txt'), [...sizes.keys()].join('\n') + '\n');

const html = readFileSync(join(out, 'index.html'), 'utf8');
const first = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((match) => match[1]);
const firstView = [...new Set(['/index.html', ...first])].reduce((sum, path) => sum + sizes.get(path).gzip, 0);
for (const [path, size] of sizes) {
  console.log(`moalog-web: ${path}  ${size.plain} B, brotli ${size.brotli} B, gzip ${size.gzip} B`);
}
console.log(`moalog-web: first view ${(firstView / 1024).toFixed(1)} KB by gzip, limit ${FIRST_VIEW_LIMIT / 1024} KB`);
if (firstView > FIRST_VIEW_LIMIT) {
  console.error('moalog-web: the first view is too large');
  process.exit(1);
}
