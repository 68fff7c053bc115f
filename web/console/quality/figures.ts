/** Shares, days and extremes, as the screen says them. */

import { formatDate } from "../../chat/dates";
import type { Day } from "./quality";

/** Return a part of a whole as 0..1; null where there is no whole. */
export function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

/** Return the day with most questions, the first of equals; null where nobody asked. */
export function busiestDay(days: readonly Day[]): Day | null {
  const busiest = days.reduce<Day | null>((best, day) => (best && best.questions >= day.questions ? best : day), null);
  return busiest && busiest.questions > 0 ? busiest : null;
}

/** Say a date, "2026-11-25", as "25 de nov." */
export function dayName(date: string, language: string): string {
  const at = new Date(`${date}T00:00:00Z`);
  return formatDate(at, language, { day: "numeric", month: "short", timeZone: "UTC" });
}
