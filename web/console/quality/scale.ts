/** The scales of the charts. */

/** Return round values from 0 to `most` or a little above, at most six, whole numbers all. */
export function ticksTo(most: number): number[] {
  const least = Math.max(most, 1) / 5;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = Math.max(1, power * ([1, 2, 5].find((round) => round * power >= least) ?? 10));
  return Array.from({ length: Math.ceil(Math.max(most, 1) / step) + 1 }, (_, index) => index * step);
}

/** How many days have their names below a wide chart; charts.css leaves fewer on a narrow one. */
const LABELS = 6;

/** Return which days have their names below the chart: all of a week, else some as far from each other and from the ends. */
export function labelledDays(days: number): number[] {
  const labels = days <= LABELS + 1 ? days : LABELS;
  return Array.from({ length: labels }, (_, index) => Math.floor(((index + 0.5) * days) / labels));
}

/** Return a part of a whole as CSS says it, "12.5%". */
export function portion(part: number, whole: number): string {
  return `${(100 * part) / whole}%`;
}
