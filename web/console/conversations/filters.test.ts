import { expect, test } from "vitest";
import { readWanted, writeWanted, type Wanted } from "./filters";

test.each<[string, Wanted]>([
  ["", { search: "", filter: "all" }],
  ["?filter=down", { search: "", filter: "down" }],
  ["?search=troca+de+pe%C3%A7a&filter=no_source", { search: "troca de peça", filter: "no_source" }],
])("%j is read and written back", (address, wanted) => {
  expect(readWanted(new URLSearchParams(address))).toEqual(wanted);
  expect(writeWanted(wanted)).toBe(address);
});

test("an unknown filter shows everything", () => {
  expect(readWanted(new URLSearchParams("filter=__proto__&search=%20"))).toEqual({ search: "", filter: "all" });
});
