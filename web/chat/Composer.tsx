import { useId, type KeyboardEvent, type RefObject, type SyntheticEvent } from "react";
import { countCodePoints } from "../client/codepoints";
import { SendIcon, StopIcon } from "./icons";
import { isTouch } from "./pointer";
import { useStrings } from "./StringsContext";

interface Props {
  field: RefObject<HTMLTextAreaElement | null>;
  draft: string;
  /** An answer is on its way: the button stops it. */
  answering: boolean;
  /** The conversation is not here yet: what is typed waits. */
  waiting: boolean;
  onDraft(draft: string): void;
  onSend(question: string): void;
  onStop(): void;
}

/** As many characters as the server takes as a question. */
const MAX_QUESTION = 20_000;
const COUNT_FROM = 17_500;

/** The field for the next question, with the button that sends it or stops the answer. */
export function Composer({ field, draft, answering, waiting, onDraft, onSend, onStop }: Props) {
  const strings = useStrings();
  const hint = useId();
  const question = draft.trim();
  const length = countCodePoints(question);
  const sendable = question !== "" && length <= MAX_QUESTION && !answering && !waiting;

  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    if (sendable) onSend(question);
  }

  function submitOnEnter(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    // On a phone the keyboard's Enter breaks the line, as in every other chat there.
    if (isTouch()) return;
    submit(event);
  }

  return (
    <form className="composer" onSubmit={submit}>
      <div className="composer-box">
        <div className="composer-field">
          <textarea
            ref={field}
            rows={1}
            value={draft}
            placeholder={strings.placeholder}
            aria-label={strings.question}
            aria-describedby={hint}
            aria-invalid={length > MAX_QUESTION}
            onChange={(event) => onDraft(event.target.value)}
            onKeyDown={submitOnEnter}
          />
          {/* Lies under the field with the same text, so that the field grows with it. */}
          <div className="composer-mirror" aria-hidden="true">
            {`${draft} `}
          </div>
        </div>
        {answering ? (
          <button type="button" className="composer-button" aria-label={strings.stop} onClick={onStop}>
            <StopIcon />
          </button>
        ) : (
          <button type="submit" className="composer-button" aria-label={strings.send} disabled={!sendable}>
            <SendIcon />
          </button>
        )}
      </div>
      <p id={hint} className="visually-hidden">
        {strings.composerHint}
      </p>
      {length > COUNT_FROM && (
        <p className={length > MAX_QUESTION ? "counter counter-over" : "counter"} role="status">
          {strings.length(length, MAX_QUESTION)}
        </p>
      )}
    </form>
  );
}
