// Keeps itineraries, and what they are made of, for use without a network. The network goes first: what is kept
// is shown only where it does not answer. A page that may not be read any more is forgotten at once.
const SCOPE = new URL(self.registration.scope).pathname
const KEPT = "qiao-itineraries"

self.addEventListener("install", () => self.skipWaiting())
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()))

self.addEventListener("fetch", (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== "GET" || url.origin !== self.location.origin) return
  if (url.pathname.startsWith(SCOPE) || request.destination !== "document") event.respondWith(answer(request))
})

async function answer(request) {
  const kept = await caches.open(KEPT)
  try {
    const response = await fetch(request)
    const isGone = response.redirected || [401, 403, 404].includes(response.status)
    if (isGone) await kept.delete(request.url, { ignoreVary: true })
    else if (await kept.match(request.url, { ignoreVary: true }) && response.ok) {
      await kept.put(request.url, response.clone())
    }
    return response
  } catch (error) {
    const copy = await kept.match(request.url, { ignoreVary: true })
    if (copy) return copy
    throw error
  }
}
