// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Client } from "../client/api";
import { Problem } from "../client/problem";
import type { AnswerEvent, Question } from "../client/wire";
import { askUntilAnswered, PAUSES } from "./asking";
import { done } from "./samples";

const TOKEN: AnswerEvent = { type: "token", data: { text: "Das" } };
const DONE: AnswerEvent = { type: "done", data: done() };
const QUESTION: Question = { message: "Qual o horário?", request_id: "r1", conversation_id: "c1" };
const CUT = new Problem("stream_cut");
const AWAY = new Problem("network");

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** A server that gives these answers one after another, and then the last one for ever. */
function serving(...answers: (AnswerEvent | Problem)[][]): { client: Pick<Client, "ask">; asked: Question[] } {
  const asked: Question[] = [];
  return {
    asked,
    client: {
      async *ask(question) {
        const answer = answers[Math.min(asked.length, answers.length - 1)] ?? [];
        asked.push(question);
        for (const part of answer) {
          if (part instanceof Problem) throw part;
          yield part;
        }
      },
    },
  };
}

interface Seen {
  types: string[];
  error: unknown;
}

/** Listen until the answer ends; what is seen so far can be looked at meanwhile. */
function listen(client: Pick<Client, "ask">, signal = new AbortController().signal): { seen: Seen; end: Promise<void> } {
  const seen: Seen = { types: [], error: null };
  async function run(): Promise<void> {
    try {
      // Nothing else of a client is used.
      for await (const { type } of askUntilAnswered(client as Client, QUESTION, signal)) seen.types.push(type);
    } catch (error) {
      seen.error = error;
    }
  }
  return { seen, end: run() };
}

test("a whole answer is given as it comes", async () => {
  const { client, asked } = serving([TOKEN, DONE]);
  const { seen, end } = listen(client);
  await end;
  expect(seen).toEqual({ types: ["token", "done"], error: null });
  expect(asked).toEqual([QUESTION]);
});

test("a cut answer is asked for again under the same id, until it is whole", async () => {
  const { client, asked } = serving([TOKEN, CUT], [AWAY], [AWAY], [TOKEN, DONE]);
  const { seen, end } = listen(client);
  await vi.runAllTimersAsync();
  await end;
  expect(seen.types).toEqual(["token", "lost", "lost", "lost", "token", "done"]);
  expect(asked).toEqual([QUESTION, QUESTION, QUESTION, QUESTION]);
});

test("each pause is longer than the last, up to a limit", () => {
  expect(PAUSES.every((pause, at) => pause >= (PAUSES[at - 1] ?? 0))).toBe(true);
  expect(PAUSES.reduce((sum, pause) => sum + pause)).toBeGreaterThan(60_000);
});

test("it gives up in the end, and leaves nothing behind", async () => {
  const { client, asked } = serving([AWAY]);
  const { seen, end } = listen(client);
  await vi.runAllTimersAsync();
  await end;
  expect(seen.error).toBe(AWAY);
  expect(asked).toHaveLength(PAUSES.length + 1);
  expect(vi.getTimerCount()).toBe(0);
});

test("the browser being online again ends a pause", async () => {
  const { client, asked } = serving([AWAY], [DONE]);
  const { end } = listen(client);
  await vi.advanceTimersByTimeAsync(1);
  expect(asked).toHaveLength(1);
  dispatchEvent(new Event("online"));
  await end;
  expect(asked).toHaveLength(2);
  expect(vi.getTimerCount()).toBe(0);
});

test("whoever stops waits no longer", async () => {
  const { client, asked } = serving([AWAY]);
  const controller = new AbortController();
  const { seen, end } = listen(client, controller.signal);
  await vi.advanceTimersByTimeAsync(1);
  controller.abort();
  await end;
  expect(seen.types).toEqual(["lost"]);
  expect(asked).toHaveLength(1);
  expect(vi.getTimerCount()).toBe(0);
});

test("what the server says is no lost connection", async () => {
  const busy = new Problem("model_busy", "Fila cheia.");
  const { client, asked } = serving([TOKEN, busy]);
  const { seen, end } = listen(client);
  await end;
  expect(seen).toEqual({ types: ["token"], error: busy });
  expect(asked).toHaveLength(1);
});

test("where the conversation is gone, the question begins a new one", async () => {
  const { client, asked } = serving([new Problem("conversation_not_found", "Sumiu.")], [DONE]);
  const { seen, end } = listen(client);
  await end;
  expect(seen.types).toEqual(["done"]);
  expect(asked).toEqual([QUESTION, { message: "Qual o horário?", request_id: "r1" }]);
});
