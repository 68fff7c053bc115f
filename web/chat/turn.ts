/** One exchange of a chat: a question and what became of its answer. */

import type { Problem } from "../client/problem";
import type { Citation, Feedback, Source } from "../client/wire";

export type AnswerStatus = "waiting" | "streaming" | "reconnecting" | "done" | "stopped" | "failed";

export interface Answer {
  status: AnswerStatus;
  /** When it was done, as ISO 8601. */
  at: string | null;
  text: string;
  /** How many characters at its end are not shown yet: they follow a sentence whose source may be on its way. */
  held: number;
  /** The text is from before the connection was lost; the first word of the new answer takes its place. */
  stale: boolean;
  sources: Source[];
  citations: Citation[];
  /** The engine that wrote it; null until it is done. */
  model: string | null;
  messageId: string | null;
  refused: boolean;
  incomplete: boolean;
  problem: Problem | null;
  feedback: Feedback | null;
}

/** A question and its answer; `key` is this page's own, stored messages have theirs in `messageId`. */
export interface Turn {
  key: string;
  /** Under which the server knows the question; null for one from an earlier visit. */
  requestId: string | null;
  question: string;
  /** When it was asked, as ISO 8601. */
  at: string;
  answer: Answer;
}

export const EMPTY_ANSWER: Answer = {
  status: "waiting",
  at: null,
  text: "",
  held: 0,
  stale: false,
  sources: [],
  citations: [],
  model: null,
  messageId: null,
  refused: false,
  incomplete: false,
  problem: null,
  feedback: null,
};

export function isAnswering({ status }: Answer): boolean {
  return status === "waiting" || status === "streaming" || status === "reconnecting";
}
