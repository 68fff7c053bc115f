import { engineName } from "../ui/engineName";
import { Progress } from "../ui/Progress";
import { Notice } from "../ui/States";
import { useLanguage, useWords } from "../words/section";
import { isComplete, readModel, writeModel, type Kind } from "./modelChoice";
import { OllamaField, OtherField } from "./ModelFields";
import { Options } from "./Options";
import { Part } from "./Part";
import { isEmbedding, type Embeddings, type Settings } from "./settings";
import { useForm } from "./useForm";
import { SETTINGS } from "./words";
import "./models.css";

/** Whether the search compares meanings beside words, and with which model. */
export function EmbeddingsPart({ settings: { embeddings } }: { settings: Settings }) {
  const words = useWords(SETTINGS);
  const form = useForm({
    part: "embeddings",
    saved: readModel(embeddings.value),
    patch: (choice) => ({ embeddings: writeModel(choice) }),
    fields: ["embeddings"],
  });
  const { kind, name } = form.values;
  const wrong = form.errorOf("embeddings");
  const incomplete = kind === "other" && name !== "" && !isComplete(form.values) ? words.needsName : null;

  function choose(next: Kind): void {
    const saved = readModel(embeddings.value);
    form.change({ kind: next, name: next === saved.kind ? saved.name : "" });
  }

  return (
    <Part
      title={words.embeddingsTitle}
      lead={words.embeddingsLead}
      form={{ ...form, error: form.error ?? (kind === "other" ? null : wrong) }}
      valid={isComplete(form.values)}
      fixedBy={embeddings.fixed ? "ROSANA_EMBEDDINGS" : null}
    >
      <Options
        legend={words.embeddings}
        value={kind}
        onChange={choose}
        options={[
          { value: "none", label: words.wordsOnly, hint: words.wordsOnlyHint },
          {
            value: "ollama",
            label: words.ollama,
            hint: words.embeddingsOllamaHint,
            more: <OllamaField use="embeddings" name={name} onName={(next) => form.change({ name: next })} />,
          },
          {
            value: "other",
            label: words.embeddingsOther,
            hint: words.otherHint,
            more: <OtherField name={name} onName={(next) => form.change({ name: next })} error={incomplete ?? wrong} />,
          },
        ]}
      />
      {form.unsaved && kind !== "none" && <Notice>{words.reembeds}</Notice>}
      {!form.unsaved && <EmbeddingsNow embeddings={embeddings} />}
    </Part>
  );
}

/** How far the change to the chosen model has come. */
function EmbeddingsNow({ embeddings }: { embeddings: Embeddings }) {
  const words = useWords(SETTINGS);
  const language = useLanguage();
  const { value, serving, embedded, passages, problem } = embeddings;
  if (value === null) return null;
  const count = (number: number) => number.toLocaleString(language);
  const now = serving === null ? words.wordsOnly : engineName(serving, serving);
  return (
    <div className="settings-now">
      <p>{words.searchesNow(now)}</p>
      {problem && <p className="ui-error">{problem}</p>}
      {isEmbedding(embeddings) && (
        <>
          <p className="ui-hint">{words.embedded(count(embedded), count(passages))}</p>
          <Progress label={words.embeddingsTitle} value={embedded / passages} />
        </>
      )}
    </div>
  );
}
