// A keyboard stops at a table only where the table is wider than its box, so that there is something to scroll.
// Without this script it stops at every table (scripts/accessible.py), because nobody knows which ones fit.
(() => {
  const watch = new ResizeObserver((changes) => {
    for (const box of new Set(changes.map(({ target }) => target.closest(".table-box")))) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  });

  // A phone shows these tables as blocks, and some browsers then forget that they are tables.
  const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
  for (const part of document.querySelectorAll(":is(.table-box--pair, .table-box--many) :is(table, thead, tbody, tr, th, td)")) {
    part.setAttribute("role", ROLES[part.tagName] ?? (part.scope === "col" ? "columnheader" : "rowheader"));
  }

  for (const part of document.querySelectorAll(".table-box, .table-box > table")) watch.observe(part);
})();
