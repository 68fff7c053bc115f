/** The state of a chat and how it changes: pure, so that a page and a widget behave alike. */

import type { Problem } from "../client/problem";
import type { AnswerEvent, Conversation, Feedback } from "../client/wire";
import { readTurns } from "./history";
import { EMPTY_ANSWER, isAnswering, type Answer, type Turn } from "./turn";

export interface ChatState {
  conversationId: string | null;
  history: "loading" | "ready" | "failed";
  turns: Turn[];
}

export type Action =
  | { type: "asked"; key: string; question: string; replaces: string | null }
  | { type: "received"; key: string; event: AnswerEvent }
  | { type: "failed"; key: string; problem: Problem }
  | { type: "stopped" }
  | { type: "restoring" }
  | { type: "restored"; conversation: Conversation }
  | { type: "restoreFailed" }
  | { type: "rated"; messageId: string; feedback: Feedback | null }
  | { type: "cleared" };

/** Return the state of a chat that goes on with a stored conversation, or starts one. */
export function initialState(conversationId: string | null): ChatState {
  return { conversationId, history: conversationId === null ? "ready" : "loading", turns: [] };
}

export function reduce(state: ChatState, action: Action): ChatState {
  switch (action.type) {
    case "asked": {
      const kept = state.turns.filter((turn) => turn.key !== action.replaces);
      const turn: Turn = { key: action.key, question: action.question, answer: EMPTY_ANSWER };
      return { ...state, turns: [...kept, turn] };
    }
    case "received":
      return receive(state, action.key, action.event);
    case "failed":
      return change(state, isTurn(action.key), (answer) => ({
        ...answer,
        status: "failed",
        problem: action.problem,
      }));
    case "stopped":
      return change(state, ({ answer }) => isAnswering(answer), (answer) => ({
        ...answer,
        status: "stopped",
      }));
    case "restoring":
      return { ...state, history: "loading" };
    case "restored": {
      const { id, messages } = action.conversation;
      return { conversationId: id, history: "ready", turns: readTurns(messages) };
    }
    case "restoreFailed":
      return { ...state, history: "failed" };
    case "rated":
      return change(
        state,
        ({ answer }) => answer.messageId === action.messageId,
        (answer) => ({ ...answer, feedback: action.feedback }),
      );
    case "cleared":
      return initialState(null);
  }
}

/** Events of a question that is no longer shown change nothing. */
function receive(state: ChatState, key: string, event: AnswerEvent): ChatState {
  if (!state.turns.some(isTurn(key))) return state;
  const next = change(state, isTurn(key), (answer) => advance(answer, event));
  return event.type === "done" ? { ...next, conversationId: event.data.conversation_id } : next;
}

function advance(answer: Answer, event: AnswerEvent): Answer {
  switch (event.type) {
    case "sources":
      return { ...answer, sources: event.data.sources };
    case "token":
      return { ...answer, status: "streaming", text: answer.text + event.data.text };
    case "citation":
      return { ...answer, citations: [...answer.citations, event.data] };
    case "done":
      return {
        ...answer,
        status: "done",
        text: event.data.response,
        model: event.data.model,
        messageId: event.data.message_id,
        refused: event.data.refused,
        incomplete: event.data.incomplete,
      };
  }
}

function isTurn(key: string): (turn: Turn) => boolean {
  return (turn) => turn.key === key;
}

function change(
  state: ChatState,
  applies: (turn: Turn) => boolean,
  update: (answer: Answer) => Answer,
): ChatState {
  const turns = state.turns.map((turn) =>
    applies(turn) ? { ...turn, answer: update(turn.answer) } : turn,
  );
  return { ...state, turns };
}
