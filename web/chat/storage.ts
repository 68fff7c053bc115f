/** What the browser keeps of a chat, so that a reload goes on with it: nothing in private mode or where it is blocked. */

/** Return the conversation that was last open here. */
export function loadConversationId(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function saveConversationId(key: string, id: string | null): void {
  try {
    if (id === null) localStorage.removeItem(key);
    else localStorage.setItem(key, id);
  } catch {
    // The chat works without it; only a reload starts anew.
  }
}

/** A question whose answer is on its way: a page that is loaded again asks for it again. */
export interface Pending {
  requestId: string;
  question: string;
}

/** Return the question that this tab was left with. */
export function loadPending(key: string): Pending | null {
  try {
    const stored = sessionStorage.getItem(`${key}.pending`);
    const { requestId, question } = JSON.parse(stored ?? "{}") as Partial<Pending>;
    return typeof requestId === "string" && typeof question === "string" ? { requestId, question } : null;
  } catch {
    return null;
  }
}

export function savePending(key: string, pending: Pending | null): void {
  try {
    if (pending === null) sessionStorage.removeItem(`${key}.pending`);
    else sessionStorage.setItem(`${key}.pending`, JSON.stringify(pending));
  } catch {
    // As above: only a reload notices.
  }
}
