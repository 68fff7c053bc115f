import { memo, type RefObject } from "react";
import { AnswerView } from "./AnswerView";
import { useStrings } from "./StringsContext";
import { Time } from "./Time";
import type { Turn } from "./turn";
import type { ChatActions } from "./useChat";

/** What an answer offers to do; the same functions for as long as the chat is open. */
export interface TurnActions extends Pick<ChatActions, "rate"> {
  ask(question: string): void;
  retry(turn: Turn): void;
  rephrase(question: string): void;
}

interface Props {
  turn: Turn;
  /** Only the latest question can be asked again. */
  latest: boolean;
  /** Questions that the documents answer, for after a refusal. */
  suggestions: readonly string[];
  actions: RefObject<TurnActions>;
}

/** A question and its answer; drawn again only where one of them changed. */
export const TurnView = memo(function TurnView({ turn, latest, suggestions, actions }: Props) {
  const strings = useStrings();
  return (
    <li className={turn.requestId === null ? "turn turn-earlier" : "turn"}>
      <div className="question">
        <h2 className="visually-hidden">{strings.youAsked}</h2>
        <p>{turn.question}</p>
        <Time at={turn.at} />
      </div>
      <AnswerView turn={turn} latest={latest} suggestions={suggestions} actions={actions} />
    </li>
  );
});
