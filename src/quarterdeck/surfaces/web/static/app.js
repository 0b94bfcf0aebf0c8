// Comforts; without script every page says the same. What explains a number opens in a drawer beside it.
(() => {
  "use strict";

  const drawer = document.getElementById("drawer");
  const content = document.getElementById("drawer-content");
  const place = drawer.querySelector("[data-place]");
  const back = drawer.querySelector("[data-back]");
  const visited = [];
  let asked = 0;
  drawer.querySelector("[data-close]").addEventListener("click", () => drawer.close());
  back.addEventListener("click", () => { visited.pop(); show(visited.pop()); });
  drawer.addEventListener("click", (event) => { if (event.target === drawer) drawer.close(); });
  drawer.addEventListener("close", () => { asked += 1; visited.length = 0; content.replaceChildren(); });

  const fetched = async (address) => {
    try {
      const answer = await fetch(address, { headers: { "HX-Request": "true" } });
      return answer.ok ? await answer.text() : null;
    } catch { return null; }
  };
  // Ids stay the page's own; what names something by them is named outright, and a form's labels keep theirs.
  const anonymous = (made) => {
    for (const node of made.querySelectorAll("[aria-labelledby]")) {
      const by = made.querySelector("#" + CSS.escape(node.getAttribute("aria-labelledby")));
      if (by) node.setAttribute("aria-label", by.textContent);
      node.removeAttribute("aria-labelledby");
    }
    for (const node of made.querySelectorAll("[id]")) if (!node.closest("form")) node.removeAttribute("id");
  };
  const show = async (address) => {
    asked += 1;
    const now = asked;
    const text = await fetched(address);
    if (now !== asked) return; // something else was asked for meanwhile, or the drawer closed
    if (text === null) { location.href = address; return; }
    const made = document.createRange().createContextualFragment(text);
    anonymous(made);
    content.replaceChildren(made);
    sortable(content);
    visited.push(address);
    back.hidden = visited.length < 2;
    place.href = address;
    if (!drawer.open) drawer.showModal();
    else if (!drawer.contains(document.activeElement) || document.activeElement === drawer) content.focus();
    drawer.scrollTop = 0;
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='/explain/']");
    if (!link || link === place || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    show(link.getAttribute("href"));
  });

  // Marks of a chart: one stop for the tab key, the arrow keys go to the nearest mark on that side; what it says stands below.
  const sides = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  const middle = (mark) => { const box = mark.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; };
  const beside = (marks, mark, [right, down]) => {
    const [x, y] = middle(mark);
    let best = null, least = Infinity;
    for (const other of marks) {
      const [u, v] = middle(other);
      const along = (u - x) * right + (v - y) * down, across = Math.abs((u - x) * down) + Math.abs((v - y) * right);
      const far = along + 2 * across;
      if (other !== mark && along > 1 && far < least) { best = other; least = far; }
    }
    return best ?? marks[marks.indexOf(mark) + right + down];
  };
  document.addEventListener("keydown", (event) => {
    const mark = event.target.closest?.(".chart a");
    if (!mark || event.ctrlKey || event.metaKey || event.altKey) return;
    const marks = [...mark.closest("svg").querySelectorAll("a")];
    const next = event.key === "Home" ? marks[0] : event.key === "End" ? marks.at(-1) : sides[event.key] && beside(marks, mark, sides[event.key]);
    if (!next) return;
    event.preventDefault();
    mark.setAttribute("tabindex", "-1");
    next.removeAttribute("tabindex");
    next.focus();
  });
  document.addEventListener("focusin", (event) => {
    const mark = event.target.closest(".chart a");
    if (!mark || !mark.matches(":focus-visible")) return;
    const chart = mark.closest("figure");
    let told = chart.querySelector(".told");
    if (!told) {
      told = document.createElement("p");
      told.className = "told";
      told.setAttribute("aria-hidden", "true"); // a reader hears the mark itself
      mark.closest("svg").after(told);
    }
    told.textContent = mark.querySelector("title").textContent + " · Enter: why. Arrow keys: the others.";
  });

  // Maps: nearer and farther, by buttons or by + and - while the map has the focus.
  for (const near of document.querySelectorAll(".near")) {
    let step = 1;
    const bar = document.createElement("div");
    bar.className = "zoom";
    const to = (wanted) => {
      const middle = near.scrollWidth ? (near.scrollLeft + near.clientWidth / 2) / near.scrollWidth : 0.5;
      near.classList.remove("nearer-" + step);
      step = Math.min(4, Math.max(1, wanted));
      near.classList.add("nearer-" + step);
      near.scrollLeft = middle * near.scrollWidth - near.clientWidth / 2;
      nearer.disabled = step === 4;
      farther.disabled = step === 1;
    };
    const button = (sign, label, by) => {
      const made = document.createElement("button");
      made.type = "button";
      made.textContent = sign;
      made.setAttribute("aria-label", label);
      made.addEventListener("click", () => to(step + by));
      bar.append(made);
      return made;
    };
    const nearer = button("+", "Nearer", 1);
    const farther = button("−", "Farther", -1);
    farther.disabled = true;
    near.before(bar);
    near.addEventListener("keydown", (event) => {
      if (event.key === "+" || event.key === "-") { event.preventDefault(); to(step + (event.key === "+" ? 1 : -1)); }
    });
  }

  // What is being made opens by itself once it is there; meanwhile nothing is loaded anew under who reads this.
  const waiting = document.querySelector("[data-again]");
  const look = async () => {
    const answer = await fetch(location.href).catch(() => null);
    if (answer && answer.status !== 202) location.reload();
    else setTimeout(look, waiting.dataset.again * 1000);
  };
  if (waiting) setTimeout(look, waiting.dataset.again * 1000);

  sortable(document);
  document.addEventListener("htmx:after:swap", (event) => sortable(event.target));

  // A slash leads to the search from anywhere but a field.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || drawer.open) return;
    if (event.target.closest("input, textarea, select")) return;
    event.preventDefault();
    if (menu) menu.open = true;
    document.getElementById("search").focus();
  });

  // On a phone the places are folded away; who turns it, or widens a window, has them back.
  const menu = document.querySelector("details.menu");
  const narrow = matchMedia("(max-width: 55.99rem)");
  const fold = () => { if (menu) menu.open = !narrow.matches; };
  narrow.addEventListener("change", fold);
  fold();
})();
