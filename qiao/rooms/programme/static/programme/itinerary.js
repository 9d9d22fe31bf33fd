// The page is read and printed without this. With it, a device keeps the itinerary for use without a network.
const KEPT = "qiao-itineraries"
const OWNER = "qiao-itineraries-reader"
const page = document.querySelector("[data-itinerary]")

function parts() {
  const links = document.querySelectorAll("link[rel=stylesheet], link[rel=icon]")
  const files = document.querySelectorAll("[data-kept]")
  return [
    location.pathname,
    ...[...links, ...files].map((link) => link.href),
    ...[...document.scripts].map((script) => script.src).filter(Boolean),
  ]
}

// Another reader of the same device does not find what the one before has kept.
async function forReader() {
  const known = localStorage.getItem(OWNER)
  if (known !== page.dataset.reader) await caches.delete(KEPT)
  localStorage.setItem(OWNER, page.dataset.reader)
}

async function keep() {
  await navigator.serviceWorker.register(page.dataset.worker)
  await forReader()
  const kept = await caches.open(KEPT)
  await Promise.all(parts().map((part) => kept.add(new Request(part, { cache: "no-cache" }))))
  page.querySelector("[data-kept-note]").hidden = false
  page.querySelector("[data-forget]").hidden = false
  page.dataset.isKept = ""
}

async function forget() {
  await caches.delete(KEPT)
  const worker = await navigator.serviceWorker.getRegistration(location.pathname)
  await worker?.unregister()
  page.querySelector("[data-kept-note]").hidden = true
  page.querySelector("[data-forget]").hidden = true
}

function tellNetwork() {
  page.querySelector("[data-offline]").hidden = navigator.onLine
}

function offerCopy(button) {
  button.hidden = false
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value)
    button.textContent = button.dataset.copied
  })
}

if (navigator.clipboard) document.querySelectorAll("[data-copy]").forEach(offerCopy)
if (page && "serviceWorker" in navigator && "caches" in window) {
  tellNetwork()
  addEventListener("online", tellNetwork)
  addEventListener("offline", tellNetwork)
  page.querySelector("[data-forget]").addEventListener("click", forget)
  if (navigator.onLine) keep().catch(() => {}) // storage is blocked or full: the page stays as it is
}
