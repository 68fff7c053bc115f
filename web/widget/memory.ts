/** What a widget knows again after a reload; where the page may keep nothing, it knows it until then. */

import { saveConversationId, savePending } from "../chat/storage";

export interface Kept {
  /** The visitor's last session, and when it ends in milliseconds since 1970. */
  token: string | null;
  expires: number;
  /** The page's own id of its user: another one starts anew. It never leaves the browser. */
  user: string | null;
}

export interface Memory {
  /** Where the chat keeps its conversation. */
  conversationKey: string;
  read(): Kept;
  write(change: Partial<Kept>): void;
  clear(): void;
}

const NOTHING: Kept = { token: null, expires: 0, user: null };

/** Return the memory of the widget with this id, shared by all pages of the site. */
export function openMemory(widget: string): Memory {
  const key = `rosana.${widget}`;
  const conversationKey = `${key}.conversation`;
  let kept = NOTHING;
  let blocked = false;

  function read(): Kept {
    if (blocked) return kept;
    try {
      const stored = localStorage.getItem(key);
      kept = stored === null ? NOTHING : { ...NOTHING, ...(JSON.parse(stored) as Partial<Kept>) };
    } catch {
      // Blocked, or not written by this widget: what is known since the page came counts.
    }
    return kept;
  }

  function write(change: Partial<Kept>): void {
    kept = { ...read(), ...change };
    try {
      localStorage.setItem(key, JSON.stringify(kept));
    } catch {
      blocked = true;
    }
  }

  function clear(): void {
    write(NOTHING);
    saveConversationId(conversationKey, null);
    savePending(conversationKey, null);
  }

  return { conversationKey, read, write, clear };
}
