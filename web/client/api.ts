/** The calls that the pages make; the only file that knows addresses. */

import { Problem, readProblem } from "./problem";
import { readFrames, type Frame } from "./sse";
import type {
  AnswerEvent,
  Conversation,
  Feedback,
  Question,
  Readiness,
  WireEvent,
} from "./wire";

/** Every call throws `Problem` on failure; what one throws after its signal stopped it means nothing. */
export interface Client {
  /** Ask a question; the stream ends with `done`, or throws. Stopping it stops the model. */
  ask(question: Question, signal: AbortSignal): AsyncGenerator<AnswerEvent, void>;
  conversation(id: string, signal: AbortSignal): Promise<Conversation>;
  /** Whether the documents hold an answer; no model is asked. */
  answerable(query: string, signal: AbortSignal): Promise<boolean>;
  /** Keep what a person thought of an answer; the last opinion counts. */
  rate(messageId: string, feedback: Feedback): Promise<void>;
  readiness(signal: AbortSignal): Promise<Readiness>;
}

const EVENTS: ReadonlySet<string> = new Set<WireEvent["type"]>([
  "sources",
  "token",
  "citation",
  "done",
  "error",
  "ping",
]);

/**
 * Return a client of the server at `base`.
 *
 * @param base where the server is, with a slash at the end; "" is where the page came from.
 */
export function connect(base = ""): Client {
  return {
    async *ask(question, signal) {
      const response = await post(`${base}chat`, question, "text/event-stream", signal);
      const type = response.headers.get("Content-Type") ?? "";
      if (!response.body || !type.startsWith("text/event-stream")) throw new Problem("bad_response");
      yield* answerEvents(response.body, signal);
    },

    async conversation(id, signal) {
      const response = await call(`${base}conversations/${encodeURIComponent(id)}`, { signal });
      return readJson<Conversation>(response);
    },

    async answerable(query, signal) {
      const response = await post(`${base}search`, { query, k: 1 }, "application/json", signal);
      return (await readJson<{ answerable: boolean }>(response)).answerable;
    },

    async rate(messageId, { rating, comment }) {
      const body = comment === null ? { rating } : { rating, comment };
      await post(`${base}messages/${encodeURIComponent(messageId)}/feedback`, body, "*/*");
    },

    async readiness(signal) {
      const response = await send(`${base}ready`, { signal });
      // 503 carries the same body: it says which part is missing.
      if (!response.ok && response.status !== 503) throw await readProblem(response);
      return readJson<Readiness>(response);
    },
  };
}

async function* answerEvents(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent, void> {
  try {
    for await (const frame of readFrames(body)) {
      const event = readEvent(frame);
      if (event === null || event.type === "ping") continue;
      if (event.type === "error") throw new Problem(event.data.code, event.data.detail);
      yield event;
      if (event.type === "done") return;
    }
  } catch (error) {
    if (error instanceof Problem || signal.aborted) throw error;
    throw new Problem("stream_cut");
  }
  throw new Problem("stream_cut");
}

/** Events of a later server that this page does not know are null. */
function readEvent(frame: Frame): WireEvent | null {
  if (!EVENTS.has(frame.event)) return null;
  try {
    return { type: frame.event, data: JSON.parse(frame.data) } as WireEvent;
  } catch {
    throw new Problem("bad_response");
  }
}

function post(url: string, body: object, accept: string, signal?: AbortSignal): Promise<Response> {
  return call(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: accept },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });
}

async function call(url: string, init: RequestInit): Promise<Response> {
  const response = await send(url, init);
  if (!response.ok) throw await readProblem(response);
  return response;
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new Problem("network");
  }
}

async function readJson<T>(response: Response): Promise<T> {
  try {
    return (await response.json()) as T;
  } catch {
    throw new Problem("bad_response");
  }
}
