// A row of pictures, one at a time, for those who want to go step by step. Without this script, and on paper, all stand
// in a row. Nothing moves by itself.
(() => {
  for (const figure of document.querySelectorAll(".art--steps")) {
    const frames = [...figure.querySelectorAll(".art__frames > li")];
    const parts = [...figure.querySelectorAll(".art__parts > li")];
    const numbers = frames.map((frame) => [...frame.querySelectorAll("svg text")].map((text) => Number(text.textContent)));
    const captions = frames.map((frame) => frame.querySelector(".art__caption").lastChild.textContent.trim());
    let at = 0;

    const button = (text) => {
      const made = document.createElement("button");
      made.type = "button";
      made.textContent = text;
      return made;
    };
    const back = button("Back");
    const next = button("Next");
    const all = button("Show all");
    all.setAttribute("aria-pressed", "false");
    const where = document.createElement("p");
    where.className = "art__where";
    const said = document.createElement("span");
    said.className = "unseen";
    said.setAttribute("role", "status");

    // The buttons stay where they are and keep the focus: at either end they only stop working.
    const show = () => {
      frames.forEach((frame, i) => frame.classList.toggle("is-current", i === at));
      parts.forEach((part) => part.classList.toggle("is-elsewhere", !numbers[at].includes(part.value)));
      back.setAttribute("aria-disabled", String(at === 0));
      next.setAttribute("aria-disabled", String(at === frames.length - 1));
      where.textContent = `Picture ${at + 1} of ${frames.length}`;
    };
    const go = (step) => {
      const to = at + step;
      if (to < 0 || to >= frames.length) return;
      at = to;
      show();
      said.textContent = `Picture ${at + 1} of ${frames.length}: ${captions[at]}`;
    };
    back.addEventListener("click", () => go(-1));
    next.addEventListener("click", () => go(1));
    all.addEventListener("click", () => {
      const open = figure.classList.toggle("is-stepping") === false;
      all.setAttribute("aria-pressed", String(open));
      back.hidden = next.hidden = where.hidden = open;
    });

    const controls = document.createElement("div");
    controls.className = "art__controls";
    controls.setAttribute("role", "group");
    controls.setAttribute("aria-label", figure.querySelector(".art__name").textContent);
    controls.append(back, next, where, all, said);
    figure.querySelector(".art__frames").before(controls);
    figure.classList.add("is-stepping");
    show();
  }
})();
