// Puts the number fields of a list in order by key, by button and by dragging. What is sent are the numbers.
const KEYS = { ArrowUp: "up", ArrowDown: "down", ArrowRight: "tie", ArrowLeft: "split", Delete: "out" }
const EDGE = 12 // pixels above or below a row that mean: between two
let dragged = null

const rowsOf = (list) => [...list.querySelectorAll("[data-row]")]
const numberOf = (row) => row.querySelector("input")

// Rows with one number together, the lowest first; what has no number is not in the list.
function tiersOf(list) {
  const found = new Map()
  for (const row of rowsOf(list)) {
    const number = numberOf(row).valueAsNumber
    if (!Number.isNaN(number)) found.set(number, [...found.get(number) || [], row])
  }
  const tiers = [...found.keys()].sort((one, other) => one - other).map((number) => found.get(number))
  return "ties" in list.dataset ? tiers : tiers.flat().map((row) => [row])
}

// The same moves as on the board of a ranking: up and down take a tied one out of its tie first.
function shifted(tiers, row, move) {
  const place = tiers.findIndex((tied) => tied.includes(row))
  const rest = tiers.map((tied) => tied.filter((other) => other !== row))
  if (move === "out") return rest
  if (place < 0 || move === "in") return [...rest, [row]]
  if (move === "tie") return rest.map((tied, at) => at === Math.max(0, place - 1) ? [...tied, row] : tied)
  const isTied = rest[place].length > 0
  const at = move === "up" ? (isTied ? place : Math.max(0, place - 1))
    : move === "down" ? (isTied ? place + 1 : place + 2) : place + 1
  rest.splice(at, 0, [row])
  return rest
}

function dropped(tiers, row, target) {
  const rest = tiers.map((tied) => tied.filter((other) => other !== row))
  if (target.onto !== undefined) rest[target.onto].push(row)
  else rest.splice(target.before, 0, [row])
  return rest
}

function write(list, tiers) {
  const kept = tiers.filter((tied) => tied.length)
  const out = rowsOf(list).filter((row) => !kept.flat().includes(row))
  for (const [at, tied] of kept.entries()) for (const row of tied) numberOf(row).value = at + 1
  for (const row of out) numberOf(row).value = ""
  const focused = document.activeElement
  list.append(...kept.flat(), ...out)
  focused?.focus() // what is moved in a page loses it
  show(list, kept)
}

function show(list, tiers) {
  for (const row of rowsOf(list)) {
    const place = tiers.findIndex((tied) => tied.includes(row))
    const isTied = place >= 0 && tiers[place].length > 1
    row.toggleAttribute("data-tied", isTied)
    for (const button of row.querySelectorAll("[data-move]")) {
      const move = button.dataset.move
      button.hidden = move === "in" ? place >= 0 : place < 0 || move === "split" && !isTied
      button.disabled = move === "up" && place === 0 && !isTied || move === "tie" && place === 0
        || move === "down" && place === tiers.length - 1 && !isTied
    }
  }
}

function say(list, row) {
  const tiers = tiersOf(list)
  const place = tiers.findIndex((tied) => tied.includes(row))
  const text = place < 0 ? list.dataset.toldOut : tiers[place].length > 1 ? list.dataset.toldTied : list.dataset.told
  const values = { one: row.dataset.one, place: place + 1, count: tiers.length }
  list.parentElement.querySelector("[data-order-said]").textContent = text.replace(/{(\w+)}/g, (_all, name) => values[name])
}

function shift(list, row, move) {
  if ((move === "tie" || move === "split") && !("ties" in list.dataset)) return
  write(list, shifted(tiersOf(list), row, move))
  say(list, row)
}

// Where a drop would put it: onto a row, where ties are allowed, or before a tier.
function targetOf(list, event) {
  const tiers = tiersOf(list)
  for (const [at, tied] of tiers.entries()) {
    const top = tied[0].getBoundingClientRect().top
    const bottom = tied[tied.length - 1].getBoundingClientRect().bottom
    if (event.clientY < ("ties" in list.dataset ? top + EDGE : (top + bottom) / 2)) return { before: at }
    if ("ties" in list.dataset && event.clientY <= bottom - EDGE) return { onto: at }
  }
  return { before: tiers.length }
}

function mark(list, target) {
  const tiers = tiersOf(list)
  const over = target.onto !== undefined ? tiers[target.onto] : []
  const before = target.onto === undefined ? (tiers[target.before] || [null])[0] : null
  for (const row of rowsOf(list)) {
    row.classList.toggle("order-over", over.includes(row))
    row.classList.toggle("order-before", row === before)
  }
}

function unmark() {
  for (const row of document.querySelectorAll("[data-row]")) row.classList.remove("order-over", "order-before")
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-order] [data-move]")
  if (!button) return
  const row = button.closest("[data-row]")
  shift(row.closest("[data-order]"), row, button.dataset.move)
  if (button.hidden || button.disabled) row.querySelector("[data-handle]").focus()
})
document.addEventListener("keydown", (event) => {
  const handle = event.target.closest?.("[data-order] [data-handle]")
  const move = KEYS[event.key]
  if (!handle || !move || event.altKey || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  shift(handle.closest("[data-order]"), handle.closest("[data-row]"), move)
})
document.addEventListener("change", (event) => {
  const list = event.target.closest?.("[data-order]")
  if (list) show(list, tiersOf(list)) // rows stay where they are while numbers are written
})
document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-handle]")?.closest("[data-row]") || null
  if (!dragged) return
  event.dataTransfer.effectAllowed = "move"
  event.dataTransfer.setData("text/plain", dragged.dataset.one)
  event.dataTransfer.setDragImage(dragged, 0, 0)
})
document.addEventListener("dragover", (event) => {
  const list = dragged && event.target.closest?.("[data-order]")
  if (!list || list !== dragged.parentElement) return
  event.preventDefault()
  mark(list, targetOf(list, event))
})
document.addEventListener("drop", (event) => {
  const list = dragged && event.target.closest?.("[data-order]")
  if (!list || list !== dragged.parentElement) return
  event.preventDefault()
  const target = targetOf(list, event)
  const before = tiersOf(list)
  const place = before.findIndex((tied) => tied.includes(dragged))
  write(list, dropped(before, dragged, target.onto === place && place >= 0 ? { before: place } : target))
  say(list, dragged)
})
document.addEventListener("dragend", () => { dragged = null; unmark() })

// What stands beside the list, such as certifying it, is about the list that is kept.
document.addEventListener("submit", (event) => {
  const list = event.target.closest("main")?.querySelector("[data-order]")
  if (!list || event.target.contains(list)) return
  if (rowsOf(list).every((row) => numberOf(row).value === numberOf(row).defaultValue)) return
  event.preventDefault()
  const unkept = list.parentElement.querySelector("[data-order-unkept]")
  unkept.hidden = false
  unkept.focus()
}, { capture: true })

for (const each of document.querySelectorAll("[data-order-moved]")) each.hidden = false
for (const list of document.querySelectorAll("[data-order]")) show(list, tiersOf(list))
