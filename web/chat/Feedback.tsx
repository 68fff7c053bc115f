import { useEffect, useRef, useState, type ReactNode, type SyntheticEvent } from "react";
import type { Feedback } from "../client/wire";
import { ThumbDownIcon, ThumbUpIcon } from "./icons";
import { useStrings } from "./StringsContext";

interface Props {
  feedback: Feedback | null;
  /** Resolves to whether the opinion was kept. */
  onRate(feedback: Feedback): Promise<boolean>;
  /** Stands before the thumbs: what else can be done with the answer. */
  children: ReactNode;
}

type Step = "rating" | "commenting" | "thanked" | "failed";

/** Two thumbs, and a comment for whoever wants to leave one. */
export function FeedbackBar({ feedback, onRate, children }: Props) {
  const strings = useStrings();
  const [step, setStep] = useState<Step>("rating");
  const rating = feedback?.rating;

  async function rate(next: Feedback, then: Step): Promise<void> {
    setStep(then);
    if (!(await onRate(next))) setStep("failed");
  }

  /** Pressed again, a thumb opens its comment, and takes nothing back. */
  function press(value: Feedback["rating"]): void {
    if (value === rating) setStep("commenting");
    else void rate({ rating: value, comment: null }, "commenting");
  }

  const thumb = (value: Feedback["rating"]) => (
    <button
      type="button"
      className="icon-button"
      aria-label={value === "up" ? strings.good : strings.bad}
      aria-pressed={rating === value}
      onClick={() => press(value)}
    >
      {value === "up" ? <ThumbUpIcon /> : <ThumbDownIcon />}
    </button>
  );

  return (
    <>
      <div className="answer-actions">
        {children}
        <div className="feedback" role="group" aria-label={strings.rate}>
          {thumb("up")}
          {thumb("down")}
        </div>
      </div>
      {step === "commenting" && feedback && (
        <CommentForm
          earlier={feedback.comment ?? ""}
          label={feedback.rating === "up" ? strings.commentGood : strings.commentBad}
          onSend={(comment) => void rate({ rating: feedback.rating, comment }, "thanked")}
          onSkip={() => setStep("thanked")}
        />
      )}
      <p className="feedback-note" role="status">
        {step === "thanked" && strings.thanks}
        {step === "failed" && strings.rateFailed}
      </p>
    </>
  );
}

interface CommentProps {
  earlier: string;
  label: string;
  onSend(comment: string): void;
  onSkip(): void;
}

/** As many characters as the server keeps of a comment. */
const MAX_COMMENT = 2_000;

function CommentForm({ earlier, label, onSend, onSkip }: CommentProps) {
  const strings = useStrings();
  const [comment, setComment] = useState(earlier);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    form.current?.scrollIntoView({ block: "nearest" });
  }, []);

  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    const text = comment.trim();
    if (text) onSend(text);
  }

  return (
    <form className="comment" ref={form} onSubmit={submit}>
      <label>
        {label}
        <textarea
          rows={2}
          maxLength={MAX_COMMENT}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
        />
      </label>
      <div className="comment-actions">
        <button type="submit" className="button" disabled={comment.trim() === ""}>
          {strings.sendComment}
        </button>
        <button type="button" className="button button-quiet" onClick={onSkip}>
          {strings.skipComment}
        </button>
      </div>
    </form>
  );
}
