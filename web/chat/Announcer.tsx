import { useMemo } from "react";
import { waitingFor } from "./AnswerView";
import { plainText } from "./plain";
import { useStrings } from "./StringsContext";
import type { Answer } from "./turn";

/**
 * Tells a screen reader that an answer is on its way, and then the whole of it.
 *
 * The visible text is no live region: read token by token, it would be noise.
 */
export function Announcer({ answer }: { answer: Answer | null }) {
  const strings = useStrings();
  const whole = answer?.status === "done" ? answer.text : "";
  const read = useMemo(() => plainText(whole), [whole]);
  return (
    <p className="visually-hidden" role="status">
      {answer && announcement(answer)}
    </p>
  );

  function announcement(of: Answer): string {
    if (of.status === "streaming") return strings.writing;
    if (of.status === "stopped") return strings.stopped;
    if (of.status === "failed") return "";
    return of.status === "done" ? `${strings.rosanaAnswered} ${read}` : waitingFor(of, strings);
  }
}
