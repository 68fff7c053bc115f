import { useState, type ReactNode } from "react";
import { Table } from "../ui/Table";
import { useLanguage, useWords } from "../words/section";
import { dayName } from "./figures";
import type { Day } from "./quality";
import { QUALITY } from "./words";
import "./charts.css";

interface Series {
  name: string;
  /** How it is drawn; the two of one chart differ without colour too. */
  look: "solid" | "hatched" | "line" | "dashed";
  cell(day: Day): string;
}

interface Props {
  title: string;
  /** What the chart shows, in a sentence. */
  summary: string;
  series: readonly Series[];
  days: readonly Day[];
  /** The drawing, which only eyes can use. */
  children: ReactNode;
}

/** A chart with its title, what it shows in a sentence, and the same figures as a table. */
export function ChartFigure({ title, summary, series, days, children }: Props) {
  const words = useWords(QUALITY);
  const language = useLanguage();
  const [opened, setOpened] = useState(false);
  const columns = [
    { name: words.day, cell: ({ date }: Day) => dayName(date, language) },
    ...series.map(({ name, cell }) => ({ name, cell, numeric: true })),
  ];
  const latestFirst = [...days].sort((a, b) => b.date.localeCompare(a.date));

  return (
    <figure className="chart" aria-label={title}>
      <figcaption>
        <h2>{title}</h2>
        <p>{summary}</p>
      </figcaption>
      <ul className="chart-legend" aria-hidden="true">
        {series.map(({ name, look }) => (
          <li key={name}>
            <i className={`chart-swatch chart-${look}`} />
            {name}
          </li>
        ))}
      </ul>
      <div className="chart-drawing" aria-hidden="true">
        {children}
      </div>
      <details className="chart-data" onToggle={(event) => setOpened(event.currentTarget.open)}>
        <summary>{words.asTable}</summary>
        {opened && <Table caption={title} columns={columns} rows={latestFirst} rowKey={({ date }) => date} />}
      </details>
    </figure>
  );
}
