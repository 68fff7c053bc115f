import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { addSite } from "../api/sites";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { Field } from "../ui/Field";
import { Notice } from "../ui/States";
import { useToast } from "../ui/Toast";
import { useProblem } from "../ui/useProblem";
import { isWebAddress } from "../ui/web";
import { SHELL } from "../words/shell";
import { useWords } from "../words/section";
import { KNOWLEDGE } from "./words";

const DEPTHS = { all: null, one: 1, two: 2, three: 3 } as const;
const EVERIES = { never: null, hour: 1, day: 24, week: 168 } as const;

interface Draft {
  url: string;
  scope: "site" | "page";
  depth: keyof typeof DEPTHS;
  every: keyof typeof EVERIES;
}

/** The form for a new site, or a page of one. */
export function AddSite({ onClose }: { onClose(): void }) {
  const words = useWords(KNOWLEDGE);
  const shell = useWords(SHELL);
  const problem = useProblem();
  const toast = useToast();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<Draft>({ url: "", scope: "site", depth: "all", every: "day" });
  const [tried, setTried] = useState(false);
  const url = draft.url.trim();
  const wrong = isWebAddress(url) ? null : words.badUrl;

  const add = useMutation({
    mutationFn: () =>
      addSite({
        url,
        depth: draft.scope === "page" ? 0 : DEPTHS[draft.depth],
        every_hours: EVERIES[draft.every],
      }),
    onSuccess: () => {
      toast(words.siteAdded);
      onClose();
      return queries.invalidateQueries({ queryKey: ["sites"] });
    },
  });

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    setTried(true);
    if (wrong === null) add.mutate();
    else event.currentTarget.querySelector("input")?.focus();
  }

  return (
    <Dialog
      open
      title={words.addSite}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{shell.cancel}</Button>
          <Button look="primary" type="submit" form="add-site" busy={add.isPending}>
            {words.addSite}
          </Button>
        </>
      }
    >
      <form id="add-site" className="ui-form" noValidate onSubmit={submit}>
        {add.isError && <Notice tone="danger">{problem(add.error)}</Notice>}
        <SiteFields draft={draft} error={tried ? wrong : null} onChange={setDraft} />
      </form>
    </Dialog>
  );
}

interface FieldsProps {
  draft: Draft;
  /** What is wrong with the address. */
  error: string | null;
  onChange(draft: Draft): void;
}

function SiteFields({ draft, error, onChange }: FieldsProps) {
  const words = useWords(KNOWLEDGE);
  return (
    <>
      <Field label={words.siteAddress} hint={words.siteAddressHint} error={error}>
        {(control) => (
          <input
            {...control}
            className="ui-input"
            type="url"
            inputMode="url"
            autoComplete="url"
            maxLength={2000}
            value={draft.url}
            onChange={({ target }) => onChange({ ...draft, url: target.value })}
          />
        )}
      </Field>
      <Scope value={draft.scope} onChange={(scope) => onChange({ ...draft, scope })} />
      {draft.scope === "site" && (
        <Choice
          label={words.siteDepth}
          names={words.depths}
          value={draft.depth}
          onChange={(depth) => onChange({ ...draft, depth })}
        />
      )}
      <Choice
        label={words.siteEvery}
        names={words.everies}
        value={draft.every}
        onChange={(every) => onChange({ ...draft, every })}
      />
    </>
  );
}

function Scope({ value, onChange }: { value: Draft["scope"]; onChange(value: Draft["scope"]): void }) {
  const words = useWords(KNOWLEDGE);
  const options = [
    ["site", words.wholeSite],
    ["page", words.onePage],
  ] as const;
  return (
    <fieldset className="radios">
      <legend>{words.siteScope}</legend>
      {options.map(([option, name]) => (
        <label key={option}>
          <input type="radio" name="scope" checked={value === option} onChange={() => onChange(option)} />
          {name}
        </label>
      ))}
    </fieldset>
  );
}

interface ChoiceProps<Name extends string> {
  label: string;
  names: Record<Name, string>;
  value: Name;
  onChange(value: Name): void;
}

function Choice<Name extends string>({ label, names, value, onChange }: ChoiceProps<Name>) {
  // The keys of a record of names are those names.
  const options = Object.keys(names) as Name[];
  return (
    <Field label={label}>
      {(control) => (
        <select
          {...control}
          className="ui-input"
          value={value}
          onChange={({ target }) => onChange(options.find((name) => name === target.value) ?? value)}
        >
          {options.map((name) => (
            <option key={name} value={name}>
              {names[name]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
