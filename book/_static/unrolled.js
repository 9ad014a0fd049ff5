// An equation wider than its row scrolls: then, and only then, the keyboard can reach it.
const rows = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const scrolls = target.scrollWidth > target.clientWidth;
    target.toggleAttribute("tabindex", scrolls);
    if (scrolls) target.tabIndex = 0;
  }
});
for (const row of document.querySelectorAll("div.math > .katex-display")) rows.observe(row);
