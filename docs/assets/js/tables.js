// A keyboard stops at a table only where the table is wider than its box, so that there is something to scroll.
// Without this script it stops at every table (scripts/accessible.py), because nobody knows which ones fit.
(() => {
  const watch = new ResizeObserver((boxes) => {
    for (const { target: box } of boxes) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  });
  for (const box of document.querySelectorAll(".table-box")) watch.observe(box);
})();
