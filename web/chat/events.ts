/** What a chat tells whoever holds it, and what it can be told. */

import type { Feedback } from "../client/wire";

export type ChatEvent =
  | { type: "message"; role: "user"; text: string }
  | {
      type: "message";
      role: "assistant";
      text: string;
      conversation_id: string;
      message_id: string;
      refused: boolean;
    }
  | ({ type: "feedback"; message_id: string } & Feedback)
  | { type: "error"; code: string };

/** What can be done with a chat from outside. */
export interface ChatControls {
  /** Ask as if it had been typed, after the answer that is on its way and the conversation that is being opened. */
  send(question: string): void;
  /** Begin a new conversation. */
  reset(): void;
  focus(): void;
}
