// Everything by keyboard: Ctrl+K (or ⌘K) opens a field that finds pages, records, findings, numbers and things to do. The list is the search's own.
(() => {
  "use strict";

  const palette = document.getElementById("palette");
  const field = document.getElementById("command");
  const list = document.getElementById("commands");
  const opener = document.querySelector("[data-palette]");
  let asked = 0;
  let waiting = 0;
  let chosen = 0;

  const options = () => [...list.querySelectorAll("[role=option]")];
  const choose = (index) => {
    const all = options();
    chosen = all.length ? (index + all.length) % all.length : 0;
    all.forEach((one, place) => one.setAttribute("aria-selected", String(place === chosen)));
    if (all.length) {
      field.setAttribute("aria-activedescendant", all[chosen].id);
      all[chosen].scrollIntoView({ block: "nearest" });
    } else field.removeAttribute("aria-activedescendant");
  };
  const option = (link, heading, index) => {
    const made = document.createElement("li");
    made.id = "command-" + index;
    made.setAttribute("role", "option");
    made.dataset.address = link.getAttribute("href");
    const kind = document.createElement("span");
    kind.className = "said";
    kind.textContent = heading;
    const beside = link.querySelector(".said");
    made.append(link.querySelector(".name").textContent, " ", kind);
    if (beside) kind.textContent = heading + " · " + beside.textContent;
    made.addEventListener("click", () => { location.href = made.dataset.address; });
    return made;
  };
  const find = async () => {
    asked += 1;
    const now = asked;
    const answer = await fetch("/search?palette=1&words=" + encodeURIComponent(field.value), { headers: { "HX-Request": "true" } }).catch(() => null);
    if (now !== asked || !answer || !answer.ok) return; // something else was asked for meanwhile; Enter still leads to the search
    const made = document.createRange().createContextualFragment(await answer.text());
    const found = [...made.querySelectorAll("section.found")].flatMap((section) =>
      [...section.querySelectorAll("li > a")].map((link) => [link, section.querySelector("h2").textContent]));
    list.replaceChildren(...found.slice(0, 40).map(([link, heading], index) => option(link, heading, index)));
    choose(0);
  };
  const open = () => {
    if (palette.open) return;
    palette.showModal();
    field.value = "";
    field.focus();
    find();
  };
  field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(find, 120); });
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
    }
    if (event.key === "Escape") { event.preventDefault(); palette.close(); } // browsers would empty the field first
    if (event.key === "Enter" && options().length) {
      event.preventDefault();
      location.href = options()[chosen].dataset.address;
    }
  });
  palette.addEventListener("click", (event) => { if (event.target === palette) palette.close(); });
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open();
  });
  opener.hidden = false;
  opener.addEventListener("click", open);
})();
