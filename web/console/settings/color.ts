/** Whether a colour can be seen. */

const WHITE = "#ffffff";
const BLACK = "#000000";
/** The least for text: https://www.w3.org/TR/WCAG22/#contrast-minimum */
const LEGIBLE = 4.5;
/** The least for a button's shape: https://www.w3.org/TR/WCAG22/#non-text-contrast */
export const VISIBLE = 3;

export function isColor(text: string): boolean {
  return /^#[0-9a-f]{6}$/i.test(text);
}

/** Return the contrast of two colours "#rrggbb", 1..21. Source: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Return the colour of text on a colour, as the widget chooses it: white where that is legible, else black. */
export function textOn(color: string): string {
  return contrast(color, WHITE) >= LEGIBLE ? WHITE : BLACK;
}

/** Return how well a button of a colour stands out of a white page. */
export function contrastOnWhite(color: string): number {
  return contrast(color, WHITE);
}

function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
