import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { Chat } from "../../chat/Chat";
import type { ChatEvent } from "../../chat/events";
import { client } from "../api/client";
import { Button } from "../ui/Button";
import { Notice } from "../ui/States";
import { useLanguage, useWords } from "../words/section";
import { START } from "./words";

type Outcome = "good" | "unsourced" | "refused";

/** The customers' own chat, and what to do after its first good answer: one that has a source. */
export function AskStep({ onOver }: { onOver(): void }) {
  const words = useWords(START);
  const language = useLanguage();
  const queries = useQueryClient();
  const [outcome, setOutcome] = useState<Outcome | null>(null);

  const conclude = (next: Outcome) => setOutcome((known) => (known === "good" ? known : next));

  function hear(event: ChatEvent): void {
    if (event.type !== "message" || event.role !== "assistant") return;
    void queries.invalidateQueries({ queryKey: ["conversations"] });
    if (event.refused) return conclude("refused");
    const { conversation_id, message_id } = event;
    client.conversation(conversation_id, new AbortController().signal).then(
      ({ messages }) => {
        const citations = messages.find(({ id }) => id === message_id)?.citations ?? [];
        conclude(citations.some(({ supported }) => supported) ? "good" : "unsourced");
      },
      // The answer stands in the chat all the same.
      () => undefined,
    );
  }

  return (
    <>
      <p className="ui-hint">{words.askText}</p>
      <div className="guide-chat">
        <Chat client={client} language={language} storageKey="rosana.console.start.conversation" onEvent={hear} />
      </div>
      <div role="status" className="guide-outcome">
        {outcome === "refused" && <Notice>{words.refused}</Notice>}
        {outcome === "unsourced" && <Notice>{words.unsourced}</Notice>}
        {outcome === "good" && (
          <Notice>
            <h3>{words.goodTitle}</h3>
            <p>{words.goodText}</p>
            <ul className="guide-next">
              <li>
                <Link href="/conhecimento">{words.toKnowledge}</Link>
              </li>
              <li>
                <Link href="/ajustes/persona">{words.toSettings}</Link>
              </li>
              <li>
                <Link href="/ajustes/widget">{words.toWidget}</Link>
              </li>
            </ul>
            <Button look="primary" onClick={onOver}>
              {words.finish}
            </Button>
          </Notice>
        )}
      </div>
    </>
  );
}
