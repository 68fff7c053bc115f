import { modelName } from "../../chat/engine";

/** Return the name of an engine before people; `extractive` is what the documents' own words are called. */
export function engineName(model: string, extractive: string): string {
  return model === "extractive" ? extractive : modelName(model) || model;
}
