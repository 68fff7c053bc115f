/** What goes over the wire, by short names; the shapes are written from the server's own description: `npm run types`. */

import type { components } from "./openapi";

type Schemas = components["schemas"];

/** A passage that an answer was written from; `n` counts from 1 inside the answer. */
export type Source = Schemas["SourceOut"];

/** Where one sentence of an answer comes from. Offsets count Unicode code points, as Python does. */
export type Citation = Schemas["CitationOut"];

/** The end of an answer; `response` is its final text. */
export type Done = Omit<Schemas["ChatAnswer"], "sources" | "citations">;

/** The payload of each event of a stream, by the event's name; OpenAPI has no words for these. */
interface Payloads {
  sources: { sources: Source[] };
  token: { text: string };
  citation: Citation;
  done: Done;
  error: { code: string; detail: string };
  ping: Record<string, never>;
}

type EventName = keyof Payloads;

export type WireEvent = { [Name in EventName]: { type: Name; data: Payloads[Name] } }[EventName];

/** What a consumer of an answer sees: errors are thrown, pings are dropped. */
export type AnswerEvent = Exclude<WireEvent, { type: "error" | "ping" }>;

/** Asked again under the same `request_id`, a question is stored once and a whole answer is given again. */
export type Question = Schemas["ChatRequest"];

/** What anybody may know of how this Rosana was set up; a greeting that is null is the page's own. */
export type PublicSettings = Schemas["PublicSettings"];

export type Feedback = Schemas["FeedbackOut"];

export type Message = Schemas["MessageOut"];

/** A stored conversation, oldest message first. */
export type Conversation = Schemas["ConversationOut"];

/** `model` is the engine that answers now, `wanted` the one that was asked for; `progress` 0..1 while one is pulled. */
export type ModelPart = Schemas["ModelPart"];

export type Readiness = Schemas["Readiness"];
