import { expect, test } from "vitest";
import { STRINGS } from "./strings";

/** Return every sentence by its path; a function is called once for one and once for many. */
function sentences(value: unknown, path = ""): [path: string, sentence: string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value === "function") return [1, 2].map((count) => [`${path}(${count})`, String(value(count, "Rosana"))]);
  return Object.entries(value as object).flatMap(([key, inner]) => sentences(inner, `${path}.${key}`));
}

const ENGLISH = new Map(sentences(STRINGS.en));

test("both languages say the same things", () => {
  expect([...ENGLISH.keys()]).toEqual(sentences(STRINGS["pt-BR"]).map(([path]) => path));
});

test.each(sentences(STRINGS["pt-BR"]))("%s is written in both languages", (path, portuguese) => {
  expect(portuguese.trim()).not.toBe("");
  expect(ENGLISH.get(path)?.trim()).not.toBe("");
  expect(ENGLISH.get(path)).not.toBe(portuguese);
});
