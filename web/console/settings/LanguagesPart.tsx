import { Field } from "../ui/Field";
import { LANGUAGES, useWords, type Language } from "../words/section";
import { Checks } from "./Options";
import { Part } from "./Part";
import type { Settings } from "./settings";
import { useForm } from "./useForm";
import { SETTINGS } from "./words";

/** In which languages the page offers itself, and which is the usual one. */
export function LanguagesPart({ settings }: { settings: Settings }) {
  const words = useWords(SETTINGS);
  const form = useForm({
    part: "languages",
    saved: { languages: settings.languages },
    patch: ({ languages }) => ({ languages }),
    fields: ["languages"],
  });
  const { languages } = form.values;
  const wrong = languages.length === 0 ? words.oneLanguage : form.errorOf("languages");

  function offer(language: Language, offered: boolean): void {
    form.change({ languages: offered ? [...languages, language] : languages.filter((one) => one !== language) });
  }

  return (
    <Part title={words.languagesTitle} lead={words.languagesLead} form={form} valid={languages.length > 0}>
      <Checks
        legend={words.languages}
        options={LANGUAGES.map((language) => ({ value: language, label: words.languageNames[language] }))}
        chosen={languages}
        error={wrong}
        onChange={offer}
      />
      {languages.length > 1 && (
        <UsualField languages={languages} onChange={(ordered) => form.change({ languages: ordered })} />
      )}
    </Part>
  );
}

interface UsualProps {
  /** The usual one first. */
  languages: readonly Language[];
  onChange(languages: Language[]): void;
}

function UsualField({ languages, onChange }: UsualProps) {
  const words = useWords(SETTINGS);
  return (
    <Field label={words.usual} hint={words.usualHint}>
      {(control) => (
        <select
          {...control}
          className="ui-input settings-short"
          value={languages[0]}
          onChange={({ target }) => {
            const usual = LANGUAGES.find((one) => one === target.value);
            if (usual) onChange([usual, ...languages.filter((one) => one !== usual)]);
          }}
        >
          {LANGUAGES.map((language) => (
            <option key={language} value={language}>
              {words.languageNames[language]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
