/**
 * An answer's Markdown as blocks: paragraphs, headings, lists, quotes, code and tables.
 *
 * The result holds only slices of the text: whatever a model writes, it reaches the page as text.
 */

import type { Citation } from "../client/wire";
import { cutLines, type Piece } from "./citing";
import { PLAIN, readInline, type Run } from "./inline";

/** A run with its text, cut where citations begin and end. */
export interface Span extends Run {
  pieces: Piece[];
}

export type Line = Span[];

export type Block =
  | { kind: "paragraph"; lines: Line[] }
  | { kind: "heading"; line: Line }
  | { kind: "code"; line: Line }
  | { kind: "bullets" | "numbers"; first: number; items: Block[][] }
  | { kind: "quote"; blocks: Block[] }
  | { kind: "table"; head: Line[]; rows: Line[][] }
  | { kind: "rule" };

/** A line's place in the text, without the blanks around it. */
interface Row {
  start: number;
  end: number;
  /** How far its first letter is from the margin. */
  indent: number;
}

const HEADING = /^#{1,6}\s+/;
const RULE = /^([-*_])(\s*\1){2,}$/;
const FENCE = /^(`{3,}|~{3,})/;
const QUOTE = /^>\s?/;
const BULLET = /^[-*•]\s+/;
const NUMBER = /^(\d{1,3})[.)]\s+/;
const TABLE_LINE = /^\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?$/;
/** Deeper than this, a list or a quote is text. */
const MAX_DEPTH = 6;

/** Citations that point past the end wait for the text that is still to come. */
export function toBlocks(text: string, citations: readonly Citation[]): Block[] {
  const reader = new Reader(text);
  const blocks = reader.read(readRows(text), 0);
  cutLines(text, reader.lines, citations);
  return blocks;
}

function readRows(text: string): Row[] {
  let next = 0;
  return text.split("\n").map((raw) => {
    const content = raw.trim();
    const indent = raw.indexOf(content);
    const start = next + indent;
    next += raw.length + 1;
    return { start, end: start + content.length, indent };
  });
}

class Reader {
  /** Every line that was read, in the order of the text. */
  readonly lines: Line[] = [];
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  read(rows: readonly Row[], depth: number): Block[] {
    const blocks: Block[] = [];
    for (let at = 0; at < rows.length; ) {
      const [block, next] = this.readBlock(rows, at, depth);
      if (block !== null) blocks.push(block);
      at = next;
    }
    return blocks;
  }

  /** Return the block that begins with a row, and the row after it. */
  private readBlock(rows: readonly Row[], at: number, depth: number): [Block | null, next: number] {
    const row = rows[at];
    const shown = this.shown(row);
    if (!row || shown === "") return [null, at + 1];
    if (FENCE.test(shown)) return this.readCode(rows, at);
    const heading = HEADING.exec(shown);
    if (heading) return [{ kind: "heading", line: this.line(row.start + heading[0].length, row.end) }, at + 1];
    if (RULE.test(shown)) return [{ kind: "rule" }, at + 1];
    if (this.isTable(rows, at)) return this.readTable(rows, at);
    if (depth < MAX_DEPTH) {
      if (QUOTE.test(shown)) return this.readQuote(rows, at, depth);
      if (listMark(shown)) return this.readList(rows, at, depth);
    }
    return this.readParagraph(rows, at, depth);
  }

  private readParagraph(rows: readonly Row[], at: number, depth: number): [Block, number] {
    let next = at + 1;
    while (next < rows.length && !this.begins(rows, next, depth)) next += 1;
    const lines = rows.slice(at, next).map(({ start, end }) => this.line(start, end));
    return [{ kind: "paragraph", lines }, next];
  }

  /** Whether a row ends the paragraph before it. */
  private begins(rows: readonly Row[], at: number, depth: number): boolean {
    const shown = this.shown(rows[at]);
    if (shown === "" || FENCE.test(shown) || HEADING.test(shown) || RULE.test(shown)) return true;
    if (depth < MAX_DEPTH && (QUOTE.test(shown) || listMark(shown) !== null)) return true;
    return this.isTable(rows, at);
  }

  private readCode(rows: readonly Row[], at: number): [Block | null, number] {
    const fence = FENCE.exec(this.shown(rows[at]))?.[0] ?? "";
    let end = at + 1;
    while (end < rows.length && !this.shown(rows[end]).startsWith(fence)) end += 1;
    const margin = rows[at]?.indent ?? 0;
    const runs = rows.slice(at + 1, end).map((row) => {
      return { ...PLAIN, start: row.start - Math.max(0, row.indent - margin), end: row.end };
    });
    return [runs.length > 0 ? { kind: "code", line: this.keep(runs) } : null, end + 1];
  }

  private readQuote(rows: readonly Row[], at: number, depth: number): [Block, number] {
    let next = at;
    const inner: Row[] = [];
    for (let row = rows[next]; row && QUOTE.test(this.shown(row)); row = rows[next]) {
      inner.push(this.inset(row, QUOTE.exec(this.shown(row))?.[0] ?? ""));
      next += 1;
    }
    return [{ kind: "quote", blocks: this.read(inner, depth + 1) }, next];
  }

  /** Rows further in than the mark belong to the item, as do blank ones before them. */
  private readList(rows: readonly Row[], at: number, depth: number): [Block, number] {
    const first = listMark(this.shown(rows[at])) ?? { kind: "bullets", first: 1, mark: "" };
    const margin = rows[at]?.indent ?? 0;
    const items: Row[][] = [];
    let next = at;
    for (let row = rows[next]; row; row = rows[next]) {
      const blank = this.shown(row) === "";
      const after = blank ? rows.slice(next).find((later) => this.shown(later) !== "") : row;
      if (!after) break;
      const mark = listMark(this.shown(after));
      const inside = after.indent > margin + 1;
      if (!inside && mark?.kind !== first.kind) break;
      if (blank || (inside && next > at)) items.at(-1)?.push(row);
      else items.push([this.inset(row, mark?.mark ?? "")]);
      next += 1;
    }
    return [{ kind: first.kind, first: first.first, items: items.map((item) => this.read(item, depth + 1)) }, next];
  }

  private isTable(rows: readonly Row[], at: number): boolean {
    const under = this.shown(rows[at + 1]);
    return this.shown(rows[at]).includes("|") && under.includes("|") && TABLE_LINE.test(under);
  }

  private readTable(rows: readonly Row[], at: number): [Block, number] {
    let next = at + 2;
    while (this.shown(rows[next]).includes("|")) next += 1;
    const [head = [], ...body] = [...rows.slice(at, at + 1), ...rows.slice(at + 2, next)].map((row) => this.cells(row));
    return [{ kind: "table", head, rows: body }, next];
  }

  private cells({ start, end }: Row): Line[] {
    const shown = this.text.slice(start, end);
    const cells: Line[] = [];
    let from = shown.startsWith("|") ? 1 : 0;
    for (let to = from; to <= shown.length; to += 1) {
      if (to < shown.length && (shown[to] !== "|" || shown[to - 1] === "\\")) continue;
      if (to === shown.length && shown.endsWith("|")) break;
      const cell = shown.slice(from, to);
      const inset = from + cell.length - cell.trimStart().length;
      cells.push(this.line(start + inset, start + inset + cell.trim().length));
      from = to + 1;
    }
    return cells;
  }

  /** Return the row without its mark and the blanks after it. */
  private inset(row: Row, mark: string): Row {
    const rest = this.shown(row).slice(mark.length);
    const width = mark.length + rest.length - rest.trimStart().length;
    return { ...row, start: row.start + width, indent: row.indent + width };
  }

  private shown(row: Row | undefined): string {
    return row ? this.text.slice(row.start, row.end) : "";
  }

  private line(start: number, end: number): Line {
    return this.keep(readInline(this.text, start, end));
  }

  private keep(runs: Run[]): Line {
    const line = runs.map((run) => ({ ...run, pieces: [] }));
    this.lines.push(line);
    return line;
  }
}

/** Return the mark that a list's item begins with. */
function listMark(shown: string): { kind: "bullets" | "numbers"; first: number; mark: string } | null {
  const number = NUMBER.exec(shown);
  if (number) return { kind: "numbers", first: Number(number[1]), mark: number[0] };
  const bullet = BULLET.exec(shown);
  return bullet ? { kind: "bullets", first: 1, mark: bullet[0] } : null;
}
