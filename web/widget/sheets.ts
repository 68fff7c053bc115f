/** The chat's styles as style sheets of a shadow root: constructed ones need no leave of the page's CSP. */

import chat from "../chat/styles/index.css?inline";
import own from "./styles/widget.css?inline";

/** Sizes are in this unit inside of the widget: `rem` would follow the page's own `html { font-size }`. */
const UNIT = "--rosana-unit";
const REM = /(@media[^{]*)|(-?\d*\.?\d+)rem\b/g;
/** The chat's own values of what a page may choose. */
const CHOSEN = /--(accent|font):/g;
/** As it is written, and as the build writes it. */
const DARK = /\(prefers-color-scheme: ?dark\)/g;

let texts: string[] | null = null;

/** Return what dresses a widget in a theme, light or dark; any other follows the system. */
export function sheetsFor(theme: string): CSSStyleSheet[] {
  texts ??= [adapted(chat).replace(CHOSEN, "--own-$1:"), adapted(own) + unit()];
  return texts.map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(inTheme(text, theme));
    return sheet;
  });
}

/** Return a page's styles as those of the widget, whose root is an element. */
function adapted(text: string): string {
  return text
    .replaceAll(":root", ".rosana")
    .replace(REM, (_, media: string | undefined, size: string) => media ?? `calc(var(${UNIT})*${size})`);
}

function inTheme(text: string, theme: string): string {
  if (theme !== "light" && theme !== "dark") return text;
  const forced = text.replaceAll(DARK, theme === "dark" ? "all" : "not all");
  return `${forced}.rosana{color-scheme:${theme}}`;
}

/**
 * Return the rule that makes the unit the reader's own size of letters.
 *
 * A registered property is computed once, where it is set; any other would be 1em of each element that uses it.
 */
function unit(): string {
  try {
    CSS.registerProperty({ name: UNIT, syntax: "<length>", inherits: true, initialValue: "16px" });
  } catch (error) {
    // Another copy of this script has done it, or this browser cannot.
    if (!(error instanceof DOMException)) return `.rosana{${UNIT}:16px}`;
  }
  return `.rosana{${UNIT}:1em}`;
}
