import { useRef, useState } from "react";
import type { Client } from "../client/api";
import { Announcer } from "./Announcer";
import { Composer } from "./Composer";
import { EngineNotice } from "./EngineNotice";
import { HistoryFailed, HistoryLoading } from "./HistoryStates";
import { DownIcon, Mark, NewIcon } from "./icons";
import { isTouch } from "./pointer";
import { stringsFor } from "./strings";
import { StringsContext } from "./StringsContext";
import { isAnswering, type Turn } from "./turn";
import { TurnView } from "./TurnView";
import { useChat } from "./useChat";
import { useReadiness } from "./useReadiness";
import { useStickToEnd } from "./useStickToEnd";
import { Welcome } from "./Welcome";

interface Props {
  client: Client;
  /** A BCP 47 tag. */
  language: string;
}

/** A whole chat with Rosana: header, conversation and the field for the next question. */
export function Chat({ client, language }: Props) {
  const strings = stringsFor(language);
  const chat = useChat(client);
  const readiness = useReadiness(client);
  const field = useRef<HTMLTextAreaElement>(null);
  const [draft, setDraft] = useState("");
  const { turns, history } = chat.state;
  const latest = turns.at(-1);
  const { scroller, content, away, toEnd } = useStickToEnd(latest !== undefined);
  const answering = latest !== undefined && isAnswering(latest.answer);

  /** Where the pressed button goes away, the focus goes back to the field. */
  function backToField(): void {
    if (!isTouch()) field.current?.focus();
  }

  function ask(question: string): void {
    setDraft("");
    chat.ask(question);
    toEnd();
    backToField();
  }

  function retry(turn: Turn): void {
    chat.retry(turn);
    toEnd();
    backToField();
  }

  function stop(): void {
    chat.stop();
    backToField();
  }

  function startAnew(): void {
    setDraft("");
    chat.startAnew();
    backToField();
  }

  function rephrase(question: string): void {
    setDraft(question);
    field.current?.focus();
  }

  return (
    <StringsContext value={strings}>
      <div className="chat">
        <header className="chat-header">
          <Mark />
          <h1>{strings.title}</h1>
          {(turns.length > 0 || history === "failed") && (
            <button type="button" className="button button-quiet" onClick={startAnew}>
              <NewIcon />
              <span className="chat-header-label">{strings.newConversation}</span>
            </button>
          )}
        </header>
        <EngineNotice readiness={readiness} />
        <div className="chat-scroller" ref={scroller} tabIndex={0} role="region" aria-label={strings.messages}>
          <div className="chat-content" ref={content}>
            {history === "loading" && <HistoryLoading />}
            {history === "failed" && <HistoryFailed onReload={chat.reload} />}
            {history === "ready" && turns.length === 0 && <Welcome client={client} onAsk={ask} />}
            {turns.length > 0 && (
              <ol className="turns">
                {turns.map((turn) => (
                  <TurnView
                    key={turn.key}
                    turn={turn}
                    latest={turn === latest}
                    onRetry={() => retry(turn)}
                    onRephrase={() => rephrase(turn.question)}
                    onRate={(feedback) => chat.rate(turn.answer, feedback)}
                  />
                ))}
              </ol>
            )}
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
