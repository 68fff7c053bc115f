import type { Problem } from "../client/problem";
import { AlertIcon, RetryIcon } from "./icons";
import type { Strings } from "./strings";
import { useStrings } from "./StringsContext";
import type { Answer } from "./turn";

interface Props {
  answer: Answer;
  onRetry: (() => void) | null;
  onRephrase: (() => void) | null;
}

/** What there is to say about an answer that is not a whole one, and what to do next. */
export function AnswerNotes({ answer, onRetry, onRephrase }: Props) {
  const strings = useStrings();
  if (answer.refused) {
    if (onRephrase === null) return null;
    return (
      <button type="button" className="button" onClick={onRephrase}>
        {strings.rephrase}
      </button>
    );
  }

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
      {onRetry && (
        <button type="button" className="button" onClick={onRetry}>
          <RetryIcon />
          {strings.retry}
        </button>
      )}
    </>
  );
}

function remark({ status, text, incomplete }: Answer, strings: Strings): string | null {
  if (status === "stopped") return strings.stopped;
  return incomplete || (status === "done" && text === "") ? strings.incomplete : null;
}

/** The server's own sentence where there is one, else this side's for the code. */
function sentence({ code, detail }: Problem, strings: Strings): string {
  const local: Record<string, string> = strings.problems;
  return detail ?? local[code] ?? strings.problems.other;
}
