import { useRef, useState, type RefObject } from "react";
import type { Citation, Source } from "../client/wire";
import { AnswerNotes } from "./AnswerNotes";
import { AnswerText } from "./AnswerText";
import { CopyButton } from "./CopyButton";
import { engineLabel, isSmallTalk } from "./engine";
import { FeedbackBar } from "./Feedback";
import { numbered } from "./numbering";
import { textWithSources } from "./plain";
import { Passage, SourceList } from "./Sources";
import type { Strings } from "./strings";
import { useStrings } from "./StringsContext";
import { Time } from "./Time";
import { isAnswering, type Answer, type Turn } from "./turn";
import type { TurnActions } from "./TurnView";

interface Props {
  turn: Turn;
  latest: boolean;
  suggestions: readonly string[];
  actions: RefObject<TurnActions>;
}

/** What is open below an answer: a source, as one citation points at it or (null) as all of them do. */
interface Opened {
  source: Source;
  citation: Citation | null;
}

/** One answer in whatever state it is: waiting, streaming, done, refused, stopped or failed. */
export function AnswerView({ turn, latest, suggestions, actions }: Props) {
  const strings = useStrings();
  const [opened, setOpened] = useState<Opened | null>(null);
  const trigger = useRef<HTMLElement>(null);
  const { answer } = turn;
  const { status, text, citations } = answer;
  const sources = numbered(answer.sources, citations);
  const passageId = `passage-${turn.key}`;
  const growing = status === "streaming";
  const waiting = isAnswering(answer) && !growing ? waitingFor(answer, strings) : null;

  function toggle(source: Source, citation: Citation | null, from: HTMLElement): void {
    trigger.current = from;
    const same = opened?.source === source && (citation === null || citation === opened.citation);
    setOpened(same ? null : { source, citation });
  }

  function cite(citation: Citation, from: HTMLElement): void {
    const source = sources.find(({ n }) => n === citation.source);
    if (source) toggle(source, citation, from);
  }

  function close(): void {
    setOpened(null);
    trigger.current?.focus();
  }

  return (
    <div className="answer" aria-busy={isAnswering(answer)}>
      <h2 className="visually-hidden">{strings.rosanaAnswered}</h2>
      <div className={growing ? "answer-text answer-growing" : "answer-text"}>
        <AnswerText
          {...{ growing, citations, sources, passageId }}
          text={growing ? text.slice(0, text.length - answer.held) : text}
          open={opened?.citation ?? null}
          onCite={cite}
        />
      </div>
      {waiting !== null && <Waiting key={waiting} label={waiting} />}
      <AnswerNotes {...{ turn, latest, suggestions, actions }} />
      {status === "done" && !answer.refused && sources.length > 0 && (
        <SourceList
          {...{ sources, passageId }}
          cited={citations.some(({ source }) => source !== null)}
          open={opened?.source ?? null}
          onOpen={(source, from) => toggle(source, null, from)}
        />
      )}
      {opened && (
        <Passage
          key={`${opened.source.n} ${opened.citation?.start}`}
          id={passageId}
          number={sources.indexOf(opened.source) + 1}
          source={opened.source}
          citations={opened.citation ? [opened.citation] : citations}
          onClose={close}
        />
      )}
      {answer.messageId !== null && <Footer answer={answer} actions={actions} />}
    </div>
  );
}

/** What an answer that is on its way waits for. */
export function waitingFor({ status, sources }: Answer, strings: Strings): string {
  if (status === "reconnecting") return strings.reconnecting;
  return sources.length > 0 ? strings.writing : strings.searching;
}

function Waiting({ label }: { label: string }) {
  return (
    <p className="waiting">
      {label}
      <span className="dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
    </p>
  );
}

/** When and by whom an answer was written, and what to do with it; a refusal is written by nobody. */
function Footer({ answer, actions }: { answer: Answer; actions: RefObject<TurnActions> }) {
  const strings = useStrings();
  const label = answer.refused ? null : engineLabel(answer.model, strings);
  return (
    <footer className="answer-footer">
      <span className="answer-meta">
        {answer.at !== null && <Time at={answer.at} />}
        {label !== null && <span className="engine">{label}</span>}
      </span>
      {!isSmallTalk(answer.model) && (
        <FeedbackBar feedback={answer.feedback} onRate={(feedback) => actions.current.rate(answer, feedback)}>
          <CopyButton text={() => textWithSources(answer, strings.sources)} />
        </FeedbackBar>
      )}
    </footer>
  );
}
