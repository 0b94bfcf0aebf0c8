// Comforts; without script every page says the same. What explains a number opens in a drawer beside it.
(() => {
  "use strict";

  const drawer = document.getElementById("drawer");
  const content = document.getElementById("drawer-content");
  const place = drawer.querySelector("[data-place]");
  drawer.querySelector("[data-close]").addEventListener("click", () => drawer.close());
  drawer.addEventListener("click", (event) => { if (event.target === drawer) drawer.close(); });
  drawer.addEventListener("close", () => content.replaceChildren());

  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href^='/explain/']");
    if (!link || link === place || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
    if (!answer.ok) { location.href = link.href; return; }
    const made = document.createRange().createContextualFragment(await answer.text());
    for (const node of made.querySelectorAll("[id]")) if (!node.closest("form")) node.removeAttribute("id");
    content.replaceChildren(made);
    place.href = link.href;
    if (!drawer.open) drawer.showModal();
    drawer.scrollTop = 0;
  });

  // On a phone the places are folded away.
  const menu = document.querySelector("details.menu");
  if (menu && matchMedia("(max-width: 55.99rem)").matches) menu.open = false;
})();
