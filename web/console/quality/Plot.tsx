import { useState, type CSSProperties, type PointerEvent, type ReactNode } from "react";
import { useLanguage } from "../words/section";
import { dayName } from "./figures";
import type { Day } from "./quality";
import { labelledDays, portion } from "./scale";

interface Props {
  days: readonly Day[];
  /** The values of the lines across, from 0 to the top. */
  ticks: readonly number[];
  name(tick: number): string;
  /** What is said of the day under the pointer. */
  reading(day: Day): readonly string[];
  children: ReactNode;
}

/** The frame of a chart: lines across with their values, the days below, and the figures of the day under the pointer. */
export function Plot({ days, ticks, name, reading, children }: Props) {
  const language = useLanguage();
  const [at, setAt] = useState<number | null>(null);
  const pointed = at === null ? undefined : days[at];
  const top = ticks.at(-1) ?? 1;

  function point({ clientX, currentTarget }: PointerEvent): void {
    const { left, width } = currentTarget.getBoundingClientRect();
    setAt(Math.floor(((clientX - left) / width) * days.length));
  }

  return (
    <div className="plot">
      <div className="plot-names">
        {ticks.map((tick) => (
          <span key={tick}>{name(tick)}</span>
        ))}
      </div>
      <div className="plot-area" onPointerMove={point} onPointerLeave={() => setAt(null)}>
        {ticks.map((tick) => (
          <i key={tick} className="plot-line" style={{ bottom: portion(tick, top) }} />
        ))}
        {at !== null && pointed && (
          <i className="plot-pointed" style={{ left: portion(at, days.length), width: portion(1, days.length) }} />
        )}
        {children}
        {at !== null && pointed && (
          <div className="plot-reading" style={beside(at, days.length)}>
            <strong>{dayName(pointed.date, language)}</strong>
            {reading(pointed).map((line) => (
              <span key={line}>{line}</span>
            ))}
          </div>
        )}
      </div>
      <div className="plot-days">
        {labelledDays(days.length).map((index) => (
          <span key={index} style={{ left: portion(index + 0.5, days.length) }}>
            {days[index] && dayName(days[index].date, language)}
          </span>
        ))}
      </div>
    </div>
  );
}

/** Return where the figures of a day stand: beside it, where there is more room. */
function beside(day: number, days: number): CSSProperties {
  return day < days / 2 ? { left: portion(day + 1, days) } : { right: portion(days - day, days) };
}
