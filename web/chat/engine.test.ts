import { expect, test } from "vitest";
import { engineLabel } from "./engine";
import { STRINGS } from "./strings";

test.each([
  ["ollama:llama3.2", "Respondido por llama3.2"],
  ["ollama:llama3.2:1b", "Respondido por llama3.2:1b"],
  ["openai:gpt-4o-mini", "Respondido por gpt-4o-mini"],
  ["llamacpp:/models/llama-3.2-1b.gguf", "Respondido por llama-3.2-1b.gguf"],
  ["llama3.2", "Respondido por llama3.2"],
  ["extractive", "Texto dos próprios documentos"],
  ["rosana", null],
  [null, null],
])("an answer of %s is labelled %s", (model, label) => {
  expect(engineLabel(model, STRINGS["pt-BR"])).toBe(label);
});
