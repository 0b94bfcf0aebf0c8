// Comforts; without script the page says the same. Explanations open in a drawer, a link unfolds what it leads to.
(() => {
  "use strict";

  const words = document.getElementById("main").dataset.words.split("|");
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

  sortable(document);
})();
