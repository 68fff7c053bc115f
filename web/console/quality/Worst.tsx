import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { Button } from "../ui/Button";
import { engineName } from "../ui/engineName";
import { CheckIcon, ThumbDownIcon } from "../ui/icons";
import { ErrorState, Notice, Skeleton } from "../ui/States";
import { percent, shortTime } from "../ui/time";
import { useLanguage, useWords } from "../words/section";
import { conversationAddress } from "./addresses";
import { worstOf, type Period, type RatedAnswer } from "./quality";
import { QUALITY } from "./words";

const FEW = 5;

/** The answers that somebody should look at: those that people turned down, then those given with little confidence. */
export function Worst({ period }: { period: Period }) {
  const words = useWords(QUALITY);
  const { data, error, refetch } = useQuery(worstOf(period));
  const [all, setAll] = useState(false);
  const answers = data?.answers ?? [];
  return (
    <section className="quality-section" aria-labelledby="quality-worst">
      <header>
        <h2 id="quality-worst">{words.worst}</h2>
        {answers.length > 0 && <p>{words.worstLead}</p>}
      </header>
      {data && answers.length === 0 && (
        <Notice>
          <span className="quality-good">
            <CheckIcon />
            {words.noWorst}
          </span>
        </Notice>
      )}
      {answers.length > 0 && (
        <ul className="quality-worst">
          {(all ? answers : answers.slice(0, FEW)).map((answer) => (
            <Turned key={answer.message_id} answer={answer} />
          ))}
        </ul>
      )}
      {answers.length > FEW && !all && (
        <div className="quality-more">
          <Button onClick={() => setAll(true)}>{words.more}</Button>
        </div>
      )}
      {!data && (error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton rows={3} />)}
    </section>
  );
}

function Turned({ answer }: { answer: RatedAnswer }) {
  const words = useWords(QUALITY);
  const language = useLanguage();
  const { question, text, comment, model, confidence, created_at, conversation_id } = answer;
  return (
    <li className="quality-card quality-turned">
      <h3>{question}</h3>
      {comment && (
        <p className="quality-comment">
          <ThumbDownIcon />
          <span className="visually-hidden">{words.comment}: </span>
          <q>{comment}</q>
        </p>
      )}
      <p className="quality-answer">
        <span className="visually-hidden">{words.answer}: </span>
        {text}
      </p>
      <footer>
        <time dateTime={created_at}>{shortTime(created_at, language)}</time>
        <span>{words.by(engineName(model, words.documentsOwn))}</span>
        <span>{words.confidence(percent(confidence, language))}</span>
        <Link href={conversationAddress(conversation_id)} aria-label={words.seeConversationOf(question)}>
          {words.seeConversation}
        </Link>
      </footer>
    </li>
  );
}
