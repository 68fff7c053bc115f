/** Offsets on the wire count Unicode code points; a JavaScript string counts UTF-16 units. */

const PAIR = /[\uD800-\uDBFF][\uDC00-\uDFFF]/;

/** Return a function from an offset in code points to the index in `text`; past the end it is the end. */
export function indexByCodePoint(text: string): (offset: number) => number {
  if (!PAIR.test(text)) return (offset) => Math.min(Math.max(offset, 0), text.length);
  const indexes: number[] = [];
  let index = 0;
  for (const char of text) {
    indexes.push(index);
    index += char.length;
  }
  return (offset) => indexes[Math.max(offset, 0)] ?? text.length;
}

/** Return how many characters the server will count. */
export function countCodePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
