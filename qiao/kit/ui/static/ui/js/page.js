// Everything here is an addition: without it each page is read and used just the same.
const root = document.documentElement
const themes = ["auto", "light", "dark"]

function showTheme(button) {
  const label = button.getAttribute(`data-label-${root.dataset.theme || "auto"}`)
  button.setAttribute("aria-label", label)
  button.title = label
}

function nextTheme(button) {
  const next = themes[(themes.indexOf(root.dataset.theme || "auto") + 1) % themes.length]
  if (next === "auto") delete root.dataset.theme
  else root.dataset.theme = next
  try {
    if (next === "auto") localStorage.removeItem("qiao-theme")
    else localStorage.setItem("qiao-theme", next)
  } catch {
    // storage is blocked: the choice lasts for this page
  }
  showTheme(button)
}

for (const button of document.querySelectorAll("[data-theme-button]")) {
  button.hidden = false
  showTheme(button)
  button.addEventListener("click", () => nextTheme(button))
}

// Menus close when the reader turns elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false
  }
})
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false
    menu.querySelector("summary").focus()
  }
})

// One tab of a row of tabs stays open; as a list (on a phone) all may be closed.
document.addEventListener("click", (event) => {
  const tab = event.target.closest("summary")?.parentElement
  const isRow = tab?.matches(".tab[open]") && getComputedStyle(tab).display === "contents"
  if (isRow) event.preventDefault()
})

// Browsers without invoker commands and light dismiss.
if (!("commandForElement" in HTMLButtonElement.prototype)) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[commandfor]")
    const dialog = button && document.getElementById(button.getAttribute("commandfor"))
    if (button?.getAttribute("command") === "show-modal") dialog?.showModal()
    if (button?.getAttribute("command") === "close") dialog?.close()
    if (event.target.matches("dialog[open]") && !("closedBy" in event.target)) event.target.close()
  })
}

// Good news leaves by itself, bad news waits for the reader.
function settle(toast) {
  const button = toast.querySelector("[data-dismiss]")
  button.hidden = false
  button.addEventListener("click", () => toast.remove())
  if (toast.dataset.tone === "bad" || toast.dataset.tone === "warn") return
  const leave = () => toast.matches(":hover, :focus-within") ? setTimeout(leave, 2000) : toast.remove()
  setTimeout(leave, 8000)
}
document.querySelectorAll(".toast").forEach(settle)

document.querySelector("[data-focus]")?.focus()

// An answer of htmx that is an error: show its sentence where messages are shown.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail
  if (xhr.status < 400 || !xhr.responseText.includes("data-error-fragment")) return
  const place = document.querySelector(".toasts")
  const answer = new DOMParser().parseFromString(xhr.responseText, "text/html")
  place.replaceChildren(...answer.querySelectorAll("[data-error-fragment]"))
  event.detail.shouldSwap = false
})
