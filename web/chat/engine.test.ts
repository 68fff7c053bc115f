import { expect, test } from "vitest";
import { engineLabel } from "./engine";
import { STRINGS } from "./strings";

test.each([
  ["ollama:llama3.2", "via llama3.2:latest"],
  ["ollama:llama3.2:1b", "via llama3.2:1b"],
  ["openai:gpt-4o-mini", "via gpt-4o-mini"],
  ["llamacpp:/models/llama-3.2-1b.gguf", "via llama-3.2-1b.gguf"],
  ["llama3.2", "via llama3.2"],
  ["extractive", "Texto dos próprios documentos"],
  ["rosana", null],
  [null, null],
])("an answer of %s is labelled %s", (model, label) => {
  expect(engineLabel(model, STRINGS["pt-BR"])).toBe(label);
});
