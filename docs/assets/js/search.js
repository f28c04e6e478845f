// Lets a reader open, leave and walk the search with the keyboard: the theme's own box opens by a label,
// keeps its results out of the tab order and pulls the focus back while it is open.
(() => {
  const search = document.querySelector(".md-search");
  const input = search && search.querySelector("input");
  const button = document.querySelector("[data-search-open]");
  const toggle = document.getElementById("__search");
  if (!input) return;

  const open = (yes) => {
    search.classList.toggle("is-open", yes);
    button.setAttribute("aria-expanded", String(yes));
    if (yes) input.focus();
  };
  // Results are shown while there is something typed and the reader is in the search.
  const show = (yes) => {
    const active = yes && input.value.trim() !== "";
    search.classList.toggle("is-active", active);
    if (active !== toggle.checked) toggle.click();
  };

  button.addEventListener("click", () => open(!search.classList.contains("is-open")));
  input.addEventListener("input", () => {
    show(true);
    input.dispatchEvent(new Event("keyup")); // all the theme listens to; dictation and pasting by mouse press no key
  });
  search.addEventListener("focusin", () => show(true));
  search.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !search.contains(relatedTarget)) show(false);
  });
  search.addEventListener("submit", (event) => event.preventDefault());
  search.addEventListener("reset", () => setTimeout(() => show(false)));
  search.addEventListener("keydown", (event) => {
    const enter = event.key === "Enter" && event.target === input;
    if (event.key !== "Escape" && event.key !== "Tab" && !enter) return;
    event.stopPropagation(); // or the theme hides the results, drops the focus, or leaves for the first hit
    if (event.key === "Tab") return;
    if (enter) {
      event.preventDefault();
      search.querySelector(".md-search-result__link")?.focus();
      return;
    }
    if (button.offsetParent) { open(false); button.focus(); } else input.focus();
    show(false);
  });
  addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest(".md-search-result__link")) { open(false); show(false); }
    else if (!search.contains(target) && target !== button && target !== toggle) show(false);
  });
  new MutationObserver(() => {
    for (const more of search.querySelectorAll(".md-search-result__more summary")) more.tabIndex = 0;
    for (const link of search.querySelectorAll(".md-search-result__link")) {
      link.tabIndex = 0;
      // The theme's <article> in a link keeps browsers from naming the link. Its name is the heading, and for a
      // part of a page the page's name before it; the lines below are for the eye, or each hit is a long speech.
      const article = link.querySelector("article");
      if (article.role === "none") continue;
      article.role = "none";
      const heading = link.querySelector("h1, h2");
      const page = link.closest("li").querySelector("h1, h2").textContent;
      if (heading.textContent !== page) {
        const first = document.createElement("span");
        first.className = "unseen";
        first.textContent = `${page}: `;
        heading.prepend(first);
      }
      for (const part of article.children) if (part !== heading) part.ariaHidden = "true";
    }
  }).observe(search.querySelector(".md-search-result__list"), { childList: true, subtree: true });
})();
