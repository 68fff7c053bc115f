import { Link } from "wouter";
import { Notice } from "../ui/States";
import { useWords } from "../words/section";
import { Checks } from "./Options";
import { Part } from "./Part";
import type { Kind, Settings } from "./settings";
import { useForm } from "./useForm";
import { SETTINGS } from "./words";

const KINDS = Object.keys(SETTINGS["pt-BR"].kindNames) as Kind[];

/** Which personal data is masked before anything is stored, searched or sent to a model. */
export function PrivacyPart({ settings: { masked_kinds: setting } }: { settings: Settings }) {
  const words = useWords(SETTINGS);
  const form = useForm({
    part: "privacy",
    saved: { kinds: setting.value },
    patch: ({ kinds }) => ({ masked_kinds: kinds }),
    fields: ["masked_kinds"],
  });
  const { kinds } = form.values;

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
      <Checks
        legend={words.kinds}
        options={KINDS.map((kind) => ({ value: kind, label: words.kindNames[kind] }))}
        chosen={kinds}
        wide
        error={form.errorOf("masked_kinds")}
        onChange={mask}
      />
      {kinds.length < KINDS.length && <Notice>{words.unmasked}</Notice>}
      <p className="ui-hint">
        {words.privacyHint} <Link href="/conhecimento">{words.toKnowledge}</Link>
      </p>
    </Part>
  );
}
