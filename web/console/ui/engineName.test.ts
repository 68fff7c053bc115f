import { expect, test } from "vitest";
import { engineName } from "./engineName";

test.each([
  ["extractive", "trechos"],
  ["auto", "auto"],
  ["ollama:llama3.2", "llama3.2:latest"],
  ["openai:/models/qwen/q4.gguf", "q4.gguf"],
])("the engine %s is called %s", (model, name) => {
  expect(engineName(model, "trechos")).toBe(name);
});
