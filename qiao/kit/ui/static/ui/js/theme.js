// Runs before the first paint, so that a chosen theme does not flash.
document.documentElement.dataset.scripted = ""
try {
  const chosen = localStorage.getItem("qiao-theme")
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen
} catch {
  // storage is blocked: the system's theme applies
}
