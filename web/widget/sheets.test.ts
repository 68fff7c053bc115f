// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from "vitest";
import { sheetsFor } from "./sheets";

/** The text of each style sheet, in their order. */
let written: string[];

beforeEach(() => {
  written = [];
  vi.stubGlobal(
    "CSSStyleSheet",
    class {
      replaceSync(text: string): void {
        written.push(text);
      }
    },
  );
});

test("nothing inside follows the letters, the colours or the font of the page", () => {
  sheetsFor("auto");
  const text = written.join("");
  expect(text.replaceAll(/@media[^{]*/g, "")).not.toMatch(/\drem\b/);
  expect(text).not.toMatch(/:root\b/);
  expect(written[0]).not.toMatch(/--(accent|font):/);
  expect(written[1]).toMatch(/--font:\s*var\(--rosana-font, ?var\(--own-font\)\)/);
});

test("the width of the screen is asked for in its own unit", () => {
  sheetsFor("auto");
  expect(written.join("")).toMatch(/@media[^{]*\drem/);
});

test.each([
  ["light", "not all"],
  ["dark", "all"],
])("in the theme %s, what the system prefers does not count", (theme, instead) => {
  sheetsFor(theme);
  for (const text of written) {
    expect(text).not.toContain("prefers-color-scheme");
    expect(text.endsWith(`.rosana{color-scheme:${theme}}`)).toBe(true);
  }
  expect(written[1]).toContain(`@media ${instead}`);
});

test("any other theme follows the system", () => {
  sheetsFor("auto");
  expect(written[1]).toContain("@media (prefers-color-scheme: dark)");
});
