// Brings together what a release's page says of a number: its line as it landed, its context, its ties.
// Everything is on the page already, so without this script nothing is lost but the shortcut.
"use strict";
(() => {
  const MOST_TIES = 12;
  const AFTER_TAP = 250; // milliseconds: a page that moves under a tap would send it elsewhere
  const WIDE = matchMedia("(min-width: 76rem)");
  const NARROW = matchMedia("(max-width: 40rem)");
  const byId = (id) => document.getElementById(id);
  const sheet = document.querySelector(".sheet");
  let hint = null;
  let shown = null;

  const make = (tag, text, kind) => {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    if (kind) element.className = kind;
    return element;
  };

  const markOf = (number) => {
    const mark = byId(number.hash.slice(1));
    return mark && sheet && sheet.contains(mark) ? mark : null;
  };

  const textsIn = (element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    return found;
  };

  // The line or row of the exhibit, its number marked; runs of blanks shortened.
  const landed = (mark) => {
    const home = mark.closest("tr") || mark.closest("pre span") || mark.parentElement;
    const copy = home.cloneNode(true);
    const same = copy.querySelector(`[id="${mark.id}"]`);
    if (same) {
      const told = make("b", same.textContent);
      (same.textContent ? same : same.nextElementSibling || same).replaceWith(told);
    }
    for (const link of copy.querySelectorAll("a, i, mark")) link.replaceWith(link.textContent);
    for (const one of [copy, ...copy.querySelectorAll("[id]")]) one.removeAttribute("id");
    for (const text of textsIn(copy)) text.data = text.data.replace(/ {4,}/g, "   ");
    const box = make("div", undefined, "line");
    if (home.tagName === "TR") box.append(make("table"));
    (box.firstChild || box).append(copy);
    return box;
  };

  const context = (number) => {
    const row = byId(`c${number.dataset.c}`);
    const heads = row.closest("table").tHead.rows[0].cells;
    const list = make("dl");
    const tell = (name, text) => {
      if (text) list.append(make("dt", name), make("dd", text));
    };
    tell("Entity", byId("entity").dataset.entity);
    [...row.cells].forEach((cell, at) => tell(heads[at].textContent, cell.textContent));
    const line = number.closest("tr").querySelector("th");
    tell("Concept", line && line.title);
    return list;
  };

  const ties = (number) => {
    const ids = number.dataset.t ? number.dataset.t.split(" ") : [];
    const rows = ids.map((id) => byId(`t${id}`)).filter(Boolean);
    const rank = (row) => ["broken", "doubt", "differs"].indexOf(row.lastElementChild.className) + 1 || 9;
    rows.sort((one, other) => rank(one) - rank(other));
    const list = make("ul");
    for (const row of rows.slice(0, MOST_TIES)) {
      const item = make("li");
      const state = row.lastElementChild;
      item.append(make("span", state.firstChild.textContent.trim(), `chip ${state.className}`), " ");
      const said = byId(row.id.replace("t", "w"));
      if (said) item.append(make("span", said.querySelector(".say").textContent, "said"), " ");
      const relation = row.closest("tbody").rows[0].textContent;
      item.append(make("small", `${row.closest("details").querySelector("summary").firstChild.textContent.trim()}, ${row.cells[0].textContent}: ${relation}`));
      list.append(item);
    }
    if (rows.length > MOST_TIES) list.append(make("li", `and ${rows.length - MOST_TIES} more`, "muted"));
    if (!rows.length) list.append(make("li", "No tie names this number.", "muted"));
    return list;
  };

  const vintages = (number) => {
    const told = byId(`v${number.id}`);
    return told ? make("p", `Other releases: ${told.textContent}`, "muted") : null;
  };

  // Beside the number; on a narrow page at its foot, where the number must not be behind it.
  const place = (number) => {
    if (NARROW.matches) {
      setTimeout(() => {
        const over = number.getBoundingClientRect().bottom - innerHeight * 0.4;
        if (shown === number && over > 0 && number.closest(".read")) scrollBy(0, over);
      }, AFTER_TAP);
      return;
    }
    const at = number.getBoundingClientRect();
    const size = hint.getBoundingClientRect();
    const left = Math.min(Math.max(at.left + at.width / 2 - size.width / 2, 16), innerWidth - size.width - 16);
    const below = at.bottom + 8;
    const top = below + size.height < innerHeight ? below : Math.max(at.top - size.height - 8, 8);
    hint.style.left = `${left}px`;
    hint.style.top = `${top}px`;
  };

  const hide = () => {
    if (!hint) return;
    for (const one of document.querySelectorAll(".on, .term")) one.classList.remove("on", "term");
    if (shown) shown.removeAttribute("aria-describedby");
    hint.remove();
    hint = shown = null;
  };

  const show = (number, beside) => {
    if (shown === number) return;
    hide();
    shown = number;
    hint = make("div");
    hint.id = "hint";
    hint.setAttribute("role", "tooltip");
    const mark = markOf(number);
    if (mark) {
      const home = mark.closest("pre span");
      hint.append(make("h3", home ? `Line ${home.id.slice(1)}` : "As the exhibit prints it"), landed(mark));
      mark.classList.add("on");
    }
    const line = number.closest("tr").querySelector("th");
    hint.append(make("h3", `${line ? line.firstChild.textContent.trim() : ""}  ${number.textContent}`), context(number));
    for (const one of [ties(number), vintages(number)]) if (one) hint.append(one);
    const broken = (number.dataset.t || "").split(" ").filter((id) => id && byId(`w${id}`));
    for (const id of broken) {
      for (const term of document.querySelectorAll(`#w${id} .terms a`)) byId(term.hash.slice(1))?.classList.add("term");
    }
    document.body.append(hint);
    number.setAttribute("aria-describedby", "hint");
    place(beside || number);
    if (mark && !beside && WIDE.matches) {
      const line = mark.getBoundingClientRect();
      const box = sheet.getBoundingClientRect();
      if (line.top < box.top || line.bottom > box.bottom) sheet.scrollTop += line.top - box.top - box.height / 3;
      if (line.left < box.left || line.right > box.right) sheet.scrollLeft += line.left - box.left - box.width / 2;
    }
  };

  const numberAt = (target) => {
    const link = target.closest ? target.closest("a[data-c], .sheet a[href]") : null;
    if (!link || link.dataset.c) return [link, null];
    return [byId(link.hash.slice(1)), link];
  };

  const enter = (event) => {
    const [number, beside] = numberAt(event.target);
    if (number) {
      show(number, beside);
      if (beside) number.classList.add("on");
    } else if (hint && !(event.target.closest && event.target.closest("#hint"))) {
      hide();
    }
  };

  document.addEventListener("mouseover", enter);
  document.addEventListener("focusin", enter);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  // On a narrow page the source is far below: a tap tells first, a second one goes there.
  let told = null;
  document.addEventListener("click", (event) => {
    const [number, beside] = numberAt(event.target);
    if (number && !beside && !WIDE.matches && told !== number) {
      told = number;
      event.preventDefault();
    } else {
      told = null;
    }
  });
  addEventListener("scroll", () => shown && !NARROW.matches && place(shown), { passive: true });
})();
