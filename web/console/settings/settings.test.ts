import { expect, test } from "vitest";
import { contrast, contrastOnWhite, isColor, textOn } from "./color";
import { isComplete, readModel, withTag, writeModel } from "./modelChoice";
import { originOf } from "./origins";

test.each([
  ["https://www.loja.com.br", "https://www.loja.com.br"],
  ["  https://Loja.com.br/ ", "https://loja.com.br"],
  ["www.loja.com.br", "https://www.loja.com.br"],
  ["http://localhost:8080", "http://localhost:8080"],
  ["https://loja.com.br:443", "https://loja.com.br"],
  ["https://promoção.com.br", "https://xn--promoo-7ta5a.com.br"],
])("the site %j is %s", (written, origin) => {
  expect(originOf(written)).toBe(origin);
});

test.each([
  "",
  "loja",
  "https://loja.com.br/carrinho",
  "https://loja.com.br?x=1",
  "javascript://loja.com.br/%0aalert(1)",
  "https://ana@loja.com.br",
  "*",
  "https://",
])("%j is no site", (written) => {
  expect(originOf(written)).toBeNull();
});

test("contrast is 21 between black and white, and 1 between equals", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#8c2f53", "#8c2f53")).toBe(1);
});

test("text is white on dark colours and black on the others", () => {
  expect(textOn("#8c2f53")).toBe("#ffffff");
  expect(textOn("#ffd400")).toBe("#000000");
  // White would have 4.48 on it.
  expect(textOn("#777777")).toBe("#000000");
});

test("a pale button is known to vanish on a white page", () => {
  expect(contrastOnWhite("#ffe4ec")).toBeLessThan(1.3);
  expect(isColor("#FFE4EC")).toBe(true);
  expect(isColor("ffe4ec")).toBe(false);
  expect(isColor("#fff")).toBe(false);
});

test.each(["auto", "extractive", "ollama:llama3.2", "openai:qwen3", "anthropic:claude"])(
  "the model %s is read and written as it was",
  (value) => {
    expect(writeModel(readModel(value))).toBe(value);
    expect(isComplete(readModel(value))).toBe(true);
  },
);

test("no embedding model is a choice too", () => {
  expect(writeModel(readModel(null))).toBeNull();
});

test.each([
  { kind: "ollama", name: " " },
  { kind: "other", name: "qwen3" },
  { kind: "other", name: "openai:" },
] as const)("%j cannot be saved yet", (choice) => {
  expect(isComplete(choice)).toBe(false);
});

test("a model without a tag is the latest, whatever stands before its name", () => {
  expect(withTag("llama3.2")).toBe("llama3.2:latest");
  expect(withTag("qwen3:4b")).toBe("qwen3:4b");
  expect(withTag("registry:5000/eu/qwen3")).toBe("registry:5000/eu/qwen3:latest");
});
