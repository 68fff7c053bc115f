import { useEffect, useLayoutEffect, useMemo, useReducer, useState, type ActionDispatch } from "react";
import type { Client } from "../client/api";
import { Problem } from "../client/problem";
import { newRequestId } from "../client/requestId";
import type { Done, Feedback, Question } from "../client/wire";
import { askUntilAnswered, isGone } from "./asking";
import type { ChatEvent } from "./events";
import { initialState, reduce, type Action, type ChatState } from "./state";
import { loadConversationId, loadPending, saveConversationId, savePending, type Pending } from "./storage";
import { isAnswering, type Answer, type Turn } from "./turn";

/** What can be done in a chat; the same functions for as long as it is open. */
export interface ChatActions {
  ask(question: string): void;
  /** Ask after the answer that is on its way and the conversation that is being opened. */
  askInTurn(question: string): void;
  stop(): void;
  /** Ask the question of a turn again, in its place. */
  retry(turn: Turn): void;
  startAnew(): void;
  /** Load the stored conversation again after that failed. */
  reload(): void;
  /** Resolves to whether the opinion was kept. */
  rate(answer: Answer, feedback: Feedback): Promise<boolean>;
}

interface Options {
  client: Client;
  /** Under which the browser keeps the conversation. */
  storageKey: string;
  onEvent?: ((event: ChatEvent) => void) | undefined;
}

/** What the actions need to know at the moment they are taken. */
interface Now {
  conversationId: string | null;
  running: AbortController | null;
  /** A question would come between: an answer is on its way, or the conversation is not here yet. */
  busy: boolean;
  waiting: string[];
  /** What an earlier visit left without an answer has been looked for. */
  resumed: boolean;
  onEvent: Options["onEvent"];
}

/** Run one chat against a server: effects in, actions out; what they mean is in `state.ts`. */
export function useChat({ client, storageKey, onEvent }: Options): { state: ChatState; actions: ChatActions } {
  const [state, dispatch] = useReducer(reduce, null, () => initialState(loadConversationId(storageKey)));
  const { conversationId, history, turns } = state;
  const busy = history !== "ready" || turns.some(({ answer }) => isAnswering(answer));
  const [now] = useState<Now>(() => ({
    conversationId,
    running: null,
    onEvent,
    busy: true,
    waiting: [],
    resumed: false,
  }));
  const actions = useMemo(() => actionsOn({ client, storageKey, dispatch, now }), [client, storageKey, now]);

  useEffect(() => {
    const left = history === "ready" && !now.resumed ? loadPending(storageKey) : null;
    Object.assign(now, { conversationId, onEvent, busy, resumed: history === "ready" });
    if (left !== null) {
      actions.resume(left, turns.at(-1));
      return;
    }
    const next = busy ? undefined : now.waiting.shift();
    if (next !== undefined) actions.ask(next);
  });
  // Before the next paint: the page may be loaded again right after it.
  useLayoutEffect(() => saveConversationId(storageKey, conversationId), [storageKey, conversationId]);
  // Whoever closes the chat wants no answer any more; whoever loads the page again does.
  useLayoutEffect(() => actions.stop, [actions]);

  useEffect(() => {
    if (history !== "loading" || conversationId === null) return;
    const controller = new AbortController();
    const { signal } = controller;
    client.conversation(conversationId, signal).then(
      (conversation) => !signal.aborted && dispatch({ type: "restored", conversation }),
      (error: unknown) =>
        !signal.aborted && dispatch({ type: isGone(error) ? "cleared" : "restoreFailed" }),
    );
    return () => controller.abort();
  }, [client, history, conversationId]);

  return { state, actions };
}

interface Effects {
  client: Client;
  storageKey: string;
  dispatch: ActionDispatch<[Action]>;
  now: Now;
}

/** A question from an earlier visit is asked again before anything else. */
type Resume = (pending: Pending, last: Turn | undefined) => void;

function actionsOn({ client, storageKey, dispatch, now }: Effects): ChatActions & { resume: Resume } {
  async function send(question: string, earlier: Pick<Turn, "key" | "requestId"> | null): Promise<void> {
    const controller = new AbortController();
    const requestId = earlier?.requestId ?? newRequestId();
    savePending(storageKey, { requestId, question });
    const key = newRequestId();
    Object.assign(now, { running: controller, busy: true });
    dispatch({ type: "asked", turn: { key, requestId, question, at: clock() }, replaces: earlier?.key ?? null });
    if (earlier === null) now.onEvent?.({ type: "message", role: "user", text: question });
    try {
      const asked = questionOf(question, requestId, now.conversationId);
      for await (const event of askUntilAnswered(client, asked, controller.signal)) {
        if (controller.signal.aborted) return;
        dispatch({ type: "received", key, event, at: clock() });
        if (event.type === "done") tell(event.data);
      }
    } catch (error) {
      if (controller.signal.aborted) return;
      const problem = error instanceof Problem ? error : new Problem("bad_response");
      dispatch({ type: "failed", key, problem });
      now.onEvent?.({ type: "error", code: problem.code });
    }
    savePending(storageKey, null);
  }

  function tell({ response, conversation_id, message_id, refused }: Done): void {
    // At once, and not only when the effects run: the page may be loaded again before that.
    saveConversationId(storageKey, conversation_id);
    const answer = { text: response, conversation_id, message_id, refused };
    now.onEvent?.({ type: "message", role: "assistant", ...answer });
  }

  function halt(action: Action): void {
    now.running?.abort();
    now.waiting = [];
    savePending(storageKey, null);
    dispatch(action);
  }

  function askInTurn(question: string): void {
    if (question === "") return;
    if (now.busy) now.waiting.push(question);
    else void send(question, null);
  }

  async function rate({ messageId, feedback: earlier }: Answer, feedback: Feedback): Promise<boolean> {
    if (messageId === null) return false;
    dispatch({ type: "rated", messageId, feedback });
    try {
      await client.rate(messageId, feedback);
      now.onEvent?.({ type: "feedback", message_id: messageId, ...feedback });
      return true;
    } catch {
      dispatch({ type: "rated", messageId, feedback: earlier });
      return false;
    }
  }

  return {
    ask: (question) => void send(question, null),
    askInTurn,
    resume: ({ question, requestId }, last) =>
      void send(question, { requestId, key: last?.question === question ? last.key : "" }),
    retry: (turn) => void send(turn.question, turn),
    stop: () => halt({ type: "stopped" }),
    startAnew: () => halt({ type: "cleared" }),
    reload: () => dispatch({ type: "restoring" }),
    rate,
  };
}

function questionOf(message: string, request_id: string, conversationId: string | null): Question {
  return { message, request_id, ...(conversationId !== null && { conversation_id: conversationId }) };
}

function clock(): string {
  return new Date().toISOString();
}
