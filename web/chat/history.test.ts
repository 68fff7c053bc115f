import { expect, test } from "vitest";
import { readTurns } from "./history";
import { citation, message, source } from "./samples";

test("each question stands with its answer", () => {
  const turns = readTurns([
    message({ id: "q1", text: "Qual o horário?" }),
    message({ id: "a1", role: "assistant", text: "Das 09h às 18h.", model: "extractive" }),
    message({ id: "q2", text: "E no sábado?" }),
    message({ id: "a2", role: "assistant", text: "Não tenho essa informação.", refused: true }),
  ]);
  expect(turns).toMatchObject([
    { key: "q1", question: "Qual o horário?", answer: { status: "done", messageId: "a1", model: "extractive" } },
    { key: "q2", question: "E no sábado?", answer: { status: "done", messageId: "a2", refused: true } },
  ]);
});

test("sources, citations, opinion and incompleteness come back", () => {
  const kept = {
    sources: [source()],
    citations: [citation(0, 3, [0, 3])],
    feedback: { rating: "down", comment: "Faltou" } as const,
    incomplete: true,
  };
  expect(readTurns([message({}), message({ role: "assistant", ...kept })])[0]?.answer).toMatchObject(kept);
});

test("each message keeps its time", () => {
  const turns = readTurns([
    message({ created_at: "2026-01-01T12:00:00Z" }),
    message({ role: "assistant", created_at: "2026-01-01T12:00:09Z" }),
  ]);
  expect(turns).toMatchObject([{ at: "2026-01-01T12:00:00Z", answer: { at: "2026-01-01T12:00:09Z" } }]);
});

test("a question without an answer can be asked again", () => {
  expect(readTurns([message({})])).toMatchObject([{ answer: { status: "stopped", text: "" } }]);
});

test("a question asked again is one turn", () => {
  const turns = readTurns([
    message({ id: "q1" }),
    message({ id: "q2" }),
    message({ id: "a2", role: "assistant", text: "Das 09h às 18h." }),
  ]);
  expect(turns).toMatchObject([{ key: "q2", answer: { messageId: "a2" } }]);
});

test("another question after one without an answer is another turn", () => {
  const turns = readTurns([message({ id: "q1" }), message({ id: "q2", text: "Outra" })]);
  expect(turns.map(({ key }) => key)).toEqual(["q1", "q2"]);
});

test("nothing stored is nothing shown", () => {
  expect(readTurns([])).toEqual([]);
});
