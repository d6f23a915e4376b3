// Keeps the page itself on the device, so that it opens without a network and the drafts on it can be read and
// written. What the API says is never kept here.
const CACHE = 'moalog-page';
const DOCUMENT = '/';

self.addEventListener('install', (event) => {
  event.waitUntil(self.skipWaiting());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (/^\/(api|swagger-ui|health|metrics)/.test(url.pathname)) return;
  if (request.mode === 'navigate') event.respondWith(freshOrKept(request));
  else if (url.pathname.startsWith('/assets/')) event.respondWith(keptOrFresh(request));
  else event.respondWith(fetch(request).catch(async () => (await caches.match(request)) ?? Response.error()));
});

async function freshOrKept(request) {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request);
    if (answer.ok) await remember(cache, answer.clone());
    return answer;
  } catch (offline) {
    return (await cache.match(DOCUMENT)) ?? Response.error();
  }
}

/** A new document names new files: it is kept with them, and what it no longer names goes. */
async function remember(cache, answer) {
  const html = await answer.clone().text();
  const files = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((match) => match[1]);
  await cache.put(DOCUMENT, answer);
  await Promise.all(files.map(async (file) => (await cache.match(file)) ?? cache.add(file)));
  for (const kept of await cache.keys()) {
    const path = new URL(kept.url).pathname;
    if (path !== DOCUMENT && !files.includes(path)) await cache.delete(kept);
  }
}

async function keptOrFresh(request) {
  const kept = await caches.match(request);
  return kept ?? fetch(request);
}
