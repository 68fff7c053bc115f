import { expect, test } from "vitest";
import { numbered } from "./numbering";
import { citation, source } from "./samples";

const SOURCES = [1, 2, 3].map((n) => source({ n }));

function cite(...numbers: (number | null)[]) {
  return numbers.map((n, index) => ({ ...citation(index, index + 1), source: n }));
}

test.each([
  ["the first one cited comes first", cite(3, 1, 3), [3, 1]],
  ["sentences without a source count for nothing", cite(null, 2), [2]],
  ["a source that was not sent is left out", cite(9, 2), [2]],
  ["an answer that cites none was written from all", cite(null), [1, 2, 3]],
])("%s", (_, citations, expected) => {
  expect(numbered(SOURCES, citations).map(({ n }) => n)).toEqual(expected);
});

test("a citation that is still to come changes no number", () => {
  const before = numbered(SOURCES, cite(2));
  expect(numbered(SOURCES, cite(2, 1)).slice(0, 1)).toEqual(before);
});
