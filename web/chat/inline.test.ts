import { expect, test } from "vitest";
import { readInline } from "./inline";

/** Write the runs down as HTML would be, so that their looks can be seen. */
function draw(line: string): string {
  return readInline(line, 0, line.length)
    .map(({ start, end, strong, em, code, href }) => {
      const tags = [...(strong ? ["b"] : []), ...(em ? ["i"] : []), ...(code ? ["c"] : [])].join("");
      const text = line.slice(start, end);
      const look = tags === "" ? text : `{${tags}:${text}}`;
      return href === null ? look : `<${href} ${look}>`;
    })
    .join("");
}

test.each([
  ["um **dois** três", "um {b:dois} três"],
  ["um *dois* __três__ _quatro_", "um {i:dois} {b:três} {i:quatro}"],
  ["***tudo***", "{bi:tudo}"],
  ["**a *b* c**", "{b:a }{bi:b}{b: c}"],
  ["**Nota:** ok", "{b:Nota:} ok"],
  ["**R$ 10** e **R$ 20**", "{b:R$ 10} e {b:R$ 20}"],
  ["2 * 3 * 4 e 2*3*4", "2 * 3 * 4 e 2*3*4"],
  ["nome_de_arquivo_longo", "nome_de_arquivo_longo"],
  ["**aberto", "**aberto"],
  ["****", "****"],
  [String.raw`\*não\*`, "*não*"],
  ["`a *b*` e ``c ` d``", "{c:a *b*} e {c:c ` d}"],
])("marks: %j", (line, expected) => {
  expect(draw(line)).toBe(expected);
});

test.each([
  ["[guia](https://x.example/a)", "<https://x.example/a guia>"],
  ["[**guia**](https://x.example/a)", "<https://x.example/a {b:guia}>"],
  ['[guia](https://x.example/a "Título")', "<https://x.example/a guia>"],
  ["[wiki](https://x.example/a_(b))", "<https://x.example/a_(b) wiki>"],
  ["[ligue](tel:+551133334444)", "<tel:+551133334444 ligue>"],
  ["veja https://x.example/a?b=1&c=2.", "veja <https://x.example/a?b=1&c=2 https://x.example/a?b=1&c=2>."],
  ["(https://x.example/a)", "(<https://x.example/a https://x.example/a>)"],
  ["<https://x.example/a>", "<<https://x.example/a https://x.example/a>>"],
  ["www.x.example", "<https://www.x.example www.x.example>"],
  ["ajuda@x.example.", "<mailto:ajuda@x.example ajuda@x.example>."],
  ["**https://x.example**", "<https://x.example {b:https://x.example}>"],
])("links: %j", (line, expected) => {
  expect(draw(line)).toBe(expected);
});

test.each([
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "data:text/html,x",
  "vbscript:x",
  "//x.example",
  "/ajuda",
  "\u0001javascript:alert(1)",
  "java\tscript:alert(1)",
  "file:///etc/passwd",
])("a link to %j leads nowhere", (target) => {
  expect(draw(`[clique](${target})`)).not.toContain("<");
  expect(draw(`![clique](${target})`)).not.toContain("<");
});

test.each([
  ["![um gato](https://x.example/a.png)", "<https://x.example/a.png um gato>"],
  ["![](https://x.example/a.png)", "<https://x.example/a.png https://x.example/a.png>"],
  ["[![selo](https://x.example/a.svg)](https://x.example)", "<https://x.example selo>"],
  ["![x](data:image/svg+xml;base64,AA)", "x"],
  ["![](data:x)", ""],
])("an image is what it says: %j", (line, expected) => {
  expect(draw(line)).toBe(expected);
});
