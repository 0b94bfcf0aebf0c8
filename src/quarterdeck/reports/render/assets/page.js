// Comforts; without script the page says the same. Explanations open in a drawer, tables can be sorted, a link unfolds what it leads to.
(() => {
  "use strict";

  const words = document.getElementById("main").dataset.words.split("|");
  const language = document.documentElement.lang;
  const drawer = document.createElement("dialog");
  const content = document.createElement("div");
  const bar = document.createElement("div");
  const visited = [];
  const button = (label, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.addEventListener("click", act);
    return made;
  };
  const back = button(words[0], () => { visited.pop(); show(visited.pop()); });
  const place = document.createElement("a");
  place.textContent = words[1];
  place.addEventListener("click", () => drawer.close());
  bar.className = "drawer-bar";
  bar.append(button(words[2], () => drawer.close()), back, place);
  drawer.append(bar, content);
  drawer.setAttribute("aria-label", words[3]);
  drawer.addEventListener("click", (event) => { if (event.target === drawer) drawer.close(); });
  drawer.addEventListener("close", () => { visited.length = 0; content.replaceChildren(); });
  document.body.append(drawer);

  const show = (id) => {
    const source = document.getElementById(id);
    const copy = source.cloneNode(true);
    copy.removeAttribute("id");
    for (const node of copy.querySelectorAll("svg[aria-labelledby]")) {
      node.setAttribute("aria-label", node.querySelector("title").textContent);
      node.removeAttribute("aria-labelledby");
    }
    for (const node of copy.querySelectorAll("[id]")) node.removeAttribute("id");
    content.replaceChildren(copy);
    sortable(content);
    visited.push(id);
    back.hidden = visited.length < 2;
    place.href = "#" + id;
    if (!drawer.open) drawer.showModal();
    drawer.scrollTop = 0;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#explain-']");
    if (!link || link === place || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const id = decodeURIComponent(link.hash.slice(1));
    if (!document.getElementById(id)) return;
    event.preventDefault();
    show(id);
  });

  // What is folded opens for a link into it or to its section, and for paper. Browsers open for a link by themselves, not all of them.
  const folds = () => [...document.querySelectorAll("details.fold")];
  const unfold = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const fold = target && (target.closest("details.fold") ?? target.querySelector(":scope > details.fold"));
    if (!fold || fold.open) return;
    fold.open = true;
    target.scrollIntoView();
  };
  window.addEventListener("hashchange", unfold);
  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = folds().filter((fold) => !fold.open);
    for (const fold of closed) fold.open = true;
  });
  window.addEventListener("afterprint", () => { for (const fold of closed) fold.open = false; });
  unfold();

  // Numbers are read without the thin spaces between thousands; a cell without a number sorts below all others.
  const RANK = { critical: 0, high: 1, medium: 2, low: 3, kritisch: 0, hoch: 1, mittel: 2, niedrig: 3 };
  const compared = new Intl.Collator(language, { numeric: true }).compare;
  const MONTHS = [...Array(12).keys()].map((month) => new Date(2026, month, 15).toLocaleString(language, { month: "long" }));
  const day = (all, of, month, year) => (MONTHS.includes(month) ? `${year}-${MONTHS.indexOf(month) + 11}-${of.padStart(2, "0")}` : all);
  const value = (cell, number) => {
    const text = cell.textContent.trim();
    if (!number) return text.replace(/(\d\d?)\.? (\p{L}+) (\d{4})/u, day);
    const plain = language === "en" ? text : text.replace(/\.(?=\d{3})/g, "").replace(",", ".");
    const found = plain.replace(/[\u202f\u00a0]/g, "").replace("\u2212", "-").match(/-?\d+(\.\d+)?( M)?/);
    return found ? parseFloat(found[0]) * (found[2] ? 1e6 : 1) : -Infinity;
  };
  const sort = (heading, table) => {
    const index = heading.cellIndex;
    const number = heading.classList.contains("r");
    const first = number ? "descending" : "ascending";
    const other = number ? "ascending" : "descending";
    const order = heading.getAttribute("aria-sort") === first ? other : first;
    for (const cell of table.tHead.rows[0].cells) cell.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", order);
    const body = table.tBodies[0];
    const keyed = [...body.rows].map((row) => [value(row.cells[index], number), row]);
    const ranked = keyed.every(([key]) => String(key).toLowerCase() in RANK);
    const rank = (key) => (ranked ? RANK[key.toLowerCase()] : key);
    keyed.sort(([a], [b]) => {
      const [x, y] = [rank(a), rank(b)];
      const difference = number || ranked ? (x === y ? 0 : x - y) : compared(x, y);
      return order === "ascending" ? difference : -difference;
    });
    body.append(...keyed.map(([, row]) => row));
  };
  const sortable = (root) => {
    for (const table of root.querySelectorAll("table.sortable")) {
      for (const heading of table.tHead.rows[0].cells) {
        const words = heading.querySelector("button")?.textContent ?? heading.textContent;
        if (!words) continue;
        const made = button(words, () => sort(heading, table));
        heading.replaceChildren(made);
      }
    }
  };
  sortable(document);
})();
