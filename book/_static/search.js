// What Sphinx's search has to know of this book; it is loaded between the two.

// A page on disk may not read other pages: results come without their summaries.
if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;

// A formula is in a page three times, drawn, spoken and as TeX: the last reads best.
const textOf = Search.htmlToText;
Search.htmlToText = (html, anchor) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const part of page.querySelectorAll(".katex-html, semantics > :not(annotation)")) part.remove();
  return textOf(page.documentElement.outerHTML, anchor);
};
