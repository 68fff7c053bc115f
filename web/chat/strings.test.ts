import { expect, test } from "vitest";
import { STRINGS, stringsFor } from "./strings";

const MOMENTS = new Set([".time", ".dayAndTime"]);

/** Return every sentence by its path; a function is called with its own arguments' places. */
function sentences(value: unknown, path = ""): [path: string, sentence: string][] {
  if (typeof value === "string") return [[path, value]];
  if (MOMENTS.has(path)) return [[path, (value as (at: Date) => string)(new Date(2026, 0, 1, 15, 4))]];
  if (typeof value === "function") return [[path, String(value("7", "9"))]];
  return Object.entries(value as object).flatMap(([key, inner]) => sentences(inner, `${path}.${key}`));
}

const PORTUGUESE = new Map(sentences(STRINGS["pt-BR"]));
const ENGLISH = new Map(sentences(STRINGS.en));
/** Names are the same everywhere. */
const NAMES = new Set([".by"]);

test("both languages say the same things", () => {
  expect([...ENGLISH.keys()]).toEqual([...PORTUGUESE.keys()]);
});

test.each([...PORTUGUESE])("%s is written in both languages", (path, portuguese) => {
  expect(portuguese.trim()).not.toBe("");
  expect(ENGLISH.get(path)?.trim()).not.toBe("");
  if (!NAMES.has(path)) expect(ENGLISH.get(path)).not.toBe(portuguese);
});

test.each([
  ["pt-BR", STRINGS["pt-BR"]],
  ["en", STRINGS.en],
  ["en-GB", STRINGS.en],
  ["", STRINGS["pt-BR"]],
  ["es", STRINGS["pt-BR"]],
])("a page in %j speaks as expected", (language, expected) => {
  expect(stringsFor(language)).toBe(expected);
});
