import { useState } from "react";
import { Choices } from "../ui/Choices";
import { Field } from "../ui/Field";
import { LANGUAGES, useLanguage, useWords, type Language } from "../words/section";
import { GreetingPreview } from "./GreetingPreview";
import { Part } from "./Part";
import type { Settings } from "./settings";
import { useForm } from "./useForm";
import { SETTINGS } from "./words";
import "./widget.css";

const LONGEST = 300;

/** What customers read before their first question. */
export function GreetingPart({ settings: { greeting, suggestions, persona } }: { settings: Settings }) {
  const words = useWords(SETTINGS);
  const [shown, setShown] = useState<Language>(useLanguage());
  const form = useForm({
    part: "greeting",
    saved: { "pt-BR": greeting["pt-BR"] ?? "", en: greeting.en ?? "", suggestions },
    patch: ({ suggestions: suggest, ...written }) => ({
      greeting: { "pt-BR": written["pt-BR"].trim() || null, en: written.en.trim() || null },
      suggestions: suggest,
    }),
    fields: LANGUAGES.map((language) => `greeting.${language}`),
  });
  const { values } = form;

  return (
    <Part
      title={words.greetingTitle}
      lead={words.greetingLead}
      form={form}
      valid={LANGUAGES.every((language) => values[language].length <= LONGEST)}
    >
      <div className="settings-beside">
        <div className="settings-fields">
          {LANGUAGES.map((language) => (
            <GreetingField
              key={language}
              language={language}
              value={values[language]}
              error={form.errorOf(`greeting.${language}`)}
              onFocus={() => setShown(language)}
              onChange={(text) => form.change({ [language]: text })}
            />
          ))}
          <SuggestionsField value={values.suggestions} onChange={(suggest) => form.change({ suggestions: suggest })} />
        </div>
        <div className="settings-preview">
          <Choices<Language>
            label={words.previewIn}
            value={shown}
            onChange={setShown}
            options={LANGUAGES.map((language) => ({ value: language, label: words.languageNames[language] }))}
          />
          <GreetingPreview
            language={shown}
            name={persona.name}
            greeting={values[shown].trim()}
            suggestions={values.suggestions}
          />
        </div>
      </div>
    </Part>
  );
}

interface FieldProps {
  language: Language;
  value: string;
  error: string | null;
  onFocus(): void;
  onChange(text: string): void;
}

function GreetingField({ language, value, error, onFocus, onChange }: FieldProps) {
  const words = useWords(SETTINGS);
  return (
    <Field
      label={words.greetingIn[language]}
      hint={words.greetingHint(value.length, LONGEST)}
      error={value.length > LONGEST ? words.greetingLong(LONGEST) : error}
    >
      {(control) => (
        <textarea
          {...control}
          className="ui-input"
          lang={language}
          rows={3}
          value={value}
          onFocus={onFocus}
          // One line on the server: what was pasted with breaks is joined.
          onChange={(event) => onChange(event.target.value.replace(/\s*\n\s*/g, " "))}
        />
      )}
    </Field>
  );
}

function SuggestionsField({ value, onChange }: { value: boolean; onChange(value: boolean): void }) {
  const words = useWords(SETTINGS);
  return (
    <label className="settings-check-row">
      <input type="checkbox" checked={value} onChange={(event) => onChange(event.target.checked)} />
      <span>
        {words.suggestions}
        <small className="ui-hint">{words.suggestionsHint}</small>
      </span>
    </label>
  );
}
