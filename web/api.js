// Questions to the server. Each kind of question has one lane: a new one cancels the old one,
// and the cancelled one answers null, so that a late answer is never shown.

import { params } from "./state.js";

const PATIENCE_MS = 20000;

// status 0: no answer at all. Otherwise the HTTP status, and the parameter that the server refused.
export class Failure extends Error {
  constructor(status, parameter) {
    super(`HTTP ${status}`);
    Object.assign(this, { status, parameter });
  }
}

function lane() {
  let current;
  return async (path) => {
    current?.abort();
    const { signal } = (current = new AbortController());
    try {
      const answer = await fetch(`/api/v1/${path}`, { signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]) });
      const body = await answer.json().catch(() => null);
      if (signal.aborted) return null;
      if (!answer.ok || !body) throw new Failure(answer.ok ? 502 : answer.status, body?.error?.parameter);
      return body;
    } catch (error) {
      if (signal.aborted) return null;
      throw error instanceof Failure ? error : new Failure(0);
    }
  };
}

const main = lane();
const hints = lane();
const aside = lane();
const path = (id) => `articles/${encodeURIComponent(id)}`;

export const search = (state) => main(`search?${params(state)}`);
export const article = ({ id, q, names }) => main(`${path(id)}?${new URLSearchParams(names ? { q } : { q, names: 0 })}`);
export const stats = () => main("stats");

// Articles like this one; none where the server has no such route.
export const similar = (id) => aside(`${path(id)}/similar`).then((answer) => answer?.hits ?? [], () => []);

let suggesting = true;

// [{text, kind, count, id}], or null if overtaken. A server without suggestions is asked once.
export async function suggest(q) {
  try {
    return suggesting ? (await hints(`suggest?${new URLSearchParams({ q, size: 8 })}`))?.suggestions : [];
  } catch (error) {
    suggesting = error.status !== 404;
    return [];
  }
}
