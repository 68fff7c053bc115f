import { expect, test } from "vitest";
import { LANGUAGES, type Section } from "./section";

/** Every section keeps its sentences in `words.ts`; the shell's and the shared ones are in this folder. */
const MODULES = import.meta.glob<Record<string, unknown>>(["./*.ts", "../*/words.ts", "!./*.test.ts"], { eager: true });

/** Names are the same everywhere. */
const SAME = new Set(["Rosana Desk", "Widget", "Site", "Markdown", "React", "Vue 2", "HTML"]);

function isSection(value: unknown): value is Section<object> {
  return typeof value === "object" && value !== null && LANGUAGES.every((language) => language in value);
}

/** Return every sentence by its path; a function is called with numbers in its arguments' places. */
function sentences(value: unknown, path = ""): [path: string, sentence: string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value === "function") return [[path, String(value(7, 9, 3))]];
  return Object.entries(value as object).flatMap(([key, inner]) => sentences(inner, `${path}.${key}`));
}

const SECTIONS = Object.entries(MODULES).flatMap(([file, module]) =>
  Object.entries(module).flatMap(([name, value]): [string, Section<object>][] =>
    isSection(value) ? [[`${name} in ${file}`, value]] : [],
  ),
);

test("the sections are found", () => {
  expect(SECTIONS.length).toBeGreaterThanOrEqual(3);
});

test.each(SECTIONS)("%s says the same things in both languages", (_, words) => {
  const portuguese = sentences(words["pt-BR"]);
  const english = new Map(sentences(words.en));
  expect([...english.keys()]).toEqual(portuguese.map(([path]) => path));
  for (const [path, sentence] of portuguese) {
    expect(sentence.trim(), path).not.toBe("");
    expect(english.get(path)?.trim(), path).not.toBe("");
    if (!SAME.has(sentence)) expect(english.get(path), path).not.toBe(sentence);
  }
});
