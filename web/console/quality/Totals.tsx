import { percent, seconds } from "../ui/time";
import { useLanguage, useWords } from "../words/section";
import { share } from "./figures";
import type { Totals as Figures } from "./quality";
import { QUALITY } from "./words";

/** The period in five figures. */
export function Totals({ totals }: { totals: Figures }) {
  const words = useWords(QUALITY);
  const language = useLanguage();
  const { questions, answered, refused, up, down, p50_ms, p95_ms } = totals;
  const count = (value: number) => value.toLocaleString(language);
  const ofQuestions = (part: number) => words.ofQuestions(percent(share(part, questions) ?? 0, language));
  const helpful = share(up, up + down);

  return (
    <section aria-label={words.totals}>
      <dl className="quality-totals">
        <Figure name={words.questions} value={count(questions)} />
        <Figure name={words.answered} value={count(answered)} note={ofQuestions(answered)} />
        <Figure name={words.refused} value={count(refused)} note={ofQuestions(refused)} />
        <Figure
          name={words.helpful}
          value={helpful === null ? null : percent(helpful, language)}
          note={helpful === null ? words.noRatings : words.ofRatings(count(up), up + down)}
        />
        <Figure
          name={words.speed}
          value={p50_ms === null ? null : seconds(p50_ms, language)}
          note={p95_ms === null ? words.nothing : words.most(seconds(p95_ms, language))}
        />
      </dl>
    </section>
  );
}

function Figure({ name, value, note }: { name: string; value: string | null; note?: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <strong>{value ?? "–"}</strong>
        {note && <span>{note}</span>}
      </dd>
    </div>
  );
}
