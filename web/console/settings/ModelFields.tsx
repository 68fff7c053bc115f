import { useQuery } from "@tanstack/react-query";
import { Field } from "../ui/Field";
import { useWords } from "../words/section";
import { withTag } from "./modelChoice";
import { modelsQuery, type Use } from "./settings";
import { SETTINGS } from "./words";

interface Props {
  name: string;
  onName(name: string): void;
}

/** Which of Ollama's models; one that is chosen but not there stays in the list. */
export function OllamaField({ name, use, onName }: Props & { use: Use }) {
  const words = useWords(SETTINGS);
  const { data } = useQuery(modelsQuery);
  const installed = (data?.installed ?? []).filter(({ uses }) => uses.includes(use)).map((model) => model.name);
  const chosen = name && installed.includes(withTag(name)) ? withTag(name) : name;

  return (
    <Field label={words.chosenModel} hint={chosen === "" ? words.needsModel : undefined}>
      {(control) => (
        <select {...control} className="ui-input" value={chosen} onChange={(event) => onName(event.target.value)}>
          {chosen === "" && <option value="">{words.choose}</option>}
          {chosen !== "" && !installed.includes(chosen) && <option value={chosen}>{words.notInstalled(chosen)}</option>}
          {installed.map((model) => (
            <option key={model} value={model}>
              {model}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Any other model, as the settings of the server would name it. */
export function OtherField({ name, onName, error }: Props & { error: string | null }) {
  const words = useWords(SETTINGS);
  return (
    <Field label={words.otherName} hint={words.otherNameHint} error={error}>
      {(control) => (
        <input
          {...control}
          className="ui-input"
          value={name}
          maxLength={200}
          spellCheck={false}
          autoCapitalize="none"
          autoComplete="off"
          onChange={(event) => onName(event.target.value)}
        />
      )}
    </Field>
  );
}
