/** The last line of an answer that still grows: its marks may wait for their other half. */

const WAITING_MARK = /(^|\n)[ \t]*([-*•>]|#{1,6}|\d{1,3}[.)])$/;
const WAITING_LINK = /!?\[([^[\]\n]*)\]\([^)\s]*$/;

/** Return the text as it will probably look: no mark flickers before it means something. */
export function completeTail(text: string): string {
  const shown = text.trimEnd().replace(WAITING_MARK, "$1").replace(WAITING_LINK, "$1");
  const from = shown.lastIndexOf("\n") + 1;
  const line = shown.slice(from).replace(/[*_`]+$/, "").trimEnd();
  if (odd(line, "`")) return `${shown.slice(0, from)}${line}\``;
  return `${shown.slice(0, from)}${line}${odd(line, "**") ? "**" : ""}`;
}

function odd(line: string, mark: string): boolean {
  return line.split(mark).length % 2 === 0;
}
