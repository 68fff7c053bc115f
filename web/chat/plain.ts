/** An answer as plain text, to be copied or read aloud. */

import type { Citation, Source } from "../client/wire";
import { toBlocks, type Block, type Line } from "./blocks";
import { numbered } from "./numbering";

/** Return the text as it is read, without the marks of its layout. */
export function plainText(text: string): string {
  return write(toBlocks(text, []), { cite: () => "", link: () => "" });
}

/** Return the text with the numbers of its sources, which follow under `label`. */
export function textWithSources({ text, citations, sources }: Cited, label: string): string {
  const shown = numbered(sources, citations);
  const cite = ({ source }: Citation) => {
    const index = shown.findIndex(({ n }) => n === source);
    return index < 0 ? "" : ` [${index + 1}]`;
  };
  const body = write(toBlocks(text, citations), { cite, link: (href) => ` (${href})` });
  if (citations.every(({ source }) => source === null)) return body;
  const list = shown.map(({ title, url }, index) => `${index + 1}. ${title}${url === null ? "" : ` (${url})`}`);
  return `${body}\n\n${label}:\n${list.join("\n")}`;
}

interface Cited {
  text: string;
  citations: readonly Citation[];
  sources: readonly Source[];
}

/** What stands after a sentence with a source, and after a link that leads elsewhere than its words say. */
interface Marks {
  cite(citation: Citation): string;
  link(href: string): string;
}

function write(blocks: readonly Block[], marks: Marks): string {
  return blocks.map((block) => writeBlock(block, marks)).join("\n\n");
}

function writeBlock(block: Block, marks: Marks): string {
  switch (block.kind) {
    case "paragraph":
      return block.lines.map((line) => writeLine(line, marks)).join("\n");
    case "heading":
      return writeLine(block.line, marks);
    case "code":
      return block.line.map((span) => writeLine([span], marks)).join("\n");
    case "quote":
      return write(block.blocks, marks);
    case "table":
      return [block.head, ...block.rows]
        .map((cells) => cells.map((cell) => writeLine(cell, marks)).join("\t"))
        .join("\n");
    case "rule":
      return "---";
    default:
      return block.items.map((item, index) => indent(write(item, marks), itemMark(block, index))).join("\n");
  }
}

function itemMark({ kind, first }: { kind: "bullets" | "numbers"; first: number }, index: number): string {
  return kind === "bullets" ? "- " : `${first + index}. `;
}

/** Put the mark before the first line, and the others below its text. */
function indent(text: string, mark: string): string {
  return mark + text.replaceAll("\n\n", "\n").replaceAll("\n", `\n${" ".repeat(mark.length)}`);
}

function writeLine(line: Line, marks: Marks): string {
  return line
    .map(({ pieces, href }) => {
      const text = pieces.map((piece) => piece.text).join("");
      const address = href !== null && /^http/i.test(href) && !href.endsWith(text) ? marks.link(href) : "";
      return pieces.map((piece) => piece.text + piece.ending.map(marks.cite).join("")).join("") + address;
    })
    .join("");
}
