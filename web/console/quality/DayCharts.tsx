/** The drawings: bars and lines of some days do not need a library that weighs more than the rest of the console. */

import { seconds } from "../ui/time";
import { useLanguage } from "../words/section";
import { Plot } from "./Plot";
import type { Day } from "./quality";
import { portion, ticksTo } from "./scale";

interface BarsProps {
  days: readonly Day[];
  lower: "answered" | "up";
  upper: "refused" | "down";
  names: [lower: string, upper: string];
}

/** Two counts of each day, one on the other; the upper one is hatched. */
export function DayBars({ days, lower, upper, names }: BarsProps) {
  const language = useLanguage();
  const count = (value: number) => value.toLocaleString(language);
  const ticks = ticksTo(Math.max(...days.map((day) => day[lower] + day[upper])));
  const top = ticks.at(-1) ?? 1;
  return (
    <Plot
      days={days}
      ticks={ticks}
      name={count}
      reading={(day) => [`${names[0]}: ${count(day[lower])}`, `${names[1]}: ${count(day[upper])}`]}
    >
      <div className="plot-bars">
        {days.map((day) => (
          <div key={day.date}>
            {day[upper] > 0 && <i className="chart-hatched" style={{ height: portion(day[upper], top) }} />}
            {day[lower] > 0 && <i className="chart-solid" style={{ height: portion(day[lower], top) }} />}
          </div>
        ))}
      </div>
    </Plot>
  );
}

/** How long answers took on each day: a solid line for the median, a dashed one for the slowest of twenty. */
export function DayLines({ days, names }: { days: readonly Day[]; names: [median: string, slowest: string] }) {
  const language = useLanguage();
  const time = (ms: number | null) => (ms === null ? "–" : seconds(ms, language));
  const ticks = ticksTo(Math.max(...days.map(({ p95_ms }) => p95_ms ?? 0)));
  const top = ticks.at(-1) ?? 1;
  return (
    <Plot
      days={days}
      ticks={ticks}
      name={time}
      reading={(day) => [`${names[0]}: ${time(day.p50_ms)}`, `${names[1]}: ${time(day.p95_ms)}`]}
    >
      <DayLine look="slowest" values={days.map(({ p95_ms }) => p95_ms)} top={top} />
      <DayLine look="median" values={days.map(({ p50_ms }) => p50_ms)} top={top} />
    </Plot>
  );
}

interface LineProps {
  look: "median" | "slowest";
  /** One of each day; null where there is none. */
  values: readonly (number | null)[];
  top: number;
}

/** A line from day to day, over those without a value, with a dot on each of the others. */
function DayLine({ look, values, top }: LineProps) {
  const points = values.flatMap((value, index) => (value === null ? [] : [{ x: index + 0.5, y: top - value }]));
  return (
    <svg className={`plot-curve plot-${look}`}>
      <svg viewBox={`0 0 ${values.length} ${top}`} preserveAspectRatio="none">
        <polyline points={points.map(({ x, y }) => `${x},${y}`).join(" ")} vectorEffect="non-scaling-stroke" />
      </svg>
      {points.map(({ x, y }) => (
        <circle key={x} cx={portion(x, values.length)} cy={portion(y, top)} r="2.5" />
      ))}
    </svg>
  );
}
