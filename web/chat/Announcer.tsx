import { useStrings } from "./StringsContext";
import type { Answer } from "./turn";

/**
 * Tells a screen reader that an answer is on its way, and then the whole of it.
 *
 * The visible text is no live region: read token by token, it would be noise.
 */
export function Announcer({ answer }: { answer: Answer | null }) {
  const strings = useStrings();
  return (
    <p className="visually-hidden" role="status">
      {answer && announcement(answer)}
    </p>
  );

  function announcement({ status, text, sources }: Answer): string {
    if (status === "waiting") return sources.length > 0 ? strings.writing : strings.searching;
    if (status === "streaming") return strings.writing;
    if (status === "stopped") return strings.stopped;
    return status === "done" ? `${strings.rosanaAnswered} ${text}` : "";
  }
}
