// URL <-> state. Pure: no DOM, no network; the address bar alone says what is shown.

const LISTS = ["source", "author", "lang"];
const DEFAULTS = { id: "", q: "", from: "", to: "", sort: "relevance", match: "auto", exact: false, names: true, duplicates: false, size: 10, page: 1 };

// parse("?q=مصر&page=2") -> {q: "مصر", page: 2, …}. Values go on as written; the server judges them.
export function parse(search) {
  const p = new URLSearchParams(search);
  const state = { ...DEFAULTS };
  for (const name of ["id", "q", "from", "to", "sort", "match"]) state[name] = p.get(name)?.trim() || DEFAULTS[name];
  for (const name of ["exact", "duplicates"]) state[name] = p.get(name) === "1";
  state.names = p.get("names") !== "0";
  for (const name of ["size", "page"]) state[name] = Math.trunc(p.get(name)) || DEFAULTS[name];
  for (const name of LISTS) state[name] = p.getAll(name).filter(Boolean);
  return state;
}

// The parameters of a state, defaults left out. The page and the API use the same names.
export function params(state) {
  const p = new URLSearchParams();
  for (const [name, byDefault] of Object.entries(DEFAULTS)) {
    if (state[name] !== byDefault) p.set(name, typeof byDefault === "boolean" ? Number(state[name]) : state[name]);
    if (name === "q") for (const list of LISTS) for (const value of state[list]) p.append(list, value);
  }
  return p;
}

// The address of a state, or of a change to it, which starts again at page 1 of the results.
export function href(state, change) {
  const query = params(change ? { ...state, id: "", page: 1, ...change } : state);
  return `/${String(query) && "?"}${query}`;
}

// Nothing asked: the front page.
export const isEmpty = (state) => href(state, { size: DEFAULTS.size, page: state.page, id: state.id }) === "/";

export const NO_FILTERS = { source: [], author: [], lang: [], from: "", to: "", exact: false, names: true, duplicates: false };

// The year or month that the dates select, or "".
export const period = ({ from, to }) => (from === to && /^\d{4}(-\d\d)?$/.test(from) ? from : "");

// [{kind, value, change}]: what narrows the search, and the change that takes it away.
export function filters(state) {
  const active = LISTS.flatMap((kind) => state[kind].map((value) => ({ kind, value, change: { [kind]: state[kind].filter((v) => v !== value) } })));
  const chosen = period(state);
  if (chosen) active.push({ kind: chosen.length === 4 ? "year" : "month", value: chosen, change: { from: "", to: "" } });
  for (const kind of chosen ? [] : ["from", "to"]) if (state[kind]) active.push({ kind, value: state[kind], change: { [kind]: "" } });
  for (const kind of ["exact", "names", "duplicates"]) if (state[kind] !== DEFAULTS[kind]) active.push({ kind, change: { [kind]: DEFAULTS[kind] } });
  return active;
}
