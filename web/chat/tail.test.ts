import { expect, test } from "vitest";
import { completeTail } from "./tail";

test.each([
  ["Olá.", "Olá."],
  ["Isto é **impor", "Isto é **impor**"],
  ["Isto é **", "Isto é"],
  ["Isto é **importante**", "Isto é **importante**"],
  ["Use `npm", "Use `npm`"],
  ["Veja [o guia](https://x.exa", "Veja o guia"],
  ["Veja [o guia](https://x.example)", "Veja [o guia](https://x.example)"],
  ["Passos:\n-", "Passos:\n"],
  ["Passos:\n1.", "Passos:\n"],
  ["Sim.\n\n##", "Sim.\n\n"],
  ["**A** vez.\nE **b", "**A** vez.\nE **b**"],
  ["```\nlet a = 2 **", "```\nlet a = 2"],
])("while %j grows it is shown as %j", (text, shown) => {
  expect(completeTail(text).trimEnd()).toBe(shown.trimEnd());
});
