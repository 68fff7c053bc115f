import { seconds } from "../ui/time";
import { useLanguage, useWords } from "../words/section";
import { ChartFigure } from "./ChartFigure";
import { DayBars, DayLines } from "./DayCharts";
import { busiestDay, dayName } from "./figures";
import type { Day, Totals } from "./quality";
import { QUALITY } from "./words";

interface Props {
  days: readonly Day[];
  totals: Totals;
}

/** What became of the questions, day by day. */
export function QuestionsChart({ days, totals }: Props) {
  const words = useWords(QUALITY);
  const language = useLanguage();
  const count = (value: number) => value.toLocaleString(language);
  const busiest = busiestDay(days);
  const summary = words.questionsSummary(count(totals.answered), count(totals.refused));
  const peak = busiest && words.busiest(dayName(busiest.date, language), words.asked(busiest.questions));
  return (
    <ChartFigure
      title={words.questionsChart}
      summary={peak ? `${summary} ${peak}` : summary}
      series={[
        { name: words.answered, look: "solid", cell: (day) => count(day.answered) },
        { name: words.refused, look: "hatched", cell: (day) => count(day.refused) },
      ]}
      days={days}
    >
      <DayBars days={days} lower="answered" upper="refused" names={[words.answered, words.refused]} />
    </ChartFigure>
  );
}

/** What people thought of the answers, day by day; nothing where nobody said. */
export function RatingsChart({ days, totals: { up, down } }: Props) {
  const words = useWords(QUALITY);
  const language = useLanguage();
  const count = (value: number) => value.toLocaleString(language);
  if (up + down === 0) return null;
  return (
    <ChartFigure
      title={words.ratingsChart}
      summary={words.ratingsSummary(count(up), count(down))}
      series={[
        { name: words.up, look: "solid", cell: (day) => count(day.up) },
        { name: words.down, look: "hatched", cell: (day) => count(day.down) },
      ]}
      days={days}
    >
      <DayBars days={days} lower="up" upper="down" names={[words.up, words.down]} />
    </ChartFigure>
  );
}

/** How fast the answers were, day by day; nothing where none was measured. */
export function SpeedChart({ days, totals: { p50_ms, p95_ms } }: Props) {
  const words = useWords(QUALITY);
  const language = useLanguage();
  const time = (ms: number | null) => (ms === null ? "–" : seconds(ms, language));
  if (p50_ms === null) return null;
  return (
    <ChartFigure
      title={words.speedChart}
      summary={words.speedSummary(time(p50_ms), time(p95_ms))}
      series={[
        { name: words.median, look: "line", cell: (day) => time(day.p50_ms) },
        { name: words.slowest, look: "dashed", cell: (day) => time(day.p95_ms) },
      ]}
      days={days}
    >
      <DayLines days={days} names={[words.median, words.slowest]} />
    </ChartFigure>
  );
}
