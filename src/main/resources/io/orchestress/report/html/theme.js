// Before the first paint: the reader's earlier choice of theme, if there was one.
try {
  var chosen = localStorage.getItem("orchestress-theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch (e) {
  // A browser that keeps nothing for files: the system's theme it is.
}
