// Lets a reader with tired eyes choose colours and text size, and keeps the choice on this device only.
// Loaded before the page is drawn, so that nothing flashes; works where storage is blocked.
(() => {
  const root = document.documentElement;
  const defaults = { theme: "", size: "" };
  root.classList.replace("no-js", "js");

  const store = {
    get(name) {
      try { return localStorage.getItem(`guide-${name}`) ?? ""; } catch { return ""; }
    },
    set(name, value) {
      try {
        if (value) localStorage.setItem(`guide-${name}`, value);
        else localStorage.removeItem(`guide-${name}`);
      } catch { /* storage blocked: the choice lasts for this page */ }
    },
  };

  const apply = (name, value) => {
    if (value) root.dataset[name] = value;
    else delete root.dataset[name];
    for (const button of document.querySelectorAll(`[data-set="${name}"]`)) {
      button.setAttribute("aria-pressed", String(button.dataset.value === value));
    }
  };

  for (const name of Object.keys(defaults)) apply(name, store.get(name));

  // The theme binds single letters to "next page" and the like; a slip of the hand should not leave the page.
  addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select");
    if (!typing && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.stopImmediatePropagation();
    }
  }, true);

  addEventListener("DOMContentLoaded", () => {
    const panel = document.querySelector("[data-display]");
    const status = document.querySelector("[data-display-status]");
    panel.hidden = false;
    for (const name of Object.keys(defaults)) apply(name, store.get(name));

    panel.addEventListener("click", ({ target }) => {
      if (target.dataset.set) {
        store.set(target.dataset.set, target.dataset.value);
        apply(target.dataset.set, target.dataset.value);
        status.textContent = `${target.closest("fieldset").querySelector("legend").textContent}: ${target.textContent}.`;
      } else if ("print" in target.dataset) {
        print();
      } else if ("forget" in target.dataset) {
        for (const name of [...Object.keys(defaults), "procedure"]) store.set(name, "");
        for (const name of Object.keys(defaults)) apply(name, "");
        dispatchEvent(new Event("guide-forget")); // the tabs of this page go back too
        status.textContent = "Your choices are forgotten.";
      }
    });

    // Escape closes an open panel and gives the focus back to its button.
    addEventListener("keydown", (event) => {
      const open = document.querySelector(".site-tools details[open]");
      if (event.key === "Escape" && open) {
        open.open = false;
        open.querySelector("summary").focus();
      }
    });
    // A panel left by mouse or by Tab closes, or it would cover what the reader goes to.
    for (const way of ["click", "focusin"]) {
      addEventListener(way, ({ target }) => {
        const open = document.querySelector(".site-tools details[open]");
        if (open && !open.contains(target)) open.open = false;
      });
    }
  });
})();
