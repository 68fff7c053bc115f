import type { RefObject } from "react";
import type { Problem } from "../client/problem";
import { AlertIcon, RetryIcon } from "./icons";
import type { Strings } from "./strings";
import { useStrings } from "./StringsContext";
import { Suggestions } from "./Suggestions";
import type { Answer, Turn } from "./turn";
import type { TurnActions } from "./TurnView";

interface Props {
  turn: Turn;
  latest: boolean;
  suggestions: readonly string[];
  actions: RefObject<TurnActions>;
}

/** What there is to say about an answer that is not a whole one, and what to do next. */
export function AnswerNotes({ turn, latest, suggestions, actions }: Props) {
  const strings = useStrings();
  const { answer } = turn;
  if (answer.refused) return latest && <AfterRefusal {...{ turn, suggestions, actions }} />;

  const note = remark(answer, strings);
  if (answer.problem === null && note === null) return null;
  return (
    <>
      {answer.problem ? (
        <p className="problem" role="alert">
          <AlertIcon />
          {sentence(answer.problem, strings)}
        </p>
      ) : (
        <p className="note">{note}</p>
      )}
      {latest && (
        <button type="button" className="button" onClick={() => actions.current.retry(turn)}>
          <RetryIcon />
          {strings.retry}
        </button>
      )}
    </>
  );
}

function AfterRefusal({ turn, suggestions, actions }: Omit<Props, "latest">) {
  const strings = useStrings();
  return (
    <div className="after-refusal">
      <button type="button" className="button" onClick={() => actions.current.rephrase(turn.question)}>
        {strings.rephrase}
      </button>
      {suggestions.length > 0 && <p className="note">{strings.orElse}</p>}
      <Suggestions questions={suggestions} onAsk={(question) => actions.current.ask(question)} />
    </div>
  );
}

function remark({ status, text, incomplete }: Answer, strings: Strings): string | null {
  if (status === "stopped") return strings.stopped;
  return incomplete || (status === "done" && text === "") ? strings.incomplete : null;
}

/** Customers read this side's words: the server's own may hold advice for operators. */
function sentence({ code }: Problem, strings: Strings): string {
  const known: Record<string, string> = strings.problems;
  return known[code] ?? strings.problems.other;
}
