import { expect, test } from "vitest";
import type { Citation } from "../client/wire";
import { toBlocks, type Block, type Line } from "./blocks";
import { citation } from "./samples";

/** Write the blocks down, with `{1}` after a cited sentence and `~…~` for an unsupported one. */
function draw(text: string, citations: Citation[] = []): string[] {
  return toBlocks(text, citations).map(drawBlock);
}

function drawBlock(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return block.lines.map(drawLine).join(" | ");
    case "heading":
      return `[heading] ${drawLine(block.line)}`;
    case "code":
      return `[code] ${block.line.map((span) => drawLine([span])).join("⏎")}`;
    case "quote":
      return `[quote] ${block.blocks.map(drawBlock).join(" ¶ ")}`;
    case "table":
      return `[table] ${[block.head, ...block.rows].map((cells) => cells.map(drawLine).join(", ")).join(" | ")}`;
    case "rule":
      return "[rule]";
    default: {
      const items = block.items.map((item) => item.map(drawBlock).join(" ¶ ")).join(" | ");
      return `[${block.kind === "numbers" ? block.first : "bullets"}] ${items}`;
    }
  }
}

function drawLine(line: Line): string {
  return line
    .flatMap(({ pieces }) => pieces)
    .map(({ text, supported, ending }) => {
      const marks = ending.map(({ source }) => `{${source ?? "?"}}`).join("");
      return (supported ? text : `~${text}~`) + marks;
    })
    .join("");
}

test.each([
  ["", []],
  ["Uma linha.", ["Uma linha."]],
  ["Uma.\nOutra.", ["Uma. | Outra."]],
  ["Uma.\n\nOutra.", ["Uma.", "Outra."]],
  ["\n\n  Uma.  \n\n", ["Uma."]],
  ["a\r\nb", ["a | b"]],
  ["<b>oi</b> & <script>", ["<b>oi</b> & <script>"]],
])("paragraphs: %j", (text, expected) => {
  expect(draw(text)).toEqual(expected);
});

test.each([
  ["Passos:\n1. Abra.\n2. Envie.\nPronto.", ["Passos:", "[1] Abra. | Envie.", "Pronto."]],
  ["- um\n* dois\n• três", ["[bullets] um | dois | três"]],
  ["1. um\n\n2. dois", ["[1] um | dois"]],
  ["1) um\n   - dentro\n   - mais\n2) dois", ["[1] um ¶ [bullets] dentro | mais | dois"]],
  ["- um\n  segue\n\n  outro\n- dois", ["[bullets] um | segue ¶ outro | dois"]],
  ["1. um\n- fora\n2. dois", ["[1] um", "[bullets] fora", "[2] dois"]],
  ["- um\n\nFim.", ["[bullets] um", "Fim."]],
  ["2024. Ano.", ["2024. Ano."]],
  ["-sem espaço\n1.5 litro", ["-sem espaço | 1.5 litro"]],
])("lists: %j", (text, expected) => {
  expect(draw(text)).toEqual(expected);
});

test.each([
  ["# Título\nTexto", ["[heading] Título", "Texto"]],
  ["#1 do mundo", ["#1 do mundo"]],
  ["a\n\n---\n\nb", ["a", "[rule]", "b"]],
  ["> Oi.\n> Tchau.\n\nFim", ["[quote] Oi. | Tchau.", "Fim"]],
  ["> - um\n> - dois", ["[quote] [bullets] um | dois"]],
])("headings, rules and quotes: %j", (text, expected) => {
  expect(draw(text)).toEqual(expected);
});

test.each([
  ["```js\nlet a;\n  b *c*\n```\nFim", ["[code] let a;⏎  b *c*", "Fim"]],
  ["- um\n  ```\n  a\n    b\n  ```", ["[bullets] um ¶ [code] a⏎  b"]],
  ["```\nsem fim", ["[code] sem fim"]],
  ["```\n```", []],
])("code: %j", (text, expected) => {
  expect(draw(text)).toEqual(expected);
});

test.each([
  ["| a | b |\n|---|:-:|\n| 1 | **2** |\n\nFim", ["[table] a, b | 1, 2", "Fim"]],
  ["a | b\n--|--\n1 | 2\\|3", ["[table] a, b | 1, 2|3"]],
  ["| a | b |\nsem régua", ["| a | b | | sem régua"]],
])("tables: %j", (text, expected) => {
  expect(draw(text)).toEqual(expected);
});

test("lists within lists end somewhere", () => {
  expect(() => toBlocks("> ".repeat(500) + "- ".repeat(500), [])).not.toThrow();
});

test("a sentence bears its source at its end, an unsupported one is told apart", () => {
  const text = "Das 09h às 18h. Rápido.";
  expect(draw(text, [citation(0, 15, [0, 1]), citation(16, 23)])).toEqual(["Das 09h às 18h.{1} ~Rápido.~{?}"]);
});

test("offsets count code points", () => {
  expect(draw("😀 Oi. Sim.", [citation(2, 5, [0, 1])])).toEqual(["😀 Oi.{1} Sim."]);
});

test("a citation may begin before the mark of a list, and end with the line", () => {
  expect(draw("1. Abra.\n2. Envie.\n", [citation(0, 9, [0, 1]), citation(9, 19, [0, 1])])).toEqual([
    "[1] Abra.{1} | Envie.{1}",
  ]);
});

test.each([
  ["**Sim.** Não.", 8, "Sim.{1} Não."],
  ["**Sim. Não.**", 6, "Sim.{1} Não."],
  ["Veja [o guia](https://x.example/a). Não.", 35, "Veja o guia.{1} Não."],
  ["Use `abc`", 9, "Use abc{1}"],
  ["| a |\n|--|\n| Sim. |", 20, "[table] a | Sim.{1}"],
  ["## Sim.", 7, "[heading] Sim.{1}"],
])("the marks of %j are no part of its sentence", (text, end, expected) => {
  expect(draw(text, [citation(0, end, [0, 1])])).toEqual([expected]);
});

test("a sentence over two lines bears its source once", () => {
  expect(draw("Das 09h\nàs 18h.", [citation(0, 15)])).toEqual(["~Das 09h~ | ~às 18h.~{?}"]);
});

test("one sentence may have two sources", () => {
  expect(draw("Sim.", [citation(0, 4, [0, 1]), { ...citation(0, 4, [0, 1]), source: 2 }])).toEqual(["Sim.{1}{2}"]);
});

test.each([
  ["past the end", citation(90, 99)],
  ["empty", citation(2, 2)],
  ["upside down", citation(3, 1)],
  ["only blank", citation(3, 4)],
])("a citation that is %s marks nothing", (_, wrong) => {
  expect(draw("Sim . Não.", [wrong])).toEqual(["Sim . Não."]);
});

test("no character is lost or made up", () => {
  const text = "Olá 😀.\n\n- um\n- dois\n\nFim. Até.";
  expect(draw(text, [citation(2, 12)]).join("\n").replaceAll("~", "")).toBe("Olá 😀.\n[bullets] um{?} | dois\nFim. Até.");
});

test.each(["*", "_", "`", "[", "![](", "a@", "**a ", "|", "> ", "- ", "https://", "\\"])(
  "ten thousand %j are laid out in no time",
  (part) => {
    const began = performance.now();
    toBlocks(part.repeat(10_000), []);
    expect(performance.now() - began).toBeLessThan(1_000);
  },
);
