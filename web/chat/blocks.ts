/**
 * An answer's text as paragraphs and lists, cut where citations begin and end.
 *
 * The result holds only slices of the text: whatever a model writes, it reaches the page as text.
 */

import { indexByCodePoint } from "../client/codepoints";
import type { Citation } from "../client/wire";

/** A run of text inside one line. */
export interface Piece {
  text: string;
  /** False inside a sentence that no passage supports. */
  supported: boolean;
  /** The citations whose sentence ends here. */
  ending: Citation[];
}

export interface Block {
  kind: "paragraph" | "bullets" | "numbers";
  /** The number of the first item of a numbered list. */
  first: number;
  /** The lines of the paragraph, or the items of the list. */
  lines: Piece[][];
}

interface Line {
  kind: Block["kind"];
  number: number;
  start: number;
  end: number;
}

interface Span {
  start: number;
  end: number;
  citation: Citation;
}

const BULLET = /^\s*[-*•]\s+/;
const NUMBER = /^\s*(\d{1,3})[.)]\s+/;

/** Citations that point past the end wait for the text that is still to come. */
export function toBlocks(text: string, citations: readonly Citation[]): Block[] {
  const spans = placeSpans(text, citations);
  const blocks: Block[] = [];
  let previous: Line | null = null;
  for (const line of readLines(text)) {
    if (line !== null) {
      const pieces = cutLine(text, line, spans);
      if (previous?.kind === line.kind) blocks.at(-1)?.lines.push(pieces);
      else blocks.push({ kind: line.kind, first: line.number, lines: [pieces] });
    }
    previous = line;
  }
  return blocks;
}

/** A blank line is null: it ends a paragraph. */
function readLines(text: string): (Line | null)[] {
  let next = 0;
  return text.split("\n").map((raw) => {
    const start = next;
    next += raw.length + 1;
    const content = raw.trimEnd();
    if (content === "") return null;
    const end = start + content.length;
    const number = NUMBER.exec(content);
    if (number) return { kind: "numbers", number: Number(number[1]), start: start + number[0].length, end };
    const bullet = BULLET.exec(content);
    if (bullet) return { kind: "bullets", number: 1, start: start + bullet[0].length, end };
    return { kind: "paragraph", number: 1, start: start + content.length - content.trimStart().length, end };
  });
}

function placeSpans(text: string, citations: readonly Citation[]): Span[] {
  const indexOf = indexByCodePoint(text);
  return citations
    .map((citation) => {
      const start = indexOf(citation.start);
      const end = start + text.slice(start, indexOf(citation.end)).trimEnd().length;
      return { start, end, citation };
    })
    .filter(({ start, end }) => start < end);
}

function cutLine(text: string, line: Line, spans: readonly Span[]): Piece[] {
  const inside = (index: number) => index > line.start && index < line.end;
  const cuts = spans.flatMap(({ start, end }) => [start, end]).filter(inside);
  const points = [...new Set([line.start, ...cuts, line.end])].sort((a, b) => a - b);
  return points.slice(1).map((end, i) => {
    const start = points[i] ?? line.start;
    const covering = spans.filter((span) => span.start < end && span.end > start);
    return {
      text: text.slice(start, end),
      supported: covering.every(({ citation }) => citation.supported),
      ending: covering.filter((span) => span.end === end).map(({ citation }) => citation),
    };
  });
}
