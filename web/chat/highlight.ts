/** A passage's text, cut where the parts that support an answer begin and end. */

import { indexByCodePoint } from "../client/codepoints";
import type { Citation } from "../client/wire";

export interface Stretch {
  text: string;
  marked: boolean;
}

/** Mark what the citations point at; overlapping parts become one. */
export function highlight(text: string, citations: readonly Citation[]): Stretch[] {
  const stretches: Stretch[] = [];
  let next = 0;
  const push = (end: number, marked: boolean) => {
    if (end > next) stretches.push({ text: text.slice(next, end), marked });
    next = Math.max(next, end);
  };
  for (const { start, end } of supportingSpans(text, citations)) {
    push(start, false);
    push(end, true);
  }
  push(text.length, false);
  return stretches;
}

function supportingSpans(text: string, citations: readonly Citation[]): { start: number; end: number }[] {
  const indexOf = indexByCodePoint(text);
  return citations
    .flatMap(({ source_start: start, source_end: end }) =>
      start === null || end === null ? [] : [{ start: indexOf(start), end: indexOf(end) }],
    )
    .sort((a, b) => a.start - b.start);
}
