/** One exchange of a chat: a question and what became of its answer. */

import type { Problem } from "../client/problem";
import type { Citation, Feedback, Source } from "../client/wire";

export type AnswerStatus = "waiting" | "streaming" | "done" | "stopped" | "failed";

export interface Answer {
  status: AnswerStatus;
  text: string;
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
  question: string;
  answer: Answer;
}

export const EMPTY_ANSWER: Answer = {
  status: "waiting",
  text: "",
  sources: [],
  citations: [],
  model: null,
  messageId: null,
  refused: false,
  incomplete: false,
  problem: null,
  feedback: null,
};

export function isAnswering(answer: Answer): boolean {
  return answer.status === "waiting" || answer.status === "streaming";
}
