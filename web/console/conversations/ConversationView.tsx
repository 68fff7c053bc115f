import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Link, useLocation } from "wouter";
import { stringsFor } from "../../chat/strings";
import { StringsContext } from "../../chat/StringsContext";
import type { Conversation } from "../../client/wire";
import { useArrivedByLink } from "../ui/arrival";
import { Button } from "../ui/Button";
import { ConfirmDialog } from "../ui/Dialog";
import { BackIcon, TrashIcon } from "../ui/icons";
import { ErrorState, Skeleton } from "../ui/States";
import { longTime } from "../ui/time";
import { useToast } from "../ui/Toast";
import { useLanguage, useWords } from "../words/section";
import { conversation, removeConversation } from "./api";
import { Reply } from "./Reply";
import { CONVERSATIONS } from "./words";

interface Props {
  id: string;
  /** Where the list is. */
  back: string;
}

export function ConversationView({ id, back }: Props) {
  const words = useWords(CONVERSATIONS);
  const found = useQuery(conversation(id));

  return (
    <div className="view">
      <Link href={back} className="view-back ui-button ui-button-quiet">
        <BackIcon />
        {words.back}
      </Link>
      {found.isPending && <Skeleton rows={6} />}
      {found.isError && !found.data && (
        <ErrorState title={words.goneTitle} error={found.error} onRetry={() => void found.refetch()} />
      )}
      {found.data && <Stored stored={found.data} back={back} />}
    </div>
  );
}

function Stored({ stored, back }: { stored: Conversation; back: string }) {
  const words = useWords(CONVERSATIONS);
  const language = useLanguage();
  const heading = useRef<HTMLHeadingElement>(null);
  const arrived = useArrivedByLink();
  const questions = stored.messages.filter(({ role }) => role === "user").length;

  useEffect(() => {
    // Beside the list the focus stays there, for the next one; in place of the list it comes along.
    if (arrived && isAlone()) heading.current?.focus({ preventScroll: true });
  }, [arrived]);

  return (
    <StringsContext value={stringsFor(language)}>
      <header className="view-header">
        <div className="view-title">
          <h2 ref={heading} tabIndex={-1}>
            {longTime(stored.created_at, language)}
          </h2>
          <p>{`${words.questions(questions)}. ${words.masked}`}</p>
        </div>
        <RemoveButton id={stored.id} back={back} />
      </header>
      <ol className="exchange">
        {stored.messages.map((message, index) => (
          <li key={message.id} className={`exchange-${message.role}`}>
            {message.role === "user" ? (
              <>
                <h3 className="exchange-question">
                  <span className="visually-hidden">{words.asked} </span>
                  {message.text}
                </h3>
                {stored.messages[index + 1]?.role !== "assistant" && (
                  <p className="exchange-missing">{words.noAnswer}</p>
                )}
              </>
            ) : (
              <Reply message={message} />
            )}
          </li>
        ))}
      </ol>
    </StringsContext>
  );
}

/** Whether there is room for one thing at a time; as in conversations.css. */
function isAlone(): boolean {
  return matchMedia("(width < 72rem)").matches;
}

function RemoveButton({ id, back }: { id: string; back: string }) {
  const words = useWords(CONVERSATIONS);
  const queries = useQueryClient();
  const toast = useToast();
  const [, navigate] = useLocation();
  const [asking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => removeConversation(id),
    onSuccess: () => {
      setAsking(false);
      navigate(back, { replace: true });
      toast(words.removed);
      queries.removeQueries({ queryKey: conversation(id).queryKey });
      return queries.invalidateQueries({ queryKey: ["conversations", "list"] });
    },
  });

  return (
    <>
      <Button look="quiet" onClick={() => setAsking(true)}>
        <TrashIcon />
        {words.remove}
      </Button>
      <ConfirmDialog
        open={asking}
        title={words.removeTitle}
        confirm={words.remove}
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
        onClose={() => setAsking(false)}
      >
        {words.removeText}
      </ConfirmDialog>
    </>
  );
}
