// Moves sessions by key and by dragging. Both fill in the form that moves one by hand, and send it.
const STEP = 5
const PAUSE = 450 // milliseconds: several presses of a key are one move
let waiting = null

const clock = (minutes) => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`
const columns = () => [...document.querySelectorAll("#day thead th[data-column]")]
const within = (minutes) => Math.max(0, Math.min(24 * 60 - STEP, minutes))

function say(text) {
  document.getElementById("said").textContent = text
}

function columnName(key) {
  return columns().find((head) => head.dataset.column === key)?.firstElementChild.textContent || ""
}

function send(session, starts, column) {
  const form = document.getElementById("move")
  if (!form) return
  form.elements.moved.value = session.dataset.handle
  form.elements.time.value = clock(starts)
  form.elements.column.value = column
  form.dataset.moved = session.id
  form.requestSubmit()
}

function later() {
  const { session, starts, column } = waiting
  waiting = null
  send(session, starts, column)
}

function press(session, key) {
  const now = waiting?.session === session
    ? waiting
    : { session, starts: Number(session.dataset.starts), column: session.closest("td").dataset.column }
  clearTimeout(now.timer)
  const keys = columns().map((head) => head.dataset.column)
  const place = keys.indexOf(now.column)
  if (key === "ArrowUp") now.starts = within(now.starts - STEP)
  if (key === "ArrowDown") now.starts = within(now.starts + STEP)
  if (key === "ArrowLeft") now.column = keys[Math.max(0, place - 1)]
  if (key === "ArrowRight") now.column = keys[Math.min(keys.length - 1, place + 1)]
  say(`${clock(now.starts)}, ${columnName(now.column)}`)
  now.timer = setTimeout(later, PAUSE)
  waiting = now
}

document.addEventListener("keydown", (event) => {
  const session = event.target.closest?.("[data-handle]")
  if (!session || event.altKey || event.ctrlKey || event.metaKey || !event.key.startsWith("Arrow")) return
  event.preventDefault()
  press(session, event.key)
})

// The time at a height: the row that it is in, and how far into it.
function timeAt(y) {
  for (const row of document.querySelectorAll("#day tbody tr")) {
    const { top, bottom, height } = row.getBoundingClientRect()
    if (y < top || y >= bottom) continue
    const into = ((y - top) / height) * Number(row.dataset.minutes)
    return within(Math.round((Number(row.dataset.at) + into) / STEP) * STEP)
  }
  return null
}

let dragged = null
document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-handle]")
  if (!dragged) return
  dragged.grip = event.clientY - dragged.getBoundingClientRect().top
  event.dataTransfer.effectAllowed = "move"
})
document.addEventListener("dragover", (event) => {
  const cell = dragged && event.target.closest?.("#day td[data-column]")
  if (!cell) return
  event.preventDefault()
  const starts = timeAt(event.clientY - dragged.grip)
  if (starts !== null) say(`${clock(starts)}, ${columnName(cell.dataset.column)}`)
})
document.addEventListener("drop", (event) => {
  const cell = dragged && event.target.closest?.("#day td[data-column]")
  if (!cell) return
  event.preventDefault()
  const starts = timeAt(event.clientY - dragged.grip)
  if (starts !== null) send(dragged, starts, cell.dataset.column)
  dragged = null
})
document.addEventListener("dragend", () => { dragged = null })

// The new day takes the old one's place, also where a move was refused; who moved a session stays on it.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id !== "day" || event.detail.xhr.status !== 422) return
  event.detail.shouldSwap = true
  event.detail.isError = false
})
let moved = ""
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.id === "move") moved = event.target.dataset.moved || ""
})
document.addEventListener("htmx:afterSettle", () => {
  if (moved) document.getElementById(moved)?.focus({ preventScroll: false })
  moved = ""
})
