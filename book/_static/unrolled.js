// What is wider than its row scrolls there: then, and only then, the keyboard reaches it.
const scrolls = "pre, figure, .pst-scrollable-table-container, div.math > .katex-display";
const rows = document.querySelectorAll(scrolls);
const check = (row) => {
  if (row.scrollWidth > row.clientWidth) row.tabIndex = 0;
  else row.removeAttribute("tabindex");
};
const resized = new ResizeObserver((entries) => entries.forEach((e) => check(e.target)));
rows.forEach((row) => resized.observe(row));
// A font or a picture that comes late widens what is in a row, not the row.
document.fonts.ready.then(() => rows.forEach(check));
window.addEventListener("load", () => rows.forEach(check));
