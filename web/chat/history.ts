/** A stored conversation as the turns that a page shows. */

import type { Message } from "../client/wire";
import { EMPTY_ANSWER, type Answer, type Turn } from "./turn";

/** Pair each question with its answer, oldest first. */
export function readTurns(messages: readonly Message[]): Turn[] {
  const turns: Turn[] = [];
  for (const message of messages) {
    const last = turns.at(-1);
    const open = last?.answer.status === "stopped" ? last : null;
    if (message.role === "user") {
      // The server keeps a question that got no answer; asked again, it is the same turn.
      if (open?.question === message.text) turns.pop();
      turns.push(readQuestion(message));
    } else if (open) {
      open.answer = readAnswer(message);
    }
  }
  return turns;
}

function readQuestion({ id, text, created_at }: Message): Turn {
  const answer: Answer = { ...EMPTY_ANSWER, status: "stopped" };
  return { key: id, requestId: null, question: text, at: created_at, answer };
}

function readAnswer(message: Message): Answer {
  return {
    ...EMPTY_ANSWER,
    status: "done",
    at: message.created_at,
    text: message.text,
    sources: message.sources,
    citations: message.citations,
    model: message.model,
    messageId: message.id,
    refused: message.refused,
    incomplete: message.incomplete,
    feedback: message.feedback,
  };
}
