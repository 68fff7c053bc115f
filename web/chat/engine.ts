/** How an engine is called before people. */

import type { Strings } from "./strings";

/** Return "llama3.2:latest" for "ollama:llama3.2", and the file for a path. */
export function modelName(model: string): string {
  const [, provider = "", rest = model] = /^([a-z_-]+):(.*)$/.exec(model) ?? [];
  const name = rest.replace(/^.*[\\/]/, "");
  // Ollama's own name of a model that was asked for without a tag.
  return provider === "ollama" && !name.includes(":") ? `${name}:latest` : name;
}

/** Whether an answer is small talk, such as a greeting: nobody's to rate. */
export function isSmallTalk(model: string | null): boolean {
  return model === "rosana";
}

/** Say who wrote an answer; null for what is nobody's answer, such as a greeting. */
export function engineLabel(model: string | null, strings: Strings): string | null {
  if (model === null || isSmallTalk(model)) return null;
  return model === "extractive" ? strings.extractive : strings.by(modelName(model));
}
