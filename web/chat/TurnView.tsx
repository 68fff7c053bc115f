import type { Feedback } from "../client/wire";
import { AnswerView } from "./AnswerView";
import { useStrings } from "./StringsContext";
import type { Turn } from "./turn";

interface Props {
  turn: Turn;
  /** Only the latest question can be asked again. */
  latest: boolean;
  onRetry(): void;
  onRephrase(): void;
  onRate(feedback: Feedback): Promise<boolean>;
}

/** A question and its answer. */
export function TurnView({ turn, latest, onRetry, onRephrase, onRate }: Props) {
  const strings = useStrings();
  return (
    <li className="turn">
      <div className="question">
        <h2 className="visually-hidden">{strings.youAsked}</h2>
        <p>{turn.question}</p>
      </div>
      <AnswerView
        id={turn.key}
        answer={turn.answer}
        onRetry={latest ? onRetry : null}
        onRephrase={latest ? onRephrase : null}
        onRate={onRate}
      />
    </li>
  );
}
