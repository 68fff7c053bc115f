import { useRef, useState } from "react";
import type { Citation, Feedback, Source } from "../client/wire";
import { AnswerNotes } from "./AnswerNotes";
import { AnswerText } from "./AnswerText";
import { engineLabel, isSmallTalk } from "./engine";
import { FeedbackBar } from "./Feedback";
import { numbered } from "./numbering";
import { Passage, SourceList } from "./Sources";
import { useStrings } from "./StringsContext";
import { isAnswering, type Answer } from "./turn";

interface Props {
  id: string;
  answer: Answer;
  /** Null where asking again makes no sense: another question came after it. */
  onRetry: (() => void) | null;
  onRephrase: (() => void) | null;
  onRate(feedback: Feedback): Promise<boolean>;
}

/** What is open below an answer: a source, as one citation points at it or (null) as all of them do. */
interface Opened {
  source: Source;
  citation: Citation | null;
}

/** One answer in whatever state it is: waiting, streaming, done, refused, stopped or failed. */
export function AnswerView({ id, answer, onRetry, onRephrase, onRate }: Props) {
  const strings = useStrings();
  const [opened, setOpened] = useState<Opened | null>(null);
  const trigger = useRef<HTMLElement>(null);
  const { status, text, citations } = answer;
  const sources = numbered(answer.sources, citations);
  const passageId = `passage-${id}`;

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
      {status === "waiting" && <Waiting label={sources.length > 0 ? strings.writing : strings.searching} />}
      <div className={status === "streaming" ? "answer-text answer-growing" : "answer-text"}>
        <AnswerText {...{ text, citations, sources, passageId }} open={opened?.citation ?? null} onCite={cite} />
      </div>
      <AnswerNotes answer={answer} onRetry={onRetry} onRephrase={onRephrase} />
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
      {answer.messageId !== null && !isSmallTalk(answer.model) && (
        <footer className="answer-footer">
          <Engine answer={answer} />
          <FeedbackBar feedback={answer.feedback} onRate={onRate} />
        </footer>
      )}
    </div>
  );
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

/** Who wrote the answer; a refusal is written by nobody. */
function Engine({ answer }: { answer: Answer }) {
  const label = engineLabel(answer.model, useStrings());
  return label !== null && !answer.refused && <span className="engine">{label}</span>;
}
