/** The state of a chat and how it changes: pure, so that a page and a widget behave alike. */

import type { Problem } from "../client/problem";
import type { Conversation, Feedback } from "../client/wire";
import type { AskingEvent } from "./asking";
import { readTurns } from "./history";
import { EMPTY_ANSWER, isAnswering, type Answer, type Turn } from "./turn";

export interface ChatState {
  conversationId: string | null;
  history: "loading" | "ready" | "failed";
  turns: Turn[];
}

/** A question as it goes out. */
export type Asked = Omit<Turn, "answer">;

export type Action =
  | { type: "asked"; turn: Asked; replaces: string | null }
  | { type: "received"; key: string; event: AskingEvent; at: string }
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
      return { ...state, turns: [...kept, { ...action.turn, answer: EMPTY_ANSWER }] };
    }
    case "received":
      return receive(state, action);
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
function receive(state: ChatState, { key, event, at }: Extract<Action, { type: "received" }>): ChatState {
  if (!state.turns.some(isTurn(key))) return state;
  const next = change(state, isTurn(key), (answer) => advance(answer, event, at));
  return event.type === "done" ? { ...next, conversationId: event.data.conversation_id } : next;
}

function advance(answer: Answer, event: AskingEvent, at: string): Answer {
  switch (event.type) {
    case "lost":
      return { ...answer, status: "reconnecting", stale: true };
    case "sources":
      return { ...answer, status: "waiting", sources: event.data.sources, citations: [] };
    case "token": {
      const before = answer.stale ? "" : answer.text;
      const text = before + event.data.text;
      return { ...answer, status: "streaming", stale: false, text, held: heldBack(text, before.length) };
    }
    case "citation":
      return { ...answer, citations: [...answer.citations, event.data] };
    case "done":
      return {
        ...answer,
        status: "done",
        at,
        stale: false,
        held: 0,
        text: event.data.response,
        model: event.data.model,
        messageId: event.data.message_id,
        refused: event.data.refused,
        incomplete: event.data.incomplete,
      };
  }
}

/** With the marks between it and the next word. */
const SENTENCE_END = /[.!?…:;|\n][\s"'”»)\]*_\x60#>|-]*/g;

/**
 * Return how many of the characters from `known` on begin a sentence: they wait for the next ones.
 *
 * A sentence's number comes right after the word that shows that the sentence has ended; shown before it, that word
 * would jump.
 */
function heldBack(text: string, known: number): number {
  const from = Math.max(0, known - 8);
  const ends = [...text.slice(from).matchAll(SENTENCE_END)];
  const open = ends.find((match) => from + match.index + match[0].length >= known);
  return open === undefined ? 0 : text.length - (from + open.index + 1);
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
