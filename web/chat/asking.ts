/** Asks a question until its answer is whole: connections that break are made again. */

import type { Client } from "../client/api";
import { Problem } from "../client/problem";
import type { AnswerEvent, Question } from "../client/wire";

/** The connection was lost; the events after it are those of a new answer from its beginning. */
interface Lost {
  type: "lost";
}

export type AskingEvent = AnswerEvent | Lost;

/** What to wait before each new try, in milliseconds; together a little over a minute. */
export const PAUSES: readonly number[] = [500, 1_000, 2_000, 4_000, 8_000, 10_000, 12_000, 12_000, 15_000];

/**
 * Yield the events of an answer, with `lost` before those that begin anew.
 *
 * The question goes out under one request id each time, so the server stores it once.
 */
export async function* askUntilAnswered(
  client: Client,
  question: Question,
  signal: AbortSignal,
): AsyncGenerator<AskingEvent, void> {
  for (const pause of [...PAUSES, null]) {
    try {
      yield* askAnywhere(client, question, signal);
      return;
    } catch (error) {
      if (pause === null || signal.aborted || !isLostConnection(error)) throw error;
    }
    yield { type: "lost" };
    await online(pause, signal);
    if (signal.aborted) return;
  }
}

/** Ask in the conversation; where the server no longer has it, ask in a new one. */
async function* askAnywhere(
  client: Client,
  { conversation_id, ...question }: Question,
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent, void> {
  if (conversation_id !== undefined) {
    try {
      yield* client.ask({ ...question, conversation_id }, signal);
      return;
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }
  yield* client.ask(question, signal);
}

/** Resolve after a pause, and at once when the browser is online again or nobody waits any more. */
function online(pause: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener("online", end);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, pause);
    addEventListener("online", end);
    signal.addEventListener("abort", end);
  });
}

function isLostConnection(error: unknown): boolean {
  return error instanceof Problem && (error.code === "network" || error.code === "stream_cut");
}

export function isGone(error: unknown): boolean {
  return error instanceof Problem && error.code === "conversation_not_found";
}
