// Moves applications by key and by dragging. Keys press the buttons; dragging fills in the form of the whole order.
const KEYS = { ArrowUp: "up", ArrowDown: "down", ArrowRight: "tie", ArrowLeft: "split" }
const EDGE = 12 // pixels above or below a tier that mean: between the tiers
let dragged = null
let moved = ""

const board = () => document.getElementById("ranking")
const tiers = () => [...board().querySelectorAll("[data-tier]")]
const ones = (tier) => [...tier.querySelectorAll("[data-one]")].map((link) => link.dataset.one)

function say(text) {
  document.getElementById("said").textContent = text
}

document.addEventListener("keydown", (event) => {
  const one = event.target.closest?.("[data-one]")
  const shift = KEYS[event.key] || (event.key === "Delete" ? "remove" : "")
  if (!one || !shift || event.altKey || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  const button = board().querySelector(`button[value="${shift}:${one.dataset.one}"]`)
    || board().querySelector(`button[value="add:${one.dataset.one}"]`)
  if (!button) return
  moved = one.id
  button.click() // htmx sends along the button that was clicked, not the one that was submitted with
})

// Where a drop would put it: onto a tier, between two of them, or among those that are not ranked.
function target(event) {
  if (event.target.closest?.("[data-rest]")) return { rest: true }
  const all = tiers()
  for (const [place, tier] of all.entries()) {
    const { top, bottom } = tier.getBoundingClientRect()
    if (event.clientY < top + EDGE) return { before: place }
    if (event.clientY <= bottom - EDGE) return { onto: place, tier }
  }
  return { before: all.length }
}

function order(one, place) {
  const kept = tiers().map((tier) => ones(tier).filter((other) => other !== one))
  if (place.onto !== undefined) kept[place.onto].push(one)
  if (place.before !== undefined) kept.splice(place.before, 0, [one])
  return kept.filter((tied) => tied.length).map((tied) => tied.join(" ")).join("|")
}

function mark(tier) {
  for (const each of tiers()) each.classList.toggle("ranking-over", each === tier)
}

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-one]") || null
  if (dragged) event.dataTransfer.effectAllowed = "move"
})
document.addEventListener("dragover", (event) => {
  if (!dragged || !event.target.closest?.("#ranking")) return
  event.preventDefault()
  mark(target(event).tier)
})
document.addEventListener("drop", (event) => {
  const form = document.getElementById("tiers")
  if (!dragged || !form || !event.target.closest?.("#ranking")) return
  event.preventDefault()
  form.elements.tiers.value = order(dragged.dataset.one, target(event))
  moved = dragged.id
  dragged = null
  form.requestSubmit()
})
document.addEventListener("dragend", () => { dragged = null; mark(null) })

// The order as it is now takes the old one's place, also where a move was refused; who moved one stays on it.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id !== "ranking" || ![409, 422].includes(event.detail.xhr.status)) return
  event.detail.shouldSwap = true
  event.detail.isError = false
})
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("#ranking button[name=move]")
  if (button) moved = `one-${button.value.split(":")[1]}`
})
document.addEventListener("htmx:afterSettle", (event) => {
  const one = event.target.id === "ranking" && moved && document.getElementById(moved)
  if (!one) return // the next move may be under way already: who was moved is kept until then
  one.focus({ preventScroll: false })
  say(one.dataset.said)
})
