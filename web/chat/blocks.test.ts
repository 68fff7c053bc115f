import { expect, test } from "vitest";
import type { Citation } from "../client/wire";
import { toBlocks } from "./blocks";
import { citation } from "./samples";

/** Write the blocks down: `[kind] line | line`, with `{1}` after a cited sentence and `~…~` for an unsupported one. */
function draw(text: string, citations: Citation[] = []): string[] {
  return toBlocks(text, citations).map(({ kind, first, lines }) => {
    const drawn = lines.map((pieces) =>
      pieces
        .map((piece) => {
          const marks = piece.ending.map(({ source }) => `{${source ?? "?"}}`).join("");
          return (piece.supported ? piece.text : `~${piece.text}~`) + marks;
        })
        .join(""),
    );
    return `[${kind === "numbers" ? first : kind}] ${drawn.join(" | ")}`;
  });
}

test.each([
  ["", []],
  ["Uma linha.", ["[paragraph] Uma linha."]],
  ["Uma.\nOutra.", ["[paragraph] Uma. | Outra."]],
  ["Uma.\n\nOutra.", ["[paragraph] Uma.", "[paragraph] Outra."]],
  ["\n\n  Uma.  \n\n", ["[paragraph] Uma."]],
  ["Passos:\n1. Abra.\n2. Envie.\nPronto.", ["[paragraph] Passos:", "[1] Abra. | Envie.", "[paragraph] Pronto."]],
  ["- um\n* dois\n• três", ["[bullets] um | dois | três"]],
  ["1. um\n\n2. dois", ["[1] um", "[2] dois"]],
  ["1) um\n   - dentro", ["[1] um", "[bullets] dentro"]],
  ["2024. Ano.", ["[paragraph] 2024. Ano."]],
  ["-sem espaço\n1.5 litro", ["[paragraph] -sem espaço | 1.5 litro"]],
  ["a\r\nb", ["[paragraph] a | b"]],
  ["<b>oi</b> & <script>", ["[paragraph] <b>oi</b> & <script>"]],
])("%j is laid out as %j", (text, expected) => {
  expect(draw(text)).toEqual(expected);
});

test("a sentence bears its source at its end, an unsupported one is told apart", () => {
  const text = "Das 09h às 18h. Rápido.";
  expect(draw(text, [citation(0, 15, [0, 1]), citation(16, 23)])).toEqual([
    "[paragraph] Das 09h às 18h.{1} ~Rápido.~{?}",
  ]);
});

test("offsets count code points", () => {
  expect(draw("😀 Oi. Sim.", [citation(2, 5, [0, 1])])).toEqual(["[paragraph] 😀 Oi.{1} Sim."]);
});

test("a citation may begin before the mark of a list, and end with the line", () => {
  expect(draw("1. Abra.\n2. Envie.\n", [citation(0, 9, [0, 1]), citation(9, 19, [0, 1])])).toEqual([
    "[1] Abra.{1} | Envie.{1}",
  ]);
});

test("a sentence over two lines bears its source once", () => {
  expect(draw("Das 09h\nàs 18h.", [citation(0, 15)])).toEqual(["[paragraph] ~Das 09h~ | ~às 18h.~{?}"]);
});

test("one sentence may have two sources", () => {
  expect(draw("Sim.", [citation(0, 4, [0, 1]), { ...citation(0, 4, [0, 1]), source: 2 }])).toEqual([
    "[paragraph] Sim.{1}{2}",
  ]);
});

test.each([
  ["past the end", citation(90, 99)],
  ["empty", citation(2, 2)],
  ["upside down", citation(3, 1)],
  ["only blank", citation(3, 4)],
])("a citation that is %s marks nothing", (_, wrong) => {
  expect(draw("Sim. Não.".replace(". ", " . "), [wrong])).toEqual(["[paragraph] Sim . Não."]);
});

test("no character is lost or made up", () => {
  const text = "Olá 😀.\n\n- um\n- dois\n\nFim. Até.";
  const shown = toBlocks(text, [citation(2, 9), citation(20, 25, [0, 1])])
    .flatMap(({ lines }) => lines.map((pieces) => pieces.map((piece) => piece.text).join("")))
    .join("\n");
  expect(shown).toBe("Olá 😀.\num\ndois\nFim. Até.");
});
