import { expect, test } from "vitest";
import { highlight } from "./highlight";
import { citation } from "./samples";

function draw(text: string, ...spans: [number, number][]): string {
  const citations = spans.map((span) => citation(0, 1, span));
  return highlight(text, citations)
    .map((stretch) => (stretch.marked ? `[${stretch.text}]` : stretch.text))
    .join("");
}

test.each<[string, [number, number][], string]>([
  ["abcdef", [], "abcdef"],
  ["abcdef", [[0, 2]], "[ab]cdef"],
  ["abcdef", [[2, 6]], "ab[cdef]"],
  ["abcdef", [[4, 5], [1, 2]], "a[b]cd[e]f"],
  ["abcdef", [[1, 4], [2, 5]], "a[bcd][e]f"],
  ["abcdef", [[1, 5], [2, 3]], "a[bcde]f"],
  ["abcdef", [[3, 99]], "abc[def]"],
  ["😀 das 09h", [[2, 5]], "😀 [das] 09h"],
])("%j with %j marked is %s", (text, spans, expected) => {
  expect(draw(text, ...spans)).toBe(expected);
});

test("a citation without a place in the source marks nothing", () => {
  expect(highlight("abc", [citation(0, 1)])).toEqual([{ text: "abc", marked: false }]);
});
