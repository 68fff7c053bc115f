/** Which sources stand below an answer, and under which numbers. */

import type { Citation, Source } from "../client/wire";

/**
 * Return the sources that an answer cites, in the order of their first citation; where it cites none, all of them.
 *
 * Whoever reads counts from the first number in the text, so a source's number is its place here and not its rank.
 */
export function numbered(sources: readonly Source[], citations: readonly Citation[]): readonly Source[] {
  const cited = new Set(citations.map(({ source }) => source));
  const inOrder = [...cited].flatMap((n) => sources.find((source) => source.n === n) ?? []);
  return inOrder.length > 0 ? inOrder : sources;
}
