import { expect, test } from "vitest";
import { distance, percent, seconds, shortTime, size } from "./time";

const NOW = new Date(2026, 5, 10, 15, 0);

test.each([
  [new Date(2026, 5, 10, 9, 5), "09:05"],
  [new Date(2026, 5, 9, 9, 5), "9 de jun."],
  [new Date(2025, 5, 9, 9, 5), "9 de jun. de 2025"],
])("%s is short", (at, expected) => {
  expect(shortTime(at.toISOString(), "pt-BR", NOW)).toBe(expected);
});

test("what is no time is left out", () => {
  expect(shortTime("", "pt-BR", NOW)).toBe("");
});

test.each([
  [-2 * 86_400_000, "anteontem"],
  [-3 * 86_400_000, "há 3 dias"],
  [5 * 3_600_000, "em 5 horas"],
  [-90_000, "há 1 minuto"],
])("%d ms from now", (ms, expected) => {
  expect(distance(new Date(NOW.getTime() + ms).toISOString(), "pt-BR", NOW.getTime())).toBe(expected);
});

test.each([
  [41.3, "41 ms"],
  [1_430, "1,4 s"],
  [12_400, "12 s"],
])("%d ms take %s", (ms, expected) => {
  expect(seconds(ms, "pt-BR")).toBe(expected);
});

test.each([
  [1, "1 kB"],
  [4_200, "4,2 kB"],
  [4_200_000, "4,2 MB"],
  [98_000_000, "98 MB"],
  [2_019_000_000, "2 GB"],
])("%d bytes are %s", (bytes, expected) => {
  expect(size(bytes, "pt-BR")).toBe(expected);
});

test("a share is a whole percentage", () => {
  expect(percent(0.726, "pt-BR")).toBe("73%");
});
