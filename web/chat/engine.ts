/** How an engine is called before people. */

import type { Strings } from "./strings";

/** Return "llama3.2" for "ollama:llama3.2", and the file for a path. */
function modelName(model: string): string {
  return model.replace(/^[a-z_-]+:/, "").replace(/^.*[\\/]/, "");
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
