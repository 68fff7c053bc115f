/** Answers and their parts for the tests. */

import type { Citation, Done, Message, Source } from "../client/wire";
import { EMPTY_ANSWER, type Answer } from "./turn";

export function source(values: Partial<Source> = {}): Source {
  return {
    n: 1,
    document_id: "d1",
    passage_id: 1,
    title: "Atendimento",
    heading: "",
    url: null,
    text: "O suporte atende das 09h às 18h.",
    score: 1,
    ...values,
  };
}

/** A citation of source 1, or (without `from`) a sentence that nothing supports. */
export function citation(start: number, end: number, from?: [start: number, end: number]): Citation {
  return {
    start,
    end,
    supported: from !== undefined,
    source: from ? 1 : null,
    source_start: from?.[0] ?? null,
    source_end: from?.[1] ?? null,
  };
}

export function done(values: Partial<Done> = {}): Done {
  return {
    response: "Das 09h às 18h.",
    model: "ollama:llama3.2",
    conversation_id: "c1",
    message_id: "m1",
    refused: false,
    confidence: 0.9,
    cached: false,
    incomplete: false,
    timings: {},
    ...values,
  };
}

export function answer(values: Partial<Answer> = {}): Answer {
  return { ...EMPTY_ANSWER, status: "done", ...values };
}

export function message(values: Partial<Message>): Message {
  return {
    id: "m1",
    role: "user",
    text: "Qual o horário?",
    created_at: "2026-01-01T00:00:00Z",
    model: null,
    refused: false,
    confidence: null,
    incomplete: false,
    first_token_ms: null,
    total_ms: null,
    sources: [],
    citations: [],
    feedback: null,
    ...values,
  };
}
