// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from "vitest";
import { lookOf, serverOf, type Config } from "./options";

const CONFIG: Config = { name: "Rosana", title: "Ajuda", locale: "auto", color: "#0a7d55", position: "left" };

beforeEach(() => {
  location.href = "https://loja.example/produtos/cama";
});

afterEach(() => {
  document.documentElement.lang = "";
});

function element(attributes: Record<string, string> = {}): HTMLElement {
  const made = document.createElement("div");
  Object.assign(made.dataset, attributes);
  return made;
}

test.each([
  [{}, "https://loja.example/"],
  [{ server: "https://rosana.example" }, "https://rosana.example/"],
  [{ server: "https://rosana.example/ajuda/" }, "https://rosana.example/ajuda/"],
  [{ server: "/ajuda" }, "https://loja.example/ajuda/"],
])("the server of %j is %s", (attributes, address) => {
  expect(serverOf(element(attributes))).toBe(address);
});

test("what the page says counts before what the console says", () => {
  const said = { mode: "inline", position: "right", locale: "en", theme: "dark", title: "Oi", color: "red" };
  expect(lookOf(element(said), CONFIG)).toEqual({
    inline: true,
    left: false,
    language: "en",
    theme: "dark",
    title: "Oi",
    color: "red",
  });
});

test("where the page says nothing, the console does", () => {
  expect(lookOf(element(), { ...CONFIG, locale: "en" })).toEqual({
    inline: false,
    left: true,
    language: "en",
    theme: "auto",
    title: "Ajuda",
    color: "#0a7d55",
  });
});

test("before the console has said anything, there is a look", () => {
  const look = { inline: false, left: false, language: "pt-BR", theme: "auto", title: null, color: null };
  expect(lookOf(element(), null)).toEqual(look);
});

test.each([
  ["", "", "pt-BR"],
  ["en-GB", "", "en"],
  ["es", "", "pt-BR"],
  ["pt-BR", "en-US", "en"],
  ["en", "pt", "pt-BR"],
])("on a page in %j, with data-locale %j, it speaks %s", (page, said, language) => {
  document.documentElement.lang = page;
  expect(lookOf(element(said === "" ? {} : { locale: said }), CONFIG).language).toBe(language);
});
