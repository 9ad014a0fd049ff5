// What a page does beside its widgets. Everything is read, and the menus open, without it.
const all = (selector) => [...document.querySelectorAll(selector)];

// What is wider than its row scrolls there: then, and only then, the keyboard reaches it.
const scrolls = "pre, figure, .pst-scrollable-table-container, div.math > .katex-display";
const rows = all(scrolls);
const check = (row) => {
  if (row.scrollWidth > row.clientWidth) row.tabIndex = 0;
  else row.removeAttribute("tabindex");
};
const resized = new ResizeObserver((entries) => entries.forEach((e) => check(e.target)));
rows.forEach((row) => resized.observe(row));
// A font or a picture that comes late widens what is in a row, not the row.
document.fonts.ready.then(() => rows.forEach(check));
window.addEventListener("load", () => rows.forEach(check));

// Light, dark, or as the system says. The head of the page has set the first theme.
const root = document.documentElement.dataset;
const prefersDark = matchMedia("(prefers-color-scheme: dark)");
const themeButton = document.querySelector(".theme-button");
function showTheme() {
  const system = prefersDark.matches ? "dark" : "light";
  root.theme = root.mode === "auto" ? system : root.mode;
  const title = `Colours: ${root.mode === "auto" ? "as the system" : root.mode}`;
  Object.assign(themeButton, { ariaLabel: title, title });
}
themeButton.addEventListener("click", () => {
  const next = { auto: "light", light: "dark", dark: "auto" };
  root.mode = next[root.mode] ?? "auto";
  try { localStorage.setItem("mode", root.mode); } catch { /* then for this page only */ }
  showTheme();
});
prefersDark.addEventListener("change", showTheme);
showTheme();

// Paper is light.
window.addEventListener("beforeprint", () => { root.theme = "light"; });
window.addEventListener("afterprint", showTheme);

// Ctrl+K and the button open the search; on the search page they lead to its field.
const dialog = document.querySelector("#search");
function search() {
  if (!dialog) document.querySelector("main input[type=search]").select();
  else if (!dialog.open) dialog.showModal();
}
document.querySelector(".search-open").addEventListener("click", search);
document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  search();
});

// In a long menu the page that is open is in view.
const menu = document.querySelector("#menu");
const here = menu.querySelector("[aria-current]");
if (here) menu.scrollTop = here.offsetTop - menu.clientHeight / 2;

// The contents say which part is being read; on a narrow screen a choice closes them.
const contents = document.querySelector("#contents");
const links = new Map(all("#contents a").map((link) => [link.hash.slice(1), link]));
function follow() {
  const parts = all("article section[id]").filter((part) => links.has(part.id));
  const past = parts.filter((part) => part.getBoundingClientRect().top < innerHeight / 3);
  const now = links.get((past.at(-1) ?? parts[0])?.id);
  links.forEach((link) => link.toggleAttribute("aria-current", link === now));
}
if (contents) {
  document.addEventListener("scroll", follow, { passive: true });
  follow();
  contents.addEventListener("click", (event) => event.target.closest("a") && contents.hidePopover());
}

// Code can be copied.
function addCopyButton(code) {
  const button = document.createElement("button");
  Object.assign(button, { className: "copy", textContent: "Copy", ariaLabel: "Copy this code" });
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(code.innerText.trimEnd());
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
  code.after(button);
}
if (navigator.clipboard) all(".cell_input pre").forEach(addCopyButton);

// What the search page was asked for is marked on the page that it led to.
function mark(terms) {
  const text = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  const found = [];
  while (text.nextNode()) {
    for (const { index, 0: word } of text.currentNode.data.matchAll(terms)) {
      const range = document.createRange();
      range.setStart(text.currentNode, index);
      range.setEnd(text.currentNode, index + word.length);
      found.push(range);
    }
  }
  CSS.highlights.set("found", new Highlight(...found));
}
try {
  const words = localStorage.getItem("sphinx_highlight_terms");
  if (words && dialog && CSS.highlights) {
    mark(new RegExp(words.replaceAll(" ", "|"), "gi"));
    localStorage.removeItem("sphinx_highlight_terms");
  }
} catch { /* no storage on this page */ }
