import { beforeEach, expect, test } from "vitest";
import { dueStep, keepShown, ownDocuments, readShown } from "./guide";

const kept = new Map<string, string>();

beforeEach(() => {
  kept.clear();
  globalThis.localStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  } as Storage;
});

test("documents of the sample are nobody's own", () => {
  const documents = [{ source: "exemplo/reembolso" }, { source: "exemplos.pdf" }, { source: "manual.md" }];
  expect(ownDocuments(documents).map(({ source }) => source)).toEqual(["exemplos.pdf", "manual.md"]);
});

test("what was decided is remembered, and nothing else is taken for it", () => {
  expect(readShown()).toBeNull();
  keepShown("over");
  expect(readShown()).toBe("over");
  kept.set("rosana.console.start", "maybe");
  expect(readShown()).toBeNull();
});

test("a browser that stores nothing is no reason to fail", () => {
  globalThis.localStorage = {
    getItem: () => {
      throw new Error("blocked");
    },
    setItem: () => {
      throw new Error("blocked");
    },
  } as unknown as Storage;
  keepShown("over");
  expect(readShown()).toBeNull();
});

test.each([
  [{ documents: [], seen: false }, 1],
  [{ documents: [{ status: "processing" }], seen: false }, 2],
  [{ documents: [{ status: "ready" }], seen: false }, 2],
  [{ documents: [{ status: "ready" }, { status: "failed" }], seen: true }, 3],
  // A file that could not be read answers nothing.
  [{ documents: [{ status: "failed" }], seen: true }, 2],
] as const)("with %j step %i is due", (progress, step) => {
  expect(dueStep(progress)).toBe(step);
});
