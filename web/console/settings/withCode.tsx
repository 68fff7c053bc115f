import type { ReactNode } from "react";

/** Return a sentence of the server with what stands between backticks, which are commands, as code. */
export function withCode(sentence: string): ReactNode {
  return sentence.split("`").map((part, index) => (index % 2 ? <code key={index}>{part}</code> : part));
}
