import { useState, type KeyboardEvent } from "react";
import { Button, IconButton } from "../ui/Button";
import { Field } from "../ui/Field";
import { CloseIcon, LinkIcon, PlusIcon } from "../ui/icons";
import { Notice } from "../ui/States";
import { useWords } from "../words/section";
import { originOf } from "./origins";
import { Part } from "./Part";
import type { Settings } from "./settings";
import { useForm } from "./useForm";
import { SETTINGS } from "./words";
import "./widget.css";

/** The sites whose pages may talk to Rosana. */
export function OriginsPart({ settings: { widget } }: { settings: Settings }) {
  const words = useWords(SETTINGS);
  const form = useForm({
    part: "origins",
    saved: { origins: widget.origins },
    patch: ({ origins }) => ({ widget: { origins } }),
    fields: ["widget.origins"],
  });
  const { origins } = form.values;

  return (
    <Part title={words.originsTitle} lead={words.originsLead} form={form}>
      {origins.length === 0 ? (
        <Notice>{words.noOrigins}</Notice>
      ) : (
        <ul className="settings-origins" aria-label={words.origins}>
          {origins.map((origin) => (
            <li key={origin}>
              <LinkIcon />
              <span>{origin}</span>
              <IconButton
                label={words.removeOrigin(origin)}
                onClick={() => form.change({ origins: origins.filter((one) => one !== origin) })}
              >
                <CloseIcon />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <NewOrigin
        known={origins}
        error={form.errorOf("widget.origins")}
        onAdd={(origin) => form.change({ origins: [...origins, origin] })}
      />
    </Part>
  );
}

interface NewProps {
  known: readonly string[];
  error: string | null;
  onAdd(origin: string): void;
}

function NewOrigin({ known, error, onAdd }: NewProps) {
  const words = useWords(SETTINGS);
  const [written, setWritten] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);

  function add(): void {
    const origin = originOf(written);
    if (origin === null) return setWrong(words.originWrong);
    if (known.includes(origin)) return setWrong(words.originKnown);
    onAdd(origin);
    setWritten("");
    setWrong(null);
  }

  function pressed(event: KeyboardEvent): void {
    if (event.key !== "Enter") return;
    event.preventDefault();
    add();
  }

  return (
    <div className="settings-add">
      <Field label={words.addOrigin} hint={words.originHint} error={wrong ?? error}>
        {(control) => (
          <input
            {...control}
            className="ui-input"
            type="url"
            inputMode="url"
            autoComplete="off"
            value={written}
            onKeyDown={pressed}
            onChange={(event) => {
              setWritten(event.target.value);
              setWrong(null);
            }}
          />
        )}
      </Field>
      <Button disabled={written.trim() === ""} onClick={add}>
        <PlusIcon />
        {words.addOrigin}
      </Button>
    </div>
  );
}
