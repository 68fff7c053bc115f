/** What goes over the wire, as the server's `schemas.py` and `types.py` write it. */

/** A passage that an answer was written from; `n` counts from 1 inside the answer. */
export interface Source {
  n: number;
  document_id: string;
  passage_id: number;
  title: string;
  heading: string;
  url: string | null;
  text: string;
  score: number;
}

/** Where one sentence of an answer comes from. Offsets count Unicode code points, as Python does. */
export interface Citation {
  start: number;
  end: number;
  supported: boolean;
  source: number | null;
  source_start: number | null;
  source_end: number | null;
}

/** The end of an answer; `response` is its final text. */
export interface Done {
  response: string;
  model: string;
  conversation_id: string;
  message_id: string;
  refused: boolean;
  confidence: number;
  cached: boolean;
  incomplete: boolean;
  /** Milliseconds by stage. */
  timings: Record<string, number>;
}

/** The payload of each event of a stream, by the event's name. */
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

export interface Question {
  message: string;
  conversation_id?: string;
}

export interface Feedback {
  rating: "up" | "down";
  comment: string | null;
}

export interface Message {
  id: string;
  role: "user" | "assistant";
  text: string;
  created_at: string;
  model: string | null;
  refused: boolean;
  confidence: number | null;
  incomplete: boolean;
  sources: Source[];
  citations: Citation[];
  feedback: Feedback | null;
}

/** A stored conversation, oldest message first. */
export interface Conversation {
  id: string;
  created_at: string;
  messages: Message[];
}

export interface ModelPart {
  status: "ready" | "pulling" | "missing" | "unavailable";
  /** The engine that answers now. */
  model: string;
  /** The engine that was asked for. */
  wanted: string;
  detail: string;
  /** 0..1 while the model is pulled, where the size is known. */
  progress: number | null;
  context_window: number | null;
}

export interface Readiness {
  status: "ready" | "unavailable";
  parts: {
    database: { status: string };
    index: { status: string; passages: number };
    model: ModelPart;
  };
}
