import { expect, test } from "vitest";
import { Problem } from "../client/problem";
import type { AskingEvent } from "./asking";
import { citation, done, message, source } from "./samples";
import { initialState, reduce, type Action, type ChatState } from "./state";
import type { Answer } from "./turn";

const NOW = "2026-01-01T12:00:00.000Z";

function asked(key: string, replaces: string | null = null): Action {
  return { type: "asked", turn: { key, requestId: "r1", question: "Qual o horário?", at: NOW }, replaces };
}

const ASKED = asked("t1");

function after(...actions: Action[]): ChatState {
  return actions.reduce(reduce, initialState(null));
}

function received(event: AskingEvent, key = "t1"): Action {
  return { type: "received", key, event, at: NOW };
}

function token(text: string): Action {
  return received({ type: "token", data: { text } });
}

function answerAfter(...actions: Action[]): Answer | undefined {
  return after(ASKED, ...actions).turns[0]?.answer;
}

test("a chat without a stored conversation is ready at once", () => {
  expect(initialState(null)).toEqual({ conversationId: null, history: "ready", turns: [] });
});

test("a chat with a stored conversation loads it first", () => {
  expect(initialState("c1").history).toBe("loading");
});

test("a question waits for its answer", () => {
  expect(after(ASKED).turns).toMatchObject([
    { key: "t1", question: "Qual o horário?", answer: { status: "waiting", text: "" } },
  ]);
});

test("sources come before the first word", () => {
  const answer = answerAfter(received({ type: "sources", data: { sources: [source()] } }));
  expect(answer).toMatchObject({ status: "waiting", sources: [{ n: 1 }] });
});

test("tokens and citations add up", () => {
  const answer = answerAfter(
    token("Das 09h"),
    token(" às 18h."),
    received({ type: "citation", data: citation(0, 15, [0, 5]) }),
  );
  expect(answer).toMatchObject({ status: "streaming", text: "Das 09h às 18h.", citations: [{ end: 15 }] });
});

test.each([
  [["Das 09h", " às"], ""],
  [["Das 09h.", " Sempre"], " Sempre"],
  [["Das 09h.", " Sempre", " foi"], ""],
  [["Das 09h. Sempre"], " Sempre"],
  [["- um\n", "- dois"], "- dois"],
  [["um.", "\n\n| "], "\n\n| "],
  [["um.", "\n\n| ", "a "], "\n\n| a "],
  [["Das 09h"], ""],
])("of %j, %j waits for what follows", (words, waits) => {
  const answer = answerAfter(...words.map(token));
  expect(answer?.text.slice(answer.text.length - answer.held)).toBe(waits);
});

test("a whole answer holds nothing back", () => {
  expect(answerAfter(token("Sim. Não"), received({ type: "done", data: done() }))?.held).toBe(0);
});

test("the final text wins over the tokens", () => {
  const answer = answerAfter(token("Das 9"), received({ type: "done", data: done() }));
  expect(answer).toMatchObject({
    status: "done",
    text: "Das 09h às 18h.",
    model: "ollama:llama3.2",
    messageId: "m1",
  });
});

const SOURCES = received({ type: "sources", data: { sources: [source()] } });
const LOST = received({ type: "lost" });
const CITED = received({ type: "citation", data: citation(0, 3, [0, 5]) });

test("what came before the connection was lost stays until the new answer's first word", () => {
  const before = [SOURCES, token("Das 0"), CITED, LOST];
  expect(answerAfter(...before)).toMatchObject({ status: "reconnecting", text: "Das 0", citations: [{ end: 3 }] });
  expect(answerAfter(...before, SOURCES)).toMatchObject({ status: "waiting", text: "Das 0", citations: [] });
  expect(answerAfter(...before, SOURCES, token("Das"))).toMatchObject({ status: "streaming", text: "Das" });
});

test("after a lost connection nothing is there twice", () => {
  const once = [SOURCES, token("Das 09h."), CITED, received({ type: "done", data: done() })];
  expect(answerAfter(SOURCES, token("Das 09h."), CITED, LOST, LOST, ...once)).toEqual(answerAfter(...once));
});

test("an answer knows when it was done", () => {
  expect(answerAfter(received({ type: "done", data: done() }))?.at).toBe(NOW);
});

test("the first answer names the conversation", () => {
  expect(after(ASKED, received({ type: "done", data: done() })).conversationId).toBe("c1");
});

test("a refusal and an incomplete answer are kept as such", () => {
  const event = { type: "done", data: done({ refused: true, incomplete: true }) } as const;
  expect(answerAfter(received(event))).toMatchObject({ refused: true, incomplete: true });
});

test("a failure keeps the words that came", () => {
  const problem = new Problem("stream_cut");
  const answer = answerAfter(token("Das"), { type: "failed", key: "t1", problem });
  expect(answer).toMatchObject({ status: "failed", text: "Das", problem });
});

test("a retry takes the place of what failed", () => {
  const state = after(
    ASKED,
    { type: "failed", key: "t1", problem: new Problem("network") },
    asked("t2", "t1"),
  );
  expect(state.turns).toMatchObject([{ key: "t2", answer: { status: "waiting", problem: null } }]);
});

test("stopping ends the answer that is written, and no other", () => {
  const state = after(
    ASKED,
    received({ type: "done", data: done() }),
    asked("t2"),
    { type: "stopped" },
  );
  expect(state.turns.map(({ answer }) => answer.status)).toEqual(["done", "stopped"]);
});

test("events of a conversation that was left change nothing", () => {
  const state = after(ASKED, { type: "cleared" }, token("Das"), received({ type: "done", data: done() }));
  expect(state).toEqual(initialState(null));
});

test("a stored conversation takes the place of what was there", () => {
  const conversation = { id: "c9", created_at: "", messages: [message({}), message({ role: "assistant", id: "m2" })] };
  const state = reduce(initialState("c9"), { type: "restored", conversation });
  expect(state).toMatchObject({ conversationId: "c9", history: "ready", turns: [{ answer: { messageId: "m2" } }] });
});

test("a conversation that could not be loaded can be loaded again", () => {
  const failed = reduce(initialState("c1"), { type: "restoreFailed" });
  expect(failed).toMatchObject({ conversationId: "c1", history: "failed" });
  expect(reduce(failed, { type: "restoring" }).history).toBe("loading");
});

test("an opinion belongs to one message", () => {
  const feedback = { rating: "up", comment: null } as const;
  const state = after(
    ASKED,
    received({ type: "done", data: done() }),
    asked("t2"),
    received({ type: "done", data: done({ message_id: "m2" }) }, "t2"),
    { type: "rated", messageId: "m2", feedback },
  );
  expect(state.turns.map(({ answer }) => answer.feedback)).toEqual([null, feedback]);
});

test("a state is never changed in place", () => {
  const before = after(ASKED);
  const copy = structuredClone(before);
  reduce(before, token("Das"));
  expect(before).toEqual(copy);
});
