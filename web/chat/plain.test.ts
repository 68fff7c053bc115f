import { expect, test } from "vitest";
import { plainText, textWithSources } from "./plain";
import { citation, source } from "./samples";

test("what is read aloud has no marks", () => {
  const text = "# Horário\n\nÉ **das 9h às 18h**, veja [o guia](https://x.example).\n\n- um\n  - dois\n1. três";
  expect(plainText(text)).toBe("Horário\n\nÉ das 9h às 18h, veja o guia.\n\n- um\n  - dois\n\n1. três");
});

test.each([
  ["| a | b |\n|--|--|\n| 1 | 2 |", "a\tb\n1\t2"],
  ["```\na\n b\n```", "a\n b"],
  ["> Oi.\n\n---", "Oi.\n\n---"],
])("%j is read as %j", (text, expected) => {
  expect(plainText(text)).toBe(expected);
});

test("a copied answer names its sources by their numbers", () => {
  const sources = [source({ n: 1, title: "Outra" }), source({ n: 2, title: "Guia", url: "https://x.example/g" })];
  const citations = [{ ...citation(0, 8, [0, 1]), source: 2 }, citation(9, 13)];
  expect(textWithSources({ text: "**Sim.** Não.", citations, sources }, "Fontes")).toBe(
    "Sim. [1] Não.\n\nFontes:\n1. Guia (https://x.example/g)",
  );
});

test("a copied link keeps its address, where its words do not say it", () => {
  const text = "Veja [o guia](https://x.example/g) ou https://x.example.";
  expect(textWithSources({ text, citations: [], sources: [source()] }, "Fontes")).toBe(
    "Veja o guia (https://x.example/g) ou https://x.example.",
  );
});
