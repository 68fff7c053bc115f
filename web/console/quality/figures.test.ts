import { expect, test } from "vitest";
import { busiestDay, dayName, share } from "./figures";
import type { Day } from "./quality";

function day(date: string, given: Partial<Day> = {}): Day {
  return { date, questions: 0, answered: 0, refused: 0, up: 0, down: 0, p50_ms: null, p95_ms: null, ...given };
}

test("a share of nothing is unknown, not zero", () => {
  expect(share(0, 0)).toBeNull();
  expect(share(3, 4)).toBe(0.75);
});

test("the busiest day is the first of those with most questions", () => {
  const days = [
    day("2026-03-01", { questions: 2 }),
    day("2026-03-02", { questions: 3 }),
    day("2026-03-03", { questions: 3 }),
  ];
  expect(busiestDay(days)?.date).toBe("2026-03-02");
  expect(busiestDay([day("2026-03-01")])).toBeNull();
});

test("a date is said as it is written, wherever the reader is", () => {
  expect(dayName("2026-03-01", "pt-BR")).toBe("1 de mar.");
  expect(dayName("2026-03-01", "en")).toBe("Mar 1");
});
