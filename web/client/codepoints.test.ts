import { expect, test } from "vitest";
import { countCodePoints, indexByCodePoint } from "./codepoints";

/** What Python's `text[start:end]` gives. */
function slice(text: string, start: number, end: number): string {
  const indexOf = indexByCodePoint(text);
  return text.slice(indexOf(start), indexOf(end));
}

test.each([
  ["Olá, às 09h.", 5, 11, "às 09h"],
  ["😀 Bom dia", 2, 5, "Bom"],
  ["a😀b😀c", 1, 2, "😀"],
  ["a😀b😀c", 2, 5, "b😀c"],
  ["👩‍💻 fim", 4, 7, "fim"],
  ["e\u0301 fim", 3, 6, "fim"],
  ["", 0, 3, ""],
])("%j from %i to %i is %j", (text, start, end, expected) => {
  expect(slice(text, start, end)).toBe(expected);
});

test.each(["curto", "😀"])("offsets outside of %j are its ends", (text) => {
  expect(slice(text, -3, 99)).toBe(text);
});

test.each([
  ["", 0],
  ["ação", 4],
  ["a😀", 2],
])("%j has %i characters for the server", (text, count) => {
  expect(countCodePoints(text)).toBe(count);
});
