import { expect, test } from "vitest";
import { chooseLanguage } from "./language";

test.each([
  ["the visitor's own, where it is offered", ["en-GB", "pt-BR"], ["pt-BR", "en"], "en"],
  ["the next of the visitor's, where the first is not", ["fr", "EN"], ["pt-BR", "en"], "en"],
  ["another country's, before none", ["pt-PT"], ["en", "pt-BR"], "pt-BR"],
  ["the usual one, where none of the visitor's is offered", ["en"], ["pt-BR"], "pt-BR"],
  ["the visitor's own, while it is not known what is offered", ["en", "pt"], [], "en"],
  ["none, where nobody says anything", [], [], ""],
])("%s", (_, wanted, offered, chosen) => {
  expect(chooseLanguage(wanted, offered)).toBe(chosen);
});
