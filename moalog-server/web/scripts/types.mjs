// Generates the types of the page from an OpenAPI document: that of a running server, or a file that
// WebContractTest left.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

async function document() {
  if (process.env.MOALOG_OPENAPI) return JSON.parse(readFileSync(process.env.MOALOG_OPENAPI, 'utf8'));
  const server = process.env.MOALOG_SERVER ?? 'http://localhost:8090';
  const answer = await fetch(`${server}/api-docs/openapi.json`);
  if (!answer.ok) throw new Error(`${server} answered ${answer.status}`);
  return answer.json();
}

const api = await document();
delete api.servers;
writeFileSync('openapi.json', JSON.stringify(api, null, 1) + '\n');
execFileSync('npm', ['exec', '--yes', '--', 'openapi-typescript@7.13.0', 'openapi.json', '-o', 'src/api/schema.d.ts'], {
  stdio: 'inherit',
});
