// Wires input -> state -> API -> page. The URL is the state; this file only moves it.

import * as api from "./api.js";
import * as articleView from "./article.js";
import * as view from "./render.js";
import { href, isEmpty, parse } from "./state.js";
import { combobox } from "./suggest.js";
import { EXAMPLES, text } from "./strings.js";

const TYPING_MS = 150;  // after the last key, before a search
const SAYING_MS = 1000; // after the last key, before the count is said aloud
const { byId } = view;
const q = byId("q");
const here = () => location.pathname + location.search;

let state, typing, saying, scrolled;
let entry = here(); // this history entry as it was before typing changed the address

// Shows what the address says. after: "focus" moves to the new heading, "restore" to where the reader was, "typing" and "stay" move nothing.
async function show(after) {
  [typing, saying, scrolled].forEach(clearTimeout);
  const asked = (state = parse(location.search));
  if (after !== "typing") q.value = asked.q;
  try {
    const said = await (isEmpty(asked) ? front() : asked.id ? article(asked) : search(asked));
    if (said == null || asked !== state) return; // overtaken
    say(said, after === "typing" ? SAYING_MS : 100);
    place(after);
  } catch (error) {
    if (!(error instanceof api.Failure)) throw error;
    view.failure(asked, error);
    if (after === "focus") byId("retry")?.focus();
  }
}

async function front() {
  document.title = text.name;
  view.phase("empty");
  api.stats().then((stats) => stats && view.front(stats), () => {});
  return "";
}

async function search(asked) {
  view.phase("loading");
  document.title = asked.q ? `${asked.q} — ${text.name}` : text.name;
  const data = await api.search(asked);
  return data && view.results(asked, data);
}

async function article(asked) {
  view.phase("loading");
  const data = await api.article(asked);
  if (!data) return null;
  const title = articleView.show(asked, data);
  document.title = `${title} — ${text.name}`;
  view.phase("article");
  api.similar(asked.id).then((hits) => asked === state && articleView.similar(asked, hits));
  return title;
}

// The same words twice would not be read twice.
function say(words, wait) {
  saying = setTimeout(() => {
    const status = byId("status");
    status.textContent = words && status.textContent === words ? `${words}\u00a0` : words;
  }, wait);
}

function place(after) {
  if (after === "typing" || after === "stay") return;
  const { focus, y = 0 } = (after === "restore" && history.state) || {};
  const target = after === "focus" ? (isEmpty(state) ? q : byId(state.id ? "title" : "heading"))
    : [...document.links].find((link) => link.href === focus);
  target?.focus({ preventScroll: true });
  scrollTo(0, y);
}

const remember = (more) => history.replaceState({ ...history.state, y: scrollY, ...more }, "");

// Gives this history entry its own address back; with `keep`, what was typed over it becomes the next one.
function settle(keep) {
  const typed = here();
  if (typed === entry) return;
  history.replaceState(history.state, "", entry);
  if (keep) history.pushState(history.state, "", entry = typed);
}

function go(url, after) {
  hints.forget();
  settle(after !== "submit");
  if (url !== entry) {
    // `steps`: how many entries back the results are, for «عُد إلى النتائج».
    const steps = history.state?.steps ?? 0;
    const fromResults = steps || document.body.dataset.phase === "results";
    history.pushState({ steps: fromResults && parse(url.slice(1)).id ? steps + 1 : 0 }, "", entry = url);
  }
  show(after);
}

addEventListener("popstate", () => {
  if (here() === entry) return; // only #main
  entry = here();
  hints.forget();
  show("restore");
});

const hints = combobox(q, byId("suggestions"), {
  ask: api.suggest,
  choose(item) {
    if (item.id) return go(href({ ...state, q: q.value.trim(), id: item.id }), "focus");
    // A suggestion completes either the last word or the whole query.
    q.value = /\s/.test(item.text) ? item.text : q.value.trim().replace(/\S+$/, item.text);
    submit();
  },
});

function type() {
  const url = href(state, { q: q.value.trim() });
  if (url === href(state, {})) return;
  if (state.id) history.pushState({}, "", entry = url); // from an article to results is a step of its own
  else history.replaceState(history.state, "", url);
  show("typing");
}

function typed(event) {
  if (event.isComposing) return;
  clearTimeout(typing);
  hints.update();
  const { length } = q.value.trim();
  if (length !== 1) typing = setTimeout(type, length && TYPING_MS); // one letter says nothing yet
}

function submit() {
  if (matchMedia("(pointer: coarse)").matches) q.blur(); // puts the on-screen keyboard away
  go(href(state, { q: q.value.trim() }), "submit");
}

q.addEventListener("input", typed);
q.addEventListener("compositionend", typed);
q.addEventListener("keydown", (event) => {
  if (hints.key(event) || event.key !== "Escape" || !q.value) return;
  event.preventDefault();
  q.value = "";
  typed(event);
});
byId("search").addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});

addEventListener("keydown", (event) => {
  const control = event.ctrlKey || event.metaKey;
  const slash = (event.code === "Slash" || event.key === "/") && !control && !event.altKey && !event.target.closest("input, select");
  if (!slash && !(control && event.code === "KeyK")) return;
  event.preventDefault();
  q.select();
  q.focus();
});

addEventListener("change", ({ target: { id, form, type, name, value, checked } }) => {
  if (id === "q" || form !== byId("search")) return;
  if (type === "date" && value && value < "1000") return; // the year is still being typed
  const others = Array.isArray(state[name]) && state[name].filter((other) => other !== value);
  go(href(state, { [name]: others ? (checked ? [...others, value] : others) : type === "checkbox" ? checked : value }), "stay");
});

addEventListener("click", (event) => {
  if (event.target.id === "retry") return show("focus");
  const link = event.target.closest("a");
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (link?.origin !== location.origin || link.pathname !== "/" || link.hash) return;
  event.preventDefault();
  if (link.id === "back" && history.state?.steps) return history.go(-history.state.steps);
  remember({ focus: link.href });
  go(link.getAttribute("href"), "focus");
});

addEventListener("scroll", () => {
  clearTimeout(scrolled);
  scrolled = setTimeout(remember, 200);
});

const wide = matchMedia("(min-width: 60rem)");
wide.onchange = () => { byId("filters").open = wide.matches; };
wide.onchange();

history.scrollRestoration = "manual";
view.examples(EXAMPLES);
show("restore");
if (here() === "/") q.focus();
