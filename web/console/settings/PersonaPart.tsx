import { Field } from "../ui/Field";
import { useWords } from "../words/section";
import { Options } from "./Options";
import { Part } from "./Part";
import { TONES, type Settings } from "./settings";
import { useForm } from "./useForm";
import { SETTINGS } from "./words";

const LONGEST_NAME = 40;
const NAME = /^\p{L}[\p{L}\p{N} '’&-]*$/u;

/** The name and the tone of who answers. */
export function PersonaPart({ settings: { persona } }: { settings: Settings }) {
  const words = useWords(SETTINGS);
  const form = useForm({
    part: "persona",
    saved: persona,
    patch: ({ name, tone }) => ({ persona: { name: name.trim(), tone } }),
    fields: ["persona.name"],
  });
  const { name, tone } = form.values;
  const wrong = name.trim() === "" ? words.nameEmpty : NAME.test(name.trim()) ? null : words.nameWrong;

  return (
    <Part title={words.personaTitle} lead={words.personaLead} form={form} valid={wrong === null}>
      <Field label={words.name} error={wrong ?? form.errorOf("persona.name")}>
        {(control) => (
          <input
            {...control}
            className="ui-input settings-short"
            value={name}
            maxLength={LONGEST_NAME}
            autoComplete="off"
            onChange={(event) => form.change({ name: event.target.value })}
          />
        )}
      </Field>
      <Options
        legend={words.tone}
        value={tone}
        onChange={(next) => form.change({ tone: next })}
        options={TONES.map((value) => ({ value, label: words.tones[value], hint: words.toneHints[value] }))}
      />
    </Part>
  );
}
