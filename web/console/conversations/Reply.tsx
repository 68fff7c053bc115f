import { useId, useRef, useState } from "react";
import { Link } from "wouter";
import { AnswerText } from "../../chat/AnswerText";
import { engineLabel, isSmallTalk } from "../../chat/engine";
import { highlight } from "../../chat/highlight";
import { numbered } from "../../chat/numbering";
import { useStrings } from "../../chat/StringsContext";
import type { Citation, Message, Source } from "../../client/wire";
import { ThumbDownIcon, ThumbUpIcon } from "../ui/icons";
import { percent, seconds, shortTime } from "../ui/time";
import { useLanguage, useWords } from "../words/section";
import { CONVERSATIONS } from "./words";

/** One answer with what is known of it: where it comes from, how sure, how fast, and what the customer thought. */
export function Reply({ message }: { message: Message }) {
  const words = useWords(CONVERSATIONS);
  const passages = useId();
  const [open, setOpen] = useState<Citation | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const { text, citations } = message;
  // The cited ones come first, under the numbers that the customer saw.
  const cited = numbered(message.sources, citations);
  const sources = [...cited, ...message.sources.filter((source) => !cited.includes(source))];

  function cite(citation: Citation): void {
    setOpen(citation);
    const index = sources.findIndex(({ n }) => n === citation.source);
    const passage = list.current?.children[index]?.querySelector("details");
    if (!passage) return;
    passage.open = true;
    passage.querySelector("summary")?.focus({ preventScroll: true });
    passage.scrollIntoView({ block: "nearest" });
  }

  return (
    <div className="reply">
      <h3 className="visually-hidden">{words.answered}</h3>
      <div className="chat reply-text">
        <div className="answer-text">
          <AnswerText {...{ text, citations, sources, open }} passageId={passages} growing={false} onCite={cite} />
        </div>
      </div>
      <Facts message={message} />
      {message.feedback && (
        <div className={`reply-feedback reply-feedback-${message.feedback.rating}`}>
          {message.feedback.rating === "up" ? <ThumbUpIcon /> : <ThumbDownIcon />}
          <div>
            <p>{message.feedback.rating === "up" ? words.good : words.bad}</p>
            {message.feedback.comment && <blockquote>{message.feedback.comment}</blockquote>}
          </div>
        </div>
      )}
      {!isSmallTalk(message.model) && (
        <div className="reply-passages" id={passages}>
          <h4>{sources.length > 0 ? words.passages(sources.length) : words.noPassages}</h4>
          {sources.length > 0 && (
            <ul ref={list}>
              {sources.map((source, index) => (
                <li key={source.n}>
                  <Passage number={index + 1} source={source} citations={citations} />
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </div>
  );
}

function Facts({ message }: { message: Message }) {
  const words = useWords(CONVERSATIONS);
  const language = useLanguage();
  const engine = engineLabel(message.model, useStrings());
  const facts: [string, string][] = [];
  if (engine !== null && !message.refused) facts.push([words.engine, engine]);
  if (message.confidence !== null && !isSmallTalk(message.model))
    facts.push([words.confidence, percent(message.confidence, language)]);
  if (message.first_token_ms !== null) facts.push([words.firstToken, seconds(message.first_token_ms, language)]);
  if (message.total_ms !== null) facts.push([words.total, seconds(message.total_ms, language)]);
  return (
    <div className="reply-facts">
      <time dateTime={message.created_at}>{shortTime(message.created_at, language)}</time>
      {message.refused && <span className="tag tag-warning">{words.refused}</span>}
      {message.incomplete && <span className="tag tag-danger">{words.incomplete}</span>}
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

interface PassageProps {
  number: number;
  source: Source;
  citations: readonly Citation[];
}

function Passage({ number, source, citations }: PassageProps) {
  const words = useWords(CONVERSATIONS);
  const language = useLanguage();
  const ofSource = citations.filter((citation) => citation.source === source.n);
  const score = source.score.toLocaleString(language, { maximumFractionDigits: 2 });
  return (
    <details className="passage-box">
      <summary>
        <span className="source-number">{number}</span>
        <span className="passage-box-names">
          <span className="passage-box-title">{source.title}</span>
          {source.heading && source.heading !== source.title && (
            <span className="passage-box-heading">{source.heading}</span>
          )}
        </span>
        {ofSource.length > 0 && <span className="tag">{words.cited}</span>}
        <span className="passage-box-score">{words.score(score)}</span>
      </summary>
      <div className="passage-box-text">
        {highlight(source.text, ofSource).map(({ text, marked }, index) =>
          marked ? <mark key={index}>{text}</mark> : text,
        )}
      </div>
      <Link href={`/conhecimento/documentos/${source.document_id}`} className="passage-box-link">
        {words.openDocument}
      </Link>
    </details>
  );
}
