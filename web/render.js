// Answers -> DOM. What the server sends enters as text nodes only; no HTML crosses the wire.

import { FACETS, FILTERS, count, date, failureText, languageName, month, number, text, total } from "./strings.js";
import { NO_FILTERS, filters, href, params, parse, period } from "./state.js";

export const byId = (id) => document.getElementById(id);

// el("a", {href: "/"}, "text", node): null, undefined and false are left out.
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value != null && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child != null && child !== false));
  return node;
}
const fill = (id, ...children) => byId(id).replaceChildren(...children.filter(Boolean));

// Segments -> text and <mark>. Hits parted by a space alone are one mark: «الذكاء الاصطناعي».
export function marked(segments) {
  const runs = [];
  for (const { text, hit = false } of segments) {
    const last = runs.at(-1), before = runs.at(-2);
    if (last?.hit === hit) last.text += text;
    else if (before?.hit && /^[ \u00a0]+$/.test(last.text)) before.text += runs.pop().text + text;
    else runs.push({ text, hit });
  }
  return runs.map(({ text, hit }) => (hit ? el("mark", {}, text) : text));
}
export const plain = (segments) => segments.map((segment) => segment.text).join("").trim();

// dir=auto obeys the first letter alone; Arabic that begins with a Latin name is Arabic all the same.
export function direction(text) {
  const letters = (script) => text.match(script)?.length ?? 0;
  const arabic = letters(/\p{Script=Arabic}/gu);
  return arabic && arabic * 2 >= letters(/\p{Script=Latin}/gu) ? "rtl" : "auto";
}

// Source (else the file), date, author.
export const meta = ({ source, path, date: iso, author }) => [
  el("bdi", { class: source && "source" }, source || path),
  iso && el("time", { datetime: iso }, date(iso)),
  author && el("bdi", {}, author),
].filter(Boolean);

export function hitItem(state, hit) {
  const title = plain(hit.title), snippet = plain(hit.snippet ?? []);
  return el("li", { class: "hit", lang: hit.lang }, el("article", {},
    el("h3", { dir: direction(title) }, el("a", { href: href({ ...state, id: hit.id }) }, ...(title ? marked(hit.title) : [text.untitled]))),
    el("p", { class: "meta", lang: "ar" }, ...meta(hit),
      hit.duplicates > 0 && !state.id && el("a", { href: href(state, { duplicates: true }) }, count("copy", hit.duplicates))),
    snippet && el("p", { dir: direction(snippet) }, ...marked(hit.snippet))));
}

// One phase at a time; `loading` leaves what stands.
export function phase(name) {
  document.body.dataset.phase = name;
  byId("main").ariaBusy = name === "loading";
  if (name === "loading") return;
  document.body.classList.toggle("front", name === "empty");
  byId("intro").hidden = name !== "empty";
  byId("article").hidden = name !== "article";
  byId("notice").hidden = name !== "error" && name !== "offline";
  byId("found").hidden = !(name === "results" || name === "none" || (name === "offline" && byId("results").firstChild));
}

export function front({ articles, built }) {
  fill("stats", el("span", {}, count("article", articles)), built && el("span", {}, text.built(built)),
    articles > 0 && el("a", { href: "/?sort=newest" }, text.browse));
}

export const examples = (list) => fill("examples", ...Object.entries(list).map(([q, about]) =>
  el("li", {}, el("a", { href: `/?${new URLSearchParams({ q })}` }, q), " ", el("small", {}, about))));

export function failure(state, { status, parameter }) {
  fill("notice", el("p", {}, failureText(status, parameter), !status && byId("results").firstChild && ` ${text.lastResults}`),
    !status || status === 429 || status >= 500
      ? el("button", { id: "retry", type: "button" }, text.retry)
      : el("a", { href: href(state, state.id ? {} : { ...parse(""), q: state.q }) }, state.id ? text.back : text.unfiltered));
  phase(status ? "error" : "offline");
}

// Shows an answer; returns what a screen reader should say.
export function results(state, data) {
  const none = !data.total.value;
  const found = total(state.q ? "result" : "article", data.total);
  const about = none && state.q;
  fill("heading", found, about && ` ${text.about} `, about && el("bdi", {}, state.q),
    !none && el("small", {}, text.took(data.took_ms)));
  byId("results").start = (data.page - 1) * data.size + 1;
  fill("results", ...data.hits.map((hit) => hitItem(state, hit)));
  fill("notes", ...notes(state, data, none));
  chips(state);
  controls(state, data.facets ?? {});
  pager(state, data);
  const query = params({ ...state, page: 1 });
  byId("exports").hidden = none;
  fill("exports", el("a", { href: `/feed.xml?${query}` }, "RSS"), el("a", { href: `/api/v1/export?format=csv&${query}`, download: "" }, "CSV"));
  phase(none ? "none" : "results");
  const meant = data.correction ? `، ${text.didYouMean} ${data.correction.q}${asked(data.correction.q)}` : "";
  return found + (about ? ` ${text.about} ${state.q}` : "") + meant + (state.page > 1 ? `، ${text.page(state.page)}` : "");
}

const ALSO = 6; // other spellings in sight

// A question that is quoted in a question has its mark.
const asked = (q) => (/[؟?]\s*$/.test(q) ? "" : "؟");

