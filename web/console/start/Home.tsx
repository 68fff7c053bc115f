import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { client } from "../api/client";
import type { DocumentOut } from "../api/documents";
import { getCounted } from "../api/http";
import { share } from "../quality/figures";
import { OTHERS, qualityOf, unansweredOf } from "../quality/quality";
import { engineName } from "../ui/engineName";
import { Screen } from "../ui/Screen";
import { Skeleton } from "../ui/States";
import { percent } from "../ui/time";
import { useProblem } from "../ui/useProblem";
import { useLanguage, useWords } from "../words/section";
import { START } from "./words";

const THEMES = 3;

/** How things are: the week, what is missing, the documents and the engine. */
export function Home({ total, onGuide }: { total: number; onGuide(): void }) {
  const words = useWords(START);
  return (
    <Screen title={words.title} lead={words.homeLead}>
      <div className="home">
        <Week />
        <Gaps />
        <Documents total={total} />
        <Engine />
      </div>
      <div>
        <button type="button" className="guide-back" onClick={onGuide}>
          {words.again}
        </button>
      </div>
    </Screen>
  );
}

function Week() {
  const words = useWords(START);
  const language = useLanguage();
  const { data, error } = useQuery(qualityOf("7"));
  const totals = data?.totals;
  const answered = totals ? share(totals.answered, totals.questions) : null;
  const helpful = totals ? share(totals.up, totals.up + totals.down) : null;
  return (
    <Card title={words.week} to="/qualidade?dias=7" link={words.toQuality} error={error} loading={!data}>
      {totals?.questions === 0 ? (
        <p className="ui-hint">{words.quiet}</p>
      ) : (
        totals && (
          <ul className="home-figures">
            <Figure value={totals.questions.toLocaleString(language)} name={words.questions(totals.questions)} />
            {answered !== null && <Figure value={percent(answered, language)} name={words.answered} />}
            {helpful !== null && <Figure value={percent(helpful, language)} name={words.helpful} />}
          </ul>
        )
      )}
    </Card>
  );
}

function Gaps() {
  const words = useWords(START);
  const { data, error } = useQuery(unansweredOf("7"));
  const themes = data?.themes.slice(0, THEMES) ?? [];
  return (
    <Card
      title={words.gaps}
      to={themes.length > 0 ? "/qualidade?dias=7" : null}
      link={words.toGaps}
      error={error}
      loading={!data}
    >
      {themes.length === 0 ? (
        <p className="ui-hint">{words.noGaps}</p>
      ) : (
        <ul className="home-themes">
          {themes.map(({ theme, count }) => (
            <li key={theme}>
              <span>{theme === OTHERS ? words.otherSubjects : theme}</span>
              <span className="ui-hint">{words.times(count)}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Documents({ total }: { total: number }) {
  const words = useWords(START);
  const language = useLanguage();
  const { data: failed } = useQuery({
    queryKey: ["documents", "list", "failed"],
    queryFn: ({ signal }) => getCounted<DocumentOut>("/documents", { status: "failed", limit: 1 }, signal),
  });
  return (
    <Card title={words.documents} to="/conhecimento" link={words.toDocuments}>
      <ul className="home-figures">
        <Figure value={total.toLocaleString(language)} name={words.documentCount(total)} />
      </ul>
      {failed && failed.total > 0 && (
        <Link href="/conhecimento?status=failed" className="home-failed">
          {words.failedCount(failed.total)}
        </Link>
      )}
    </Card>
  );
}

function Engine() {
  const words = useWords(START);
  const { data, error } = useQuery({ queryKey: ["ready"], queryFn: ({ signal }) => client.readiness(signal) });
  return (
    <Card title={words.engine} to="/ajustes" link={words.toEngine} error={error} loading={!data}>
      {data && <p className="home-engine">{engineName(data.parts.model.model, words.extractive)}</p>}
    </Card>
  );
}

interface CardProps {
  title: string;
  /** Where it leads; null: nowhere. */
  to: string | null;
  link: string;
  error?: Error | null;
  loading?: boolean;
  children: ReactNode;
}

function Card({ title, to, link, error = null, loading = false, children }: CardProps) {
  const problem = useProblem();
  return (
    <section className="home-card" aria-label={title}>
      <h2>{title}</h2>
      <div>{loading ? error ? <p className="ui-error">{problem(error)}</p> : <Skeleton rows={1} /> : children}</div>
      {to && (
        <Link href={to} className="home-link">
          {link}
        </Link>
      )}
    </section>
  );
}

function Figure({ value, name }: { value: string; name: string }) {
  return (
    <li>
      <strong>{value}</strong> {name}
    </li>
  );
}
