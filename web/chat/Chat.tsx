import { useEffect, useImperativeHandle, useRef, useState, type ReactNode, type RefObject } from "react";
import type { Client } from "../client/api";
import type { PublicSettings } from "../client/wire";
import { Announcer } from "./Announcer";
import { Composer } from "./Composer";
import { EngineNotice } from "./EngineNotice";
import type { ChatControls, ChatEvent } from "./events";
import { HistoryFailed, HistoryLoading } from "./HistoryStates";
import { DownIcon, Mark, NewIcon } from "./icons";
import { chooseLanguage } from "./language";
import { isTouch } from "./pointer";
import { stringsFor } from "./strings";
import { StringsContext } from "./StringsContext";
import { isAnswering, type Turn } from "./turn";
import { TurnView, type TurnActions } from "./TurnView";
import { useChat } from "./useChat";
import { useLoaded } from "./useLoaded";
import { useReadiness } from "./useReadiness";
import { useStickToEnd } from "./useStickToEnd";
import { Welcome } from "./Welcome";

export interface ChatProps {
  client: Client;
  /** A BCP 47 tag; without it, the visitor's own language where the server offers that one. */
  language?: string | undefined;
  /** In place of the name and the greeting that the server knows. */
  title?: string | undefined;
  greeting?: string | undefined;
  /** Stands at the end of the header, such as a button that closes the chat. */
  headerEnd?: ReactNode;
  /** Under which the browser keeps the conversation. */
  storageKey?: string;
  controls?: RefObject<ChatControls | null> | undefined;
  onEvent?: ((event: ChatEvent) => void) | undefined;
}

const NONE: readonly string[] = [];
/** Where the server does not say. */
const SETTINGS: PublicSettings = { name: "Rosana", greeting: {}, languages: [], suggestions: true };
const MAX_SUGGESTIONS = 4;

/** A whole chat with Rosana: header, conversation and the field for the next question. */
export function Chat({
  client,
  language,
  title,
  greeting,
  headerEnd,
  storageKey = "rosana.conversation",
  controls,
  onEvent,
}: ChatProps) {
  const { state, actions } = useChat({ client, storageKey, onEvent });
  const readiness = useReadiness(client);
  const settings = useLoaded(client, loadSettings, SETTINGS);
  const strings = stringsFor(language ?? chooseLanguage(navigator.languages, settings?.languages ?? []));
  const questions = useLoaded(client, loadSuggestions, NONE);
  const field = useRef<HTMLTextAreaElement>(null);
  const [draft, setDraft] = useState("");
  const { turns, history } = state;
  const latest = turns.at(-1);
  const { scroller, content, away, toEnd } = useStickToEnd(latest !== undefined);
  const answering = latest !== undefined && isAnswering(latest.answer);
  const suggestions = unasked(settings?.suggestions ? (questions ?? NONE) : NONE, turns);

  /** Where the pressed button goes away, the focus goes back to the field. */
  function backToField(): void {
    if (!isTouch()) field.current?.focus();
  }

  function ask(question: string): void {
    setDraft("");
    actions.ask(question);
    toEnd();
    backToField();
  }

  function retry(turn: Turn): void {
    actions.retry(turn);
    toEnd();
    backToField();
  }

  function stop(): void {
    actions.stop();
    backToField();
  }

  function startAnew(): void {
    setDraft("");
    actions.startAnew();
    backToField();
  }

  function rephrase(question: string): void {
    setDraft(question);
    field.current?.focus();
  }

  const onTurn = useRef<TurnActions>({ ask, retry, rephrase, rate: actions.rate });
  useEffect(() => {
    onTurn.current = { ask, retry, rephrase, rate: actions.rate };
  });
  useImperativeHandle(controls, () => ({
    send: (question) => {
      actions.askInTurn(question.trim());
      toEnd();
    },
    reset: startAnew,
    focus: () => field.current?.focus(),
  }));

  return (
    <StringsContext value={strings}>
      <div className="chat" lang={strings.locale}>
        <header className="chat-header">
          <Mark />
          <h1>{title ?? settings?.name}</h1>
          {(turns.length > 0 || history === "failed") && (
            <button type="button" className="button button-quiet" onClick={startAnew}>
              <NewIcon />
              <span className="chat-header-label">{strings.newConversation}</span>
            </button>
          )}
          {headerEnd}
        </header>
        <EngineNotice readiness={readiness} />
        <div className="chat-scroller" ref={scroller} tabIndex={0} role="region" aria-label={strings.messages}>
          <div className="chat-content" ref={content}>
            {history === "loading" && <HistoryLoading />}
            {history === "failed" && <HistoryFailed onReload={actions.reload} />}
            {history === "ready" && turns.length === 0 && settings !== null && (
              <Welcome
                name={settings.name}
                greeting={greeting ?? settings.greeting[strings.locale] ?? null}
                suggestions={suggestions}
                onAsk={ask}
              />
            )}
            {turns.length > 0 && <Turns turns={turns} suggestions={suggestions} actions={onTurn} />}
          </div>
        </div>
        <div className="chat-bottom">
          {away && (
            <button type="button" className="to-end" aria-label={strings.toEnd} onClick={toEnd}>
              <DownIcon />
            </button>
          )}
          <Composer
            field={field}
            draft={draft}
            answering={answering}
            waiting={history !== "ready"}
            onDraft={setDraft}
            onSend={ask}
            onStop={stop}
          />
        </div>
        <Announcer answer={latest?.answer ?? null} />
      </div>
    </StringsContext>
  );
}

interface TurnsProps {
  turns: readonly Turn[];
  suggestions: readonly string[];
  actions: RefObject<TurnActions>;
}

function Turns({ turns, suggestions, actions }: TurnsProps) {
  const latest = turns.at(-1);
  return (
    <ol className="turns">
      {turns.map((turn) => (
        <TurnView
          key={turn.key}
          turn={turn}
          latest={turn === latest}
          suggestions={turn === latest ? suggestions : NONE}
          actions={actions}
        />
      ))}
    </ol>
  );
}

const loadSettings = (client: Client, signal: AbortSignal) => client.publicSettings(signal);
const loadSuggestions = (client: Client, signal: AbortSignal) => client.suggestions(signal);

/** What was asked already is no suggestion any more. */
function unasked(questions: readonly string[], turns: readonly Turn[]): readonly string[] {
  const asked = new Set(turns.map(({ question }) => question));
  return questions.filter((question) => !asked.has(question)).slice(0, MAX_SUGGESTIONS);
}
