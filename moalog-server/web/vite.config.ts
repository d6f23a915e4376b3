import { defineConfig } from 'vite';

/** `npm run dev` serves the page with the API of a server that runs already. */
const server = process.env.MOALOG_SERVER ?? 'http://localhost:8090';

export default defineConfig({
  build: {
    outDir: process.env.MOALOG_WEB_OUT ?? '../target/classes/web',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    // The content policy of the server refuses data: styles and scripts.
    assetsInlineLimit: 0,
  },
  server: { port: 5173, proxy: { '/api': server } },
});
