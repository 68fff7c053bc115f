/** Which language a chat speaks where nobody says. */

/**
 * Return the first of the visitor's languages that is offered, else the first one offered.
 *
 * @param wanted BCP 47 tags, the dearest first: "en-GB" is served by "en", "pt-PT" by "pt-BR".
 * @param offered empty while it is not known: then the visitor's own counts.
 */
export function chooseLanguage(wanted: readonly string[], offered: readonly string[]): string {
  const found = wanted.flatMap((tag) => offered.find((other) => spoken(other) === spoken(tag)) ?? []);
  return found[0] ?? offered[0] ?? wanted[0] ?? "";
}

/** Return the language of a tag without its country or script. */
function spoken(tag: string): string {
  return tag.toLowerCase().replace(/-.*/, "");
}
