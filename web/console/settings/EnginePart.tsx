import { useQuery } from "@tanstack/react-query";
import { client } from "../api/client";
import { engineName } from "../ui/engineName";
import { Progress } from "../ui/Progress";
import { useWords } from "../words/section";
import { isComplete, readModel, writeModel, type Kind } from "./modelChoice";
import { OllamaField, OtherField } from "./ModelFields";
import { Options } from "./Options";
import { Part } from "./Part";
import type { Settings } from "./settings";
import { useForm } from "./useForm";
import { withCode } from "./withCode";
import { SETTINGS } from "./words";
import "./models.css";

const LOOK_MS = 3_000;

/** Who writes the answers. */
export function EnginePart({ settings: { model } }: { settings: Settings }) {
  const words = useWords(SETTINGS);
  const form = useForm({
    part: "engine",
    saved: readModel(model.value),
    patch: (choice) => ({ model: writeModel(choice) ?? "auto" }),
    fields: ["model"],
  });
  const { kind, name } = form.values;
  const wrong = form.errorOf("model");
  const incomplete = kind === "other" && name !== "" && !isComplete(form.values) ? words.needsName : null;

  function choose(next: Kind): void {
    const saved = readModel(model.value);
    form.change({ kind: next, name: next === saved.kind ? saved.name : "" });
  }

  return (
    <Part
      title={words.engineTitle}
      lead={words.engineLead}
      form={{ ...form, error: form.error ?? (kind === "other" ? null : wrong) }}
      valid={isComplete(form.values)}
      fixedBy={model.fixed ? "ROSANA_MODEL" : null}
    >
      <Options
        legend={words.engine}
        value={kind}
        onChange={choose}
        options={[
          { value: "auto", label: words.auto, hint: words.autoHint },
          { value: "extractive", label: words.extractive, hint: words.extractiveHint },
          {
            value: "ollama",
            label: words.ollama,
            hint: words.ollamaHint,
            more: <OllamaField use="chat" name={name} onName={(next) => form.change({ name: next })} />,
          },
          {
            value: "other",
            label: words.other,
            hint: words.otherHint,
            more: <OtherField name={name} onName={(next) => form.change({ name: next })} error={incomplete ?? wrong} />,
          },
        ]}
      />
      <EngineNow />
    </Part>
  );
}

/** Who answers at this moment, and what stands in the way of who should. */
function EngineNow() {
  const words = useWords(SETTINGS);
  const { data } = useQuery({
    queryKey: ["ready"],
    queryFn: ({ signal }) => client.readiness(signal),
    refetchInterval: LOOK_MS,
  });
  if (!data) return null;
  const { model, status, detail, progress } = data.parts.model;
  return (
    <div className="settings-now">
      <p>
        <i className={`settings-light settings-light-${status}`} aria-hidden="true" />
        {words.answersNow(engineName(model, words.documentsOwn))}
      </p>
      <p className="ui-hint">{withCode(detail)}</p>
      {status === "pulling" && <Progress label={words.preparing(engineName(data.parts.model.wanted, ""))} value={progress} />}
    </div>
  );
}
