import { expect, test } from "vitest";
import type { WantedDocuments } from "../api/documents";
import { readWanted, writeWanted } from "./filters";

test.each<[string, WantedDocuments]>([
  ["", { search: "", status: null }],
  ["?status=failed", { search: "", status: "failed" }],
  ["?search=pre%C3%A7os+%26+prazos&status=ready", { search: "preços & prazos", status: "ready" }],
])("%j is read and written back", (address, wanted) => {
  expect(readWanted(new URLSearchParams(address))).toEqual(wanted);
  expect(writeWanted(wanted)).toBe(address);
});

test("an unknown status shows everything", () => {
  expect(readWanted(new URLSearchParams("status=toString"))).toEqual({ search: "", status: null });
});
