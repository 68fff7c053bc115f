import { useId } from "react";
import { Link } from "wouter";
import { Notice } from "../ui/States";
import { useWords } from "../words/section";
import { Part } from "./Part";
import type { Kind, Settings } from "./settings";
import { useForm } from "./useForm";
import { SETTINGS } from "./words";

const KINDS = Object.keys(SETTINGS["pt-BR"].kindNames) as Kind[];

/** Which personal data is masked before anything is stored, searched or sent to a model. */
export function PrivacyPart({ settings: { masked_kinds: setting } }: { settings: Settings }) {
  const words = useWords(SETTINGS);
  const hint = useId();
  const form = useForm({
    part: "privacy",
    saved: { kinds: setting.value },
    patch: ({ kinds }) => ({ masked_kinds: kinds }),
    fields: ["masked_kinds"],
  });
  const { kinds } = form.values;
  const wrong = form.errorOf("masked_kinds");

  function mask(kind: Kind, masked: boolean): void {
    form.change({ kinds: KINDS.filter((one) => (one === kind ? masked : kinds.includes(one))) });
  }

  return (
    <Part
      title={words.privacyTitle}
      lead={words.privacyLead}
      form={form}
      fixedBy={setting.fixed ? "ROSANA_PRIVACY__KINDS" : null}
    >
      <fieldset className="settings-checks settings-kinds" aria-describedby={hint}>
        <legend className="visually-hidden">{words.kinds}</legend>
        {KINDS.map((kind) => (
          <label key={kind} className="settings-check-row">
            <input
              type="checkbox"
              checked={kinds.includes(kind)}
              onChange={(event) => mask(kind, event.target.checked)}
            />
            <span>{words.kindNames[kind]}</span>
          </label>
        ))}
      </fieldset>
      {wrong && (
        <p className="ui-error" role="alert">
          {wrong}
        </p>
      )}
      {kinds.length < KINDS.length && <Notice>{words.unmasked}</Notice>}
      <p id={hint} className="ui-hint">
        {words.privacyHint} <Link href="/conhecimento">{words.toKnowledge}</Link>
      </p>
    </Part>
  );
}
