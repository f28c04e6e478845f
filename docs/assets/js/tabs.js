// Shows one procedure at a time to a reader who has chosen, and never hides what a link points to.
// Adds the ARIA tab pattern to the plain sections that scripts/tabs.py writes.
(() => {
  const sets = [...document.querySelectorAll(".procedure-tabs")];
  if (!sets.length) return;

  const store = {
    get() { try { return localStorage.getItem("guide-procedure"); } catch { return null; } },
    set(value) { try { localStorage.setItem("guide-procedure", value); } catch { /* lasts for this page */ } },
  };

  const select = (name) => {
    for (const set of sets) {
      for (const tab of set.querySelectorAll("[role=tab]")) {
        const chosen = tab.textContent === name;
        tab.setAttribute("aria-selected", String(chosen));
        tab.tabIndex = chosen ? 0 : -1;
        document.getElementById(tab.getAttribute("aria-controls")).hidden = !chosen;
      }
    }
  };

  // Every set on the page follows the choice; the one under the reader's hand must not jump away.
  const choose = (tab) => {
    const before = tab.getBoundingClientRect().top;
    select(tab.textContent);
    scrollBy(0, tab.getBoundingClientRect().top - before);
    store.set(tab.textContent);
  };

  const KEYS = {
    ArrowLeft: (i, n) => (i + n - 1) % n,
    ArrowRight: (i, n) => (i + 1) % n,
    Home: () => 0,
    End: (i, n) => n - 1,
  };

  for (const set of sets) {
    const list = document.createElement("div");
    list.className = "procedure-tabs__list";
    list.setAttribute("role", "tablist");
    list.setAttribute("aria-label", "Choose a procedure");
    for (const panel of set.querySelectorAll(".procedure-tabs__panel")) {
      const heading = panel.querySelector(".procedure-tabs__name");
      const tab = document.createElement("button");
      tab.type = "button";
      tab.id = `${heading.id}-tab`;
      tab.className = "procedure-tabs__tab";
      tab.textContent = heading.textContent;
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-controls", `${heading.id}-panel`);
      tab.addEventListener("click", () => choose(tab));
      panel.id = `${heading.id}-panel`;
      panel.tabIndex = 0;
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", tab.id);
      list.append(tab);
    }
    list.addEventListener("keydown", (event) => {
      const tabs = [...list.children];
      const move = KEYS[event.key];
      if (!move) return;
      event.preventDefault();
      const next = tabs[move(tabs.indexOf(document.activeElement), tabs.length)];
      choose(next);
      next.focus();
    });
    set.prepend(list);
    set.classList.add("is-tabs");
  }

  const names = [...sets[0].querySelectorAll("[role=tab]")].map((tab) => tab.textContent);
  select(names.includes(store.get()) ? store.get() : names[0]);

  addEventListener("guide-forget", () => select(names[0]));

  // A link, a contents entry, a search hit or "find in page" that lands in the hidden panel opens it.
  const reveal = () => {
    let target = null;
    try { target = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { /* not an id */ }
    const panel = target && target.closest(".procedure-tabs__panel");
    if (!panel) return;
    select(panel.querySelector(".procedure-tabs__name").textContent);
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("a[href*='#']")) setTimeout(reveal);
  });
  reveal();
})();
