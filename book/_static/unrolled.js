// What is wider than its row scrolls there: then, and only then, the keyboard reaches it.
const rows = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});
const scrolls = "pre, figure, .pst-scrollable-table-container, div.math > .katex-display";
for (const row of document.querySelectorAll(scrolls)) rows.observe(row);
