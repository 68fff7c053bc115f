/** The calls that the pages make; the only file that knows addresses. */

import { caller, type Connection } from "./http";
import { Problem, readProblem } from "./problem";
import { readFrames, type Frame } from "./sse";
import type {
  AnswerEvent,
  Conversation,
  Feedback,
  PublicSettings,
  Question,
  Readiness,
  WireEvent,
} from "./wire";

/** Every call throws `Problem` on failure; what one throws after its signal stopped it means nothing. */
export interface Client {
  /** Ask a question; the stream ends with `done`, or throws. Stopping it stops the model. */
  ask(question: Question, signal: AbortSignal): AsyncGenerator<AnswerEvent, void>;
  conversation(id: string, signal: AbortSignal): Promise<Conversation>;
  /** Questions that the documents answer, made from their own headings. */
  suggestions(signal: AbortSignal): Promise<string[]>;
  publicSettings(signal: AbortSignal): Promise<PublicSettings>;
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

/** The server gives a sign of life every 15 s; after three that did not come, the connection is dead. */
const SILENCE_MS = 45_000;

/**
 * Return a client of the server at `base`.
 *
 * @param base where the server is, with a slash at the end; "" is where the page came from.
 */
export function connect(base = "", connection: Connection = {}): Client {
  const { send, call, post } = caller(connection);
  return {
    async *ask(question, signal) {
      const listening = new AbortController();
      const stop = () => listening.abort(signal.reason);
      signal.addEventListener("abort", stop);
      if (signal.aborted) stop();
      try {
        const response = await post(`${base}chat`, question, "text/event-stream", listening.signal);
        const type = response.headers.get("Content-Type") ?? "";
        if (!response.body || !type.startsWith("text/event-stream")) throw new Problem("bad_response");
        yield* answerEvents(response.body, listening);
      } catch (error) {
        throw error instanceof Problem || signal.aborted ? error : new Problem("stream_cut");
      } finally {
        signal.removeEventListener("abort", stop);
      }
    },

    async conversation(id, signal) {
      const response = await call(`${base}conversations/${encodeURIComponent(id)}`, { signal });
      return readJson<Conversation>(response);
    },

    async suggestions(signal) {
      const response = await call(`${base}suggestions`, { signal });
      return (await readJson<{ questions: string[] }>(response)).questions;
    },

    async publicSettings(signal) {
      return readJson<PublicSettings>(await call(`${base}public/settings`, { signal }));
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
  listening: AbortController,
): AsyncGenerator<AnswerEvent, void> {
  const wait = () => setTimeout(() => listening.abort(), SILENCE_MS);
  let silence = wait();
  try {
    for await (const frame of readFrames(body)) {
      clearTimeout(silence);
      silence = wait();
      const event = readEvent(frame);
      if (event === null || event.type === "ping") continue;
      if (event.type === "error") throw new Problem(event.data.code, event.data.detail);
      yield event;
      if (event.type === "done") return;
    }
    throw new Problem("stream_cut");
  } finally {
    clearTimeout(silence);
  }
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

async function readJson<T>(response: Response): Promise<T> {
  try {
    return (await response.json()) as T;
  } catch {
    throw new Problem("bad_response");
  }
}
