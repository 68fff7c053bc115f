import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { Link, useLocation, useSearch } from "wouter";
import { suggestions, testSearch, type PassageOut, type SearchAnswer } from "../api/search";
import { Button } from "../ui/Button";
import { AlertIcon, CheckIcon, SearchIcon } from "../ui/icons";
import { ErrorState, Skeleton } from "../ui/States";
import { percent } from "../ui/time";
import { useLanguage, useWords } from "../words/section";
import { KNOWLEDGE } from "./words";
import "./search.css";

/** A question as a customer would write it, and the passages that Rosana would answer from. */
export function SearchPane() {
  const words = useWords(KNOWLEDGE);
  const [, navigate] = useLocation();
  const query = new URLSearchParams(useSearch()).get("q")?.trim() ?? "";
  const [draft, setDraft] = useState(query);
  const answer = useQuery(testSearch(query));

  function run(question: string): void {
    setDraft(question);
    const parameters = new URLSearchParams({ q: question.trim() });
    navigate(question.trim() ? `/conhecimento/busca?${parameters}` : "/conhecimento/busca");
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    run(draft);
  }

  return (
    <div className="search-pane">
      <form className="search-form" role="search" onSubmit={submit}>
        <label htmlFor="test-query">{words.query}</label>
        <div className="search-line">
          <input
            id="test-query"
            className="ui-input"
            type="search"
            aria-describedby="test-hint"
            placeholder={words.queryPlaceholder}
            maxLength={2000}
            value={draft}
            onChange={({ target }) => setDraft(target.value)}
          />
          <Button look="primary" type="submit">
            <SearchIcon />
            {words.runSearch}
          </Button>
        </div>
        <p id="test-hint" className="ui-hint">
          {words.searchHint}
        </p>
      </form>
      {query === "" && <Suggestions onRun={run} />}
      {answer.isLoading && <Skeleton rows={5} />}
      {answer.isError && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.data && <Found answer={answer.data} />}
    </div>
  );
}

function Suggestions({ onRun }: { onRun(question: string): void }) {
  const words = useWords(KNOWLEDGE);
  const found = useQuery(suggestions());
  if (!found.data || found.data.length === 0) return null;
  return (
    <div className="search-examples">
      <h2>{words.tryOne}</h2>
      <ul>
        {found.data.map((question) => (
          <li key={question}>
            <button type="button" onClick={() => onRun(question)}>
              {question}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Found({ answer }: { answer: SearchAnswer }) {
  const words = useWords(KNOWLEDGE);
  const language = useLanguage();
  const { passages, confidence, answerable } = answer;
  const best = Math.max(...passages.map(({ score }) => score), 0);
  return (
    <section className="found">
      <div className={answerable ? "verdict" : "verdict verdict-refused"} role="status">
        {answerable ? <CheckIcon /> : <AlertIcon />}
        <p>{answerable ? words.wouldAnswer : words.wouldRefuse}</p>
        <p className="verdict-confidence">{words.confidence(percent(confidence, language))}</p>
      </div>
      <h2>{passages.length > 0 ? words.foundPassages(passages.length) : words.nothingFound}</h2>
      <ol className="found-passages">
        {passages.map((passage, index) => (
          <li key={passage.passage_id}>
            <FoundPassage number={index + 1} passage={passage} best={best} />
          </li>
        ))}
      </ol>
    </section>
  );
}

interface PassageProps {
  number: number;
  passage: PassageOut;
  best: number;
}

function FoundPassage({ number, passage, best }: PassageProps) {
  const words = useWords(KNOWLEDGE);
  const language = useLanguage();
  const { document_id, title, heading, text, score, also_in } = passage;
  return (
    <details className="passage-box" open={number === 1}>
      <summary>
        <span className="source-number">{number}</span>
        <span className="passage-box-names">
          <span className="passage-box-title">{title}</span>
          {heading && heading !== title && <span className="passage-box-heading">{heading}</span>}
        </span>
        <meter className="score-bar" aria-hidden="true" min={0} max={best || 1} value={Math.max(score, 0)} />
        <span className="passage-box-score">
          {words.score(score.toLocaleString(language, { maximumFractionDigits: 2 }))}
        </span>
      </summary>
      <div className="passage-box-text">{text}</div>
      {also_in.length > 0 && <p className="passage-box-also ui-hint">{words.alsoIn(also_in.length)}</p>}
      <Link href={`/conhecimento/documentos/${document_id}`} className="passage-box-link">
        {words.seeDocument}
      </Link>
    </details>
  );
}
