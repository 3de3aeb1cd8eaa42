// Suggestions under the box: the combobox of the ARIA patterns, list autocomplete with manual selection.
// Focus stays in the input; Home, End, Left and Right stay the browser's.

import { el } from "./render.js";
import { number, text } from "./strings.js";

// ask(q) answers suggestions, or null if overtaken; choose(suggestion) is called with the one taken.
export function combobox(input, list, { ask, choose }) {
  let items = [];
  let active = -1;
  let turn = 0;

  function open(yes) {
    list.hidden = !yes;
    input.ariaExpanded = yes;
    mark(-1);
  }
  function mark(index) {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = index;
    const option = list.children[active];
    input.setAttribute("aria-activedescendant", option?.id ?? "");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
  }
  function forget() {
    items = [];
    turn++;
    open(false);
  }
  function take(index) {
    const item = items[index];
    forget();
    choose(item);
  }

  async function update() {
    const q = input.value;
    const mine = ++turn;
    const found = q.trim() ? await ask(q.trim()) : [];
    if (!found || mine !== turn || document.activeElement !== input) return;
    items = found.filter((item) => item.text !== q.trim());
    list.replaceChildren(...items.map((item, i) => el("li", { id: `option-${i}`, role: "option", "aria-selected": "false" },
      el("bdi", {}, item.text), el("span", { class: "n" }, item.kind === "title" ? text.titleKind : number(item.count)))));
    open(items.length > 0);
  }

  // True where the key was the list's.
  function key(event) {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing || !items.length || (list.hidden && !move)) return false;
    if (move) {
      if (list.hidden) open(true);
      const size = items.length + 1; // the place before the first is the box itself
      if (!event.altKey) mark(((active + 1 + move + size) % size) - 1);
    } else if (event.key === "Escape") open(false);
    else if (event.key === "Enter" && active >= 0) take(active);
    else return false;
    event.preventDefault();
    return true;
  }

  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => target !== list && take([...list.children].indexOf(target.closest("li"))));
  input.addEventListener("blur", () => open(false));
  return { update, key, forget };
}
