import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { RetryIcon } from "../ui/icons";
import { Progress } from "../ui/Progress";
import { ErrorState, Notice, Skeleton } from "../ui/States";
import { Table, type Column } from "../ui/Table";
import { percent, size } from "../ui/time";
import { useLanguage, useWords } from "../words/section";
import { withTag } from "./modelChoice";
import { Plain } from "./Part";
import { modelsQuery, type Model, type Models, type Pull } from "./settings";
import { usePulls } from "./usePulls";
import { withCode } from "./withCode";
import { SETTINGS } from "./words";
import "./models.css";

/** What Ollama has, and how to get more. */
export function ModelsPart() {
  const words = useWords(SETTINGS);
  const { data, error, refetch, isFetching } = useQuery(modelsQuery);
  return (
    <Plain title={words.modelsTitle} lead={words.modelsLead}>
      {data ? (
        data.provider_reachable ? (
          <Reachable models={data} />
        ) : (
          <Notice>
            <p>{data.advice === null ? words.noOllama : withCode(data.advice)}</p>
            <Button className="settings-check" busy={isFetching} onClick={() => void refetch()}>
              <RetryIcon />
              {words.checkAgain}
            </Button>
          </Notice>
        )
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton rows={3} />
      )}
    </Plain>
  );
}

function Reachable({ models: { installed, recommended } }: { models: Models }) {
  const { pulls, problem, pull, isBusy } = usePulls();
  const there = new Set(installed.map(({ name }) => name));
  const more = recommended.filter(({ name }) => !there.has(withTag(name)));
  return (
    <>
      <Installed models={installed} />
      <Downloads pulls={pulls} />
      {more.length > 0 && <Recommended models={more} isBusy={isBusy} onPull={pull} />}
      <PullForm problem={problem} isBusy={isBusy} onPull={pull} />
    </>
  );
}

function Installed({ models }: { models: readonly Model[] }) {
  const words = useWords(SETTINGS);
  const language = useLanguage();
  const columns: Column<Model>[] = [
    { name: words.model, cell: ({ name }) => name },
    { name: words.parameters, numeric: true, cell: ({ parameters }) => parameters || "–" },
    { name: words.size, numeric: true, cell: (model) => size(model.size, language) },
  ];
  if (models.length === 0) return <Notice>{words.noModels}</Notice>;
  return <Table caption={words.installed} columns={columns} rows={models} rowKey={({ name }) => name} />;
}

function Downloads({ pulls }: { pulls: readonly Pull[] }) {
  const words = useWords(SETTINGS);
  const language = useLanguage();
  return (
    <ul className="settings-pulls" aria-live="polite">
      {pulls.map(({ name, status, progress, detail }) => (
        <li key={name}>
          {status === "pulling" && (
            <>
              <p>{words.pulling(name, progress === null ? words.pullWaiting : percent(progress, language))}</p>
              <Progress label={words.preparing(name)} value={progress} />
            </>
          )}
          {status === "failed" && (
            <p className="ui-error">
              {words.pullFailed(name)} {detail}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

interface PullProps {
  isBusy(name: string): boolean;
  onPull(name: string): void;
}

function Recommended({ models, isBusy, onPull }: PullProps & { models: Models["recommended"] }) {
  const words = useWords(SETTINGS);
  const language = useLanguage();
  return (
    <div className="settings-recommended">
      <h3>{words.recommended}</h3>
      <ul>
        {models.map(({ name, use, size: bytes, note }) => (
          <li key={name}>
            <div>
              <p>
                <strong>{name}</strong> <span className="ui-hint">{`${words.uses[use]} · ${size(bytes, language)}`}</span>
              </p>
              <p className="ui-hint">{note}</p>
            </div>
            <Button busy={isBusy(name)} aria-label={words.pullNamed(name)} onClick={() => onPull(name)}>
              {words.pull}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function PullForm({ problem, isBusy, onPull }: PullProps & { problem: string | null }) {
  const words = useWords(SETTINGS);
  const [written, setWritten] = useState("");
  const name = written.trim();

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (name === "") return;
    onPull(name);
    setWritten("");
  }

  return (
    <form className="settings-add" onSubmit={submit}>
      <Field label={words.pullOther} hint={words.pullOtherHint} error={problem}>
        {(control) => (
          <input
            {...control}
            className="ui-input"
            value={written}
            maxLength={200}
            spellCheck={false}
            autoCapitalize="none"
            autoComplete="off"
            onChange={(event) => setWritten(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" disabled={name === "" || isBusy(name)}>
        {words.pull}
      </Button>
    </form>
  );
}
