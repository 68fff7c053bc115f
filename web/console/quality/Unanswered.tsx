import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { Button } from "../ui/Button";
import { CheckIcon, PlusIcon } from "../ui/icons";
import { ErrorState, Notice, Skeleton } from "../ui/States";
import { shortTime } from "../ui/time";
import { useLanguage, useWords } from "../words/section";
import { conversationAddress, newAnswerAddress } from "./addresses";
import { OTHERS, unansweredOf, type Period, type Theme } from "./quality";
import { QUALITY } from "./words";

/** Questions of a theme, and themes, before one asks for more. */
const FEW = 3;
const THEMES = 6;

/** What people asked in vain, by subject, each with the way to answer it. */
export function Unanswered({ period }: { period: Period }) {
  const words = useWords(QUALITY);
  const { data, error, refetch } = useQuery(unansweredOf(period));
  const [all, setAll] = useState(false);
  const themes = data?.themes ?? [];
  return (
    <section className="quality-section" aria-labelledby="quality-unanswered">
      <header>
        <h2 id="quality-unanswered">{words.unanswered}</h2>
        {themes.length > 0 && <p>{words.unansweredLead}</p>}
      </header>
      {data ? (
        themes.length > 0 ? (
          <>
            <ul className="quality-themes">
              {(all ? themes : themes.slice(0, THEMES)).map((theme) => (
                <ThemeCard key={`${period} ${theme.theme}`} theme={theme} />
              ))}
            </ul>
            {themes.length > THEMES && !all && (
              <div className="quality-more">
                <Button onClick={() => setAll(true)}>{words.more}</Button>
              </div>
            )}
          </>
        ) : (
          <Notice>
            <span className="quality-good">
              <CheckIcon />
              {words.noUnanswered}
            </span>
          </Notice>
        )
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton rows={3} />
      )}
    </section>
  );
}

function ThemeCard({ theme: { theme, count, questions } }: { theme: Theme }) {
  const words = useWords(QUALITY);
  const language = useLanguage();
  const [all, setAll] = useState(false);
  const shown = all ? questions : questions.slice(0, FEW);
  return (
    <li className="quality-card">
      <header>
        <h3>{theme === OTHERS ? words.otherSubjects : theme}</h3>
        <span className="quality-count">{words.asked(count)}</span>
      </header>
      <ul className="quality-questions">
        {shown.map(({ text, conversation_id, message_id, created_at }) => (
          <li key={message_id}>
            <p>{text}</p>
            <footer>
              <time dateTime={created_at}>{shortTime(created_at, language)}</time>
              <Link href={conversationAddress(conversation_id)} aria-label={words.seeConversationOf(text)}>
                {words.seeConversation}
              </Link>
              <Link href={newAnswerAddress(text)} className="quality-add" aria-label={words.addAnswerTo(text)}>
                <PlusIcon />
                {words.addAnswer}
              </Link>
            </footer>
          </li>
        ))}
      </ul>
      {questions.length > FEW && (
        <Button look="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? words.showFewer : words.showAll(questions.length)}
        </Button>
      )}
    </li>
  );
}
