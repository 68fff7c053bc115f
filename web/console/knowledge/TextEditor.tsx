import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { documentText, writeDocument, type DocumentText } from "../api/documents";
import { Button } from "../ui/Button";
import { ConfirmDialog, Dialog } from "../ui/Dialog";
import { Field } from "../ui/Field";
import { ErrorState, Notice, Skeleton } from "../ui/States";
import { useToast } from "../ui/Toast";
import { useProblem } from "../ui/useProblem";
import { isWebAddress } from "../ui/web";
import { SHELL } from "../words/shell";
import { useWords } from "../words/section";
import { KNOWLEDGE } from "./words";

interface Props {
  /** The document to correct; null writes a new one. */
  id: string | null;
  /** What a new one is called at first. */
  title?: string;
  onClose(): void;
}

const TITLE_LENGTH = 200;

type Draft = Record<"title" | "text" | "url", string>;

/** Write a document in place, or correct one that was written so. */
export function TextEditor({ id, title = "", onClose }: Props) {
  const words = useWords(KNOWLEDGE);
  const stored = useQuery({ ...documentText(id ?? ""), enabled: id !== null });
  const before = id === null ? { title: title.slice(0, TITLE_LENGTH), url: "", text: "" } : stored.data;
  if (before) return <Form id={id} before={before} onClose={onClose} />;
  return (
    <Dialog open shape="panel" title={words.editText} onClose={onClose}>
      {stored.isError ? (
        <ErrorState error={stored.error} onRetry={() => void stored.refetch()} />
      ) : (
        <Skeleton rows={6} />
      )}
    </Dialog>
  );
}

function Form({ id, before, onClose }: Props & { before: DocumentText }) {
  const words = useWords(KNOWLEDGE);
  const shell = useWords(SHELL);
  const problem = useProblem();
  const toast = useToast();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<Draft>({ ...before, url: before.url ?? "" });
  const [tried, setTried] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const errors = {
    title: draft.title.trim() === "" ? words.needTitle : null,
    text: draft.text.trim() === "" ? words.needText : null,
    url: draft.url !== "" && !isWebAddress(draft.url) ? words.badUrl : null,
  };
  const changed = draft.title !== before.title || draft.text !== before.text || draft.url !== (before.url ?? "");

  const save = useMutation({
    mutationFn: () => writeDocument(id, draft),
    onSuccess: ({ replaces }) => {
      toast(id === null && replaces ? words.savedOver : words.saved);
      onClose();
      return queries.invalidateQueries({ queryKey: ["documents"] });
    },
  });

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    setTried(true);
    const wrong = (["title", "text", "url"] as const).find((name) => errors[name] !== null);
    if (!wrong) return save.mutate();
    event.currentTarget.querySelector<HTMLElement>(`[name=${wrong}]`)?.focus();
  }

  function close(): void {
    if (changed) setLeaving(true);
    else onClose();
  }

  return (
    <Dialog
      open
      shape="panel"
      title={id === null ? words.newText : words.editText}
      onClose={close}
      actions={
        <>
          <Button onClick={close}>{shell.cancel}</Button>
          <Button look="primary" type="submit" form="text-editor" busy={save.isPending}>
            {words.save}
          </Button>
        </>
      }
    >
      <form id="text-editor" className="ui-form text-editor" noValidate onSubmit={submit}>
        {save.isError && <Notice tone="danger">{problem(save.error)}</Notice>}
        <TextFields draft={draft} errors={tried ? errors : {}} onChange={setDraft} />
      </form>
      <ConfirmDialog
        open={leaving}
        title={words.discardTitle}
        confirm={words.discard}
        onConfirm={onClose}
        onClose={() => setLeaving(false)}
      >
        {words.discardText}
      </ConfirmDialog>
    </Dialog>
  );
}

interface FieldsProps {
  draft: Draft;
  errors: Partial<Record<keyof Draft, string | null>>;
  onChange(draft: Draft): void;
}

function TextFields({ draft, errors, onChange }: FieldsProps) {
  const words = useWords(KNOWLEDGE);
  const field = (name: keyof Draft) => ({
    name,
    value: draft[name],
    onChange: ({ target }: { target: { value: string } }) => onChange({ ...draft, [name]: target.value }),
  });
  return (
    <>
      <Field label={words.textTitle} hint={words.textTitleHint} error={errors.title ?? null}>
        {(control) => <input {...control} {...field("title")} className="ui-input" maxLength={TITLE_LENGTH} required />}
      </Field>
      <Field label={words.text} hint={words.textHint} error={errors.text ?? null}>
        {(control) => <textarea {...control} {...field("text")} className="ui-input" rows={16} required />}
      </Field>
      <Field label={words.url} hint={words.urlHint} error={errors.url ?? null}>
        {(control) => <input {...control} {...field("url")} className="ui-input" type="url" maxLength={2000} />}
      </Field>
    </>
  );
}
