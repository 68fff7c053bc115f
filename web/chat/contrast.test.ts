import { expect, test } from "vitest";
import css from "./styles/tokens.css?raw";

type Scheme = "light" | "dark";

/** Return a token's colour, which is written "light-dark(#rrggbb, #rrggbb)". */
function color(name: string, scheme: Scheme): string {
  const [, light = "", dark = ""] = new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(css) ?? [];
  return scheme === "light" ? light : dark;
}

/** Relative luminance of "#rrggbb". Source: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(scheme: Scheme, ...names: [string, string]): number {
  const [a = 0, b = 0] = names.map((name) => luminance(color(name, scheme)));
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const TEXT: [string, string][] = [
  ["ink", "paper"],
  ["ink", "surface"],
  ["ink", "accent-soft"],
  ["ink-soft", "paper"],
  ["ink-soft", "surface"],
  ["ink-soft", "line"],
  ["accent", "surface"],
  ["accent", "accent-soft"],
  ["on-accent", "accent"],
  ["on-mark", "mark"],
  ["danger", "paper"],
  ["danger", "danger-soft"],
];

test.each(TEXT)("%s on %s can be read in light and dark", (text, background) => {
  expect(contrast("light", text, background)).toBeGreaterThan(4.5);
  expect(contrast("dark", text, background)).toBeGreaterThan(4.5);
});

test("the border of a field can be seen in light and dark", () => {
  expect(contrast("light", "line-strong", "surface")).toBeGreaterThan(3);
  expect(contrast("dark", "line-strong", "surface")).toBeGreaterThan(3);
});
