/** The Markdown inside one line: emphasis, code and links, as ranges of the text; never HTML. */

/** A stretch of the text that looks the same from end to end. */
export interface Run {
  start: number;
  end: number;
  strong: boolean;
  em: boolean;
  code: boolean;
  /** Where it leads: only to the web, a mailbox or a telephone. */
  href: string | null;
}

type Style = Omit<Run, "start" | "end">;

export const PLAIN: Style = { strong: false, em: false, code: false, href: null };

/** A back tick is \x60 here. Repetitions are bounded, so that a hostile line costs no more than its length. */
const TOKEN = new RegExp(
  [
    String.raw`\\(?<escaped>[!-/:-@\[-\x60{-~])`,
    String.raw`(?<ticks>\x60{1,3})(?!\x60)(?<code>.{1,2000}?)(?<!\x60)\k<ticks>(?!\x60)`,
    String.raw`!?\[(?<label>(?:[^\[\]]|!?\[[^\[\]]{0,500}\](?:\([^()\s]{0,2000}\))?){0,500})\]` +
      String.raw`\(\s?<?(?<target>(?:[^\s()<>]|\([^\s()]{0,500}\)){0,2000})>?(?:\s["'][^"()]{0,500}["'])?\s?\)`,
    String.raw`(?<![\p{L}\p{N}])(?<address>(?:https?:\/\/|www\.)[^\s<>"\x60|]{1,2000})`,
    String.raw`(?<![\p{L}\p{N}.+_-])(?<email>[\w.+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8})`,
    emphasis("stars", String.raw`\*`),
    emphasis("lines", "_"),
  ].join("|"),
  "giu",
);

/** Marks begin and end at the borders of words: "2 * 3" and "snake_case_name" are none. */
function emphasis(name: string, mark: string): string {
  const [letters, blank] = [String.raw`\p{L}\p{N}${mark}`, String.raw`\s${mark}`];
  return (
    `(?<![${letters}])(?<${name}>${mark}{1,3})(?![${blank}])(?<${name}Inner>.{1,2000}?)` +
    `(?<![${blank}])` + String.raw`\k<${name}>` + `(?![${letters}])`
  );
}

/** Return the runs of a line; `start` and `end` are its place in the text. */
export function readInline(text: string, start: number, end: number, style: Style = PLAIN): Run[] {
  const line = text.slice(start, end);
  const runs: Run[] = [];
  let next = start;
  const push = (from: number, to: number, look: Style) => {
    if (to > from) runs.push({ start: from, end: to, ...look });
  };
  for (const match of line.matchAll(TOKEN)) {
    const at = start + match.index;
    push(next, at, style);
    const found = readToken(text, at, match, style);
    runs.push(...found.runs);
    next = found.next;
  }
  push(next, end, style);
  return runs;
}

interface Found {
  runs: Run[];
  /** Where the text goes on. */
  next: number;
}

function readToken(text: string, at: number, match: RegExpExecArray, style: Style): Found {
  const { escaped, ticks, code, label, target, address, email, stars, starsInner, lines, linesInner } =
    match.groups ?? {};
  const [all] = match;
  const one = (from: number, length: number, look: Partial<Style>): Run[] => [
    { start: from, end: from + length, ...style, ...look },
  ];
  const next = at + all.length;

  if (escaped !== undefined) return { runs: one(at + 1, 1, {}), next };
  if (ticks !== undefined && code !== undefined) {
    return { runs: one(at + ticks.length, code.length, { code: true }), next };
  }
  if (label !== undefined && target !== undefined) {
    const [place, look] = readLabel(label, target);
    const from = at + all.indexOf(place === target ? `(${target}` : `[${label}`) + 1;
    const inset = place === target ? 0 : label.indexOf(place);
    return { runs: place === "" ? [] : one(from + inset, place.length, look), next };
  }
  if (email !== undefined) return { runs: one(at, email.length, { href: `mailto:${email}` }), next };
  if (address !== undefined) {
    const shown = trimAddress(address);
    const href = /^www/i.test(shown) ? `https://${shown}` : shown;
    return { runs: one(at, shown.length, { href }), next: at + shown.length };
  }
  const mark = (stars ?? lines ?? "").length;
  const inner = { ...style, strong: style.strong || mark > 1, em: style.em || mark !== 2 };
  const from = at + mark;
  return { runs: readInline(text, from, from + (starsInner ?? linesInner ?? "").length, inner), next };
}

/** Return what a link or an image shows, which is one run; an image shows what it says to who cannot see it. */
function readLabel(label: string, target: string): [shown: string, look: Partial<Style>] {
  const href = safeHref(target);
  const words = /^!\[([^\]]*)\]/.exec(label)?.[1] ?? label;
  if (words === "") return [href === null ? "" : target, { href }];
  const [, frame = "", inside = words] = /^(\*\*|__|\*|_|`)(.+)\1$/.exec(words) ?? [];
  return [inside, { href, ...(frame.length === 2 && { strong: true }), ...(frame === "`" && { code: true }) }];
}

/** Return the address without the punctuation of the sentence that it stands in. */
function trimAddress(address: string): string {
  const trimmed = address.replace(/[.,;:!?'*_~\]}]+$/, "");
  if (trimmed.endsWith(")") && !trimmed.includes("(")) return trimAddress(trimmed.slice(0, -1));
  return trimmed;
}

/** Return the address if it may be followed: a `javascript:` address is one too. */
function safeHref(address: string | undefined): string | null {
  return address !== undefined && /^(https?:\/\/|mailto:|tel:)[^\s]/i.test(address) ? address : null;
}
