import { expect, test } from "vitest";
import { labelledDays, portion, ticksTo } from "./scale";

test.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [3, [0, 1, 2, 3]],
  [7, [0, 2, 4, 6, 8]],
  [23, [0, 5, 10, 15, 20, 25]],
  [100, [0, 20, 40, 60, 80, 100]],
  [1_430.5, [0, 500, 1_000, 1_500]],
])("the lines across of %d are round and reach it", (most, ticks) => {
  expect(ticksTo(most)).toEqual(ticks);
});

test("every day of a week is named, and some of a month as far from each other", () => {
  expect(labelledDays(7)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(labelledDays(30)).toEqual([2, 7, 12, 17, 22, 27]);
  expect(labelledDays(90)).toEqual([7, 22, 37, 52, 67, 82]);
});

test("a part is said as a percentage", () => {
  expect(portion(1, 8)).toBe("12.5%");
});
