import { useEffect, useReducer, useRef } from "react";
import type { Client } from "../client/api";
import { Problem } from "../client/problem";
import type { AnswerEvent, Feedback } from "../client/wire";
import { loadConversationId, saveConversationId } from "./conversationId";
import { initialState, reduce, type Action, type ChatState } from "./state";
import type { Answer, Turn } from "./turn";

export interface Chat {
  state: ChatState;
  ask(question: string): void;
  stop(): void;
  /** Ask the question of a turn again, in its place. */
  retry(turn: Turn): void;
  startAnew(): void;
  /** Load the stored conversation again after that failed. */
  reload(): void;
  /** Resolves to whether the opinion was kept. */
  rate(answer: Answer, feedback: Feedback): Promise<boolean>;
}

/** Run one chat against a server: effects in, actions out; what they mean is in `state.ts`. */
export function useChat(client: Client): Chat {
  const [state, dispatch] = useReducer(reduce, null, () => initialState(loadConversationId()));
  const { conversationId, history } = state;
  const running = useRef<AbortController | null>(null);
  const asked = useRef(0);

  useEffect(() => saveConversationId(conversationId), [conversationId]);
  useEffect(() => () => running.current?.abort(), []);

  useEffect(() => {
    if (history !== "loading" || conversationId === null) return;
    const { signal, abort } = abortable();
    client.conversation(conversationId, signal).then(
      (conversation) => !signal.aborted && dispatch({ type: "restored", conversation }),
      (error: unknown) =>
        !signal.aborted && dispatch({ type: isGone(error) ? "cleared" : "restoreFailed" }),
    );
    return abort;
  }, [client, history, conversationId]);

  async function send(question: string, replaces: string | null): Promise<void> {
    const controller = new AbortController();
    running.current = controller;
    asked.current += 1;
    const key = `asked-${asked.current}`;
    dispatch({ type: "asked", key, question, replaces });
    try {
      for await (const event of answer(client, question, conversationId, controller.signal)) {
        if (controller.signal.aborted) return;
        dispatch({ type: "received", key, event });
      }
    } catch (error) {
      if (controller.signal.aborted) return;
      const problem = error instanceof Problem ? error : new Problem("bad_response");
      dispatch({ type: "failed", key, problem });
    }
  }

  function halt(action: Action): void {
    running.current?.abort();
    dispatch(action);
  }

  async function rate({ messageId, feedback: earlier }: Answer, feedback: Feedback): Promise<boolean> {
    if (messageId === null) return false;
    dispatch({ type: "rated", messageId, feedback });
    try {
      await client.rate(messageId, feedback);
      return true;
    } catch {
      dispatch({ type: "rated", messageId, feedback: earlier });
      return false;
    }
  }

  return {
    state,
    ask: (question) => void send(question, null),
    retry: (turn) => void send(turn.question, turn.key),
    stop: () => halt({ type: "stopped" }),
    startAnew: () => halt({ type: "cleared" }),
    reload: () => dispatch({ type: "restoring" }),
    rate,
  };
}

/** Ask in the conversation; where the server no longer has it, ask in a new one. */
async function* answer(
  client: Client,
  message: string,
  conversationId: string | null,
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent, void> {
  if (conversationId === null) {
    yield* client.ask({ message }, signal);
    return;
  }
  try {
    yield* client.ask({ message, conversation_id: conversationId }, signal);
  } catch (error) {
    if (!isGone(error)) throw error;
    yield* client.ask({ message }, signal);
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Problem && error.code === "conversation_not_found";
}

function abortable(): { signal: AbortSignal; abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
