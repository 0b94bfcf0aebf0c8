// Tables can be sorted by their headings; without script they stand as they were made. Shared by reports and the application.
const sortable = (() => {
  "use strict";

  const language = document.documentElement.lang;
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
  return (root) => {
    for (const table of root.querySelectorAll("table.sortable")) {
      for (const heading of table.tHead.rows[0].cells) {
        const words = heading.querySelector("button")?.textContent ?? heading.textContent;
        if (!words) continue;
        const made = document.createElement("button");
        made.type = "button";
        made.textContent = words;
        made.addEventListener("click", () => sort(heading, table));
        heading.replaceChildren(made);
      }
    }
  };
})();
