// The article view: the stored text with its hits, steps between them, and articles like it.

import { byId, direction, el, hitItem, marked, meta, plain } from "./render.js";
import { count, text } from "./strings.js";
import { href } from "./state.js";

// Segments -> paragraphs of segments. Blank lines part paragraphs; in a text without any, each line is one.
function paragraphs(segments) {
  const gap = /\n\s*\n/.test(plain(segments)) ? /\n\s*\n/ : /\n+/;
  const result = [[]];
  for (const { text, hit } of segments) {
    text.split(gap).forEach((part, i) => {
      if (i) result.push([]);
      result.at(-1).push({ text: part, hit });
    });
  }
  return result.filter(plain);
}

function original(url) {
  return /^https?:/i.test(url) && URL.canParse(url) && el("a", { href: url, rel: "noreferrer" }, text.original, " ", el("bdi", {}, new URL(url).hostname));
}

// Shows the article; returns its title.
export function show(state, article) {
  const title = plain(article.title);
  const body = el("div", { class: "body" }, ...paragraphs(article.body).map((part) => el("p", { dir: direction(plain(part)) }, ...marked(part))));
  const marks = [...body.querySelectorAll("mark")];
  const box = byId("article");
  box.lang = article.lang ?? "ar";
  box.replaceChildren(
    el("p", { lang: "ar" }, el("a", { id: "back", href: href({ ...state, id: "" }) }, text.back)),
    el("h2", { id: "title", tabindex: -1, dir: direction(title) }, ...(title ? marked(article.title) : [text.untitled])),
    el("p", { class: "meta", lang: "ar" }, ...meta(article), original(article.url)),
    body,
    marks.length ? hitBar(marks) : "");
  return title || text.untitled;
}

function hitBar(marks) {
  let at = -1;
  const where = el("output", {}, count("hit", marks.length));
  const button = (name, label, move) => {
    const node = el("button", { type: "button", class: name, "aria-label": label });
    node.onclick = () => {
      marks[at]?.classList.remove("current");
      at = (move(at) + marks.length) % marks.length;
      marks[at].classList.add("current");
      marks[at].scrollIntoView({ block: "center" });
      where.textContent = text.of(at + 1, marks.length);
    };
    return node;
  };
  return el("div", { id: "hits", lang: "ar" },
    button("previous", text.previousHit, (i) => Math.max(i, 0) - 1), where, button("next", text.nextHit, (i) => i + 1));
}

export function similar(state, hits) {
  if (hits.length) byId("article").append(el("section", { lang: "ar" }, el("h2", {}, text.similar), el("ol", {}, ...hits.map((hit) => hitItem(state, hit)))));
}