function* notes(state, { correction, help, query }, none) {
  const link = (change, ...label) => el("a", { href: href(state, change) }, ...label);
  if (correction) {
    yield el("p", { class: "correction" }, text.didYouMean, " ", link({ q: correction.q }, el("bdi", {}, correction.q)), `${asked(correction.q)} `,
      el("small", {}, count("result", correction.total)));
  }
  if (query.relaxed && !none) {
    yield el("p", {}, text.relaxed, ...(query.dropped.length ? [` ${text.without}`] : []), ...query.dropped.flatMap((word) => [" ", el("s", {}, word)]));
  }
  const also = [...new Set((query.also ?? []).flatMap((name) => name.variants))];
  if (also.length) {
    const variants = also.slice(0, ALSO).flatMap((variant, i) => [i ? "، " : " ", el("bdi", {}, variant)]);
    yield el("p", { id: "also" }, el("small", {}, text.also, ...variants, also.length > ALSO && "…", " · ", link({ names: false }, text.asTyped)));
  }
  if (help?.words.length > 1) {
    yield el("p", {}, text.alone, ...help.words.flatMap((word, i) => [i ? "، " : " ", el("bdi", {}, word.text), " ", el("small", {}, count("article", word.count))]));
  }
  if (help?.without.length) {
    yield el("ul", { class: "without" }, ...help.without.map(({ drop, q, total }) =>
      el("li", {}, link({ q }, text.leaveOut, " ", el("bdi", {}, drop)), " ", el("small", {}, count("result", total)))));
  }
  if (none && filters(state).length) yield el("p", {}, text.hidden, " ", link(NO_FILTERS, text.unfiltered));
  if (none && state.q) yield el("div", {}, text.try, el("ul", {}, ...text.advice.map((line) => el("li", {}, line))));
}

const valueName = (kind, value) => (kind === "lang" ? languageName(value) : kind === "month" ? month(value) : value);

function chips(state) {
  const active = filters(state);
  byId("active").textContent = active.length || "";
  const chip = ({ kind, value, change }) => {
    const words = [FILTERS[kind], value && date(valueName(kind, value))].filter(Boolean).join(" ");
    return el("li", {}, el("a", { class: "chip", href: href(state, change), "aria-label": text.remove(words) }, el("bdi", {}, words)));
  };
  fill("chips", ...active.map(chip), active.length > 1 && el("li", {}, el("a", { href: href(state, NO_FILTERS) }, text.clear)));
}

// Sort, switches, dates and facets show the state; focus stays where it was.
function controls(state, facets) {
  const form = byId("search").elements;
  form.sort.value = state.sort;
  for (const name of ["from", "to"]) form[name].value = state[name].length === 10 ? state[name] : ""; // a day, not a year
  for (const name of ["exact", "duplicates"]) form[name].checked = state[name];
  const focused = document.activeElement.id;
  fill("facets", ...Object.keys(FACETS).map((kind) => facet(state, kind, facets[kind] ?? [])));
  byId(focused)?.focus();
}

function facet(state, kind, values) {
  const dated = kind === "year" || kind === "month", dates = period(state), ofYear = dates.slice(0, 4);
  const chosen = state[kind] ?? [kind === "year" ? ofYear : dates.slice(4) && dates].filter(Boolean);
  const all = kind === "month" ? values.filter(({ value }) => value.startsWith(ofYear)) : [...values];
  if (kind === "month" && !ofYear) return null; // months are those of a year
  for (const value of chosen) if (!all.some((other) => other.value === value)) all.push({ value, count: 0 }); // stays in sight
  if (dated) all.sort((a, b) => (a.value < b.value ? 1 : -1));
  if (all.length < 2 && !chosen.length) return null;
  const row = ({ value, count }) => {
    const label = [el("bdi", {}, valueName(kind, value)), el("span", { class: "n" }, number(count))];
    const on = chosen.includes(value);
    const other = on ? (kind === "month" ? ofYear : "") : value; // a month given up leaves its year
    return el("li", {}, dated
      ? el("a", { class: "check", href: href(state, { from: other, to: other }), "aria-current": on && "true" }, ...label)
      : el("label", { class: "check" }, el("input", { type: "checkbox", form: "search", id: `facet:${kind}:${value}`, name: kind, value, checked: on }), ...label));
  };
  return el("fieldset", {}, el("legend", {}, FACETS[kind]), el("ul", {}, ...all.map(row)));
}

function pager(state, { page, size, total, hits }) {
  const last = Math.max(Math.ceil(total.value / size), total.exact ? 1 : page + (hits.length === size));
  const link = (to, attributes, label) => el("a", { href: href(state, { page: to }), ...attributes }, label);
  const pages = [];
  for (let n = Math.max(1, Math.min(page - 2, last - 4)); n <= last && pages.length < 5; n++) {
    pages.push(link(n, { "aria-current": n === page && "page", "aria-label": text.page(n) }, number(n)));
  }
  byId("pager").hidden = last < 2 && page === 1;
  fill("pager", page > 1 && link(Math.min(page - 1, last), { rel: "prev" }, text.previous), ...pages, page < last && link(page + 1, { rel: "next" }, text.next));
}
