// Keeps the page of a wall and its own script and sheet, so that a screen which is switched on without network still shows
// what it showed last. Figures are none of its business: the page keeps them itself.

const KEPT = 'union-wall-1';
const FILES = ['/wall', '/wall/assets/wall.js', '/wall/assets/wall.css'];
/** A network that neither answers nor fails is as good as none, in milliseconds. */
const PATIENCE = 8000;

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(KEPT)
      .then((cache) => cache.addAll(FILES))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names.filter((name) => /^union-wall-/.test(name) && name !== KEPT).map((name) => caches.delete(name)),
        ),
      )
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin || !FILES.includes(pathname)) return;
  event.respondWith(fresh(request, pathname));
});

/** From the network where there is one, and kept; else what was kept. */
async function fresh(request, pathname) {
  const cache = await caches.open(KEPT);
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    if (response.ok) {
      await cache.put(pathname, response.clone());
      return response;
    }
    // A proxy that says that the server is away is no answer of ours.
    return response.status < 500 ? response : ((await cache.match(pathname)) ?? response);
  } catch (error) {
    const kept = await cache.match(pathname);
    if (kept) return kept;
    throw error;
  }
}
