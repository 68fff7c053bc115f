/** The conversation that a reload goes on with. Without storage (private mode, blocked) there is none. */

const KEY = "rosana.conversation";

export function loadConversationId(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export function saveConversationId(id: string | null): void {
  try {
    if (id === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, id);
  } catch {
    // The chat works without it; only a reload starts anew.
  }
}
