import { Problem } from "../../client/problem";
import { SHELL } from "../words/shell";
import { useWords } from "../words/section";

/** Return a function that says to people why something failed. */
export function useProblem(): (error: unknown) => string {
  const { problems } = useWords(SHELL);
  return (error) => {
    if (!(error instanceof Problem)) return problems.other;
    if (error.detail !== null) return error.detail;
    const known: Record<string, string> = problems;
    return known[error.code] ?? problems.other;
  };
}
