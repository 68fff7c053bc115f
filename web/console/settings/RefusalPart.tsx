import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { Link } from "wouter";
import { ErrorState, Notice, Skeleton } from "../ui/States";
import { percent } from "../ui/time";
import { useLanguage, useWords } from "../words/section";
import { Part } from "./Part";
import { effectOf, type Effect, type Settings } from "./settings";
import { useForm } from "./useForm";
import { useSettled } from "./useSettled";
import { SETTINGS } from "./words";
import "./refusal.css";

const MOST = 0.5;
const SHOWN = 8;

/** How sure Rosana must be before she answers, with what that would have done to the questions of the past. */
export function RefusalPart({ settings: { refused_share: setting } }: { settings: Settings }) {
  const words = useWords(SETTINGS);
  const language = useLanguage();
  const id = useId();
  const form = useForm({
    part: "refusal",
    saved: { share: setting.value },
    patch: ({ share }) => ({ refused_share: share }),
  });
  const { share } = form.values;
  const value = words.refusalValue(percent(share, language));

  return (
    <Part
      title={words.refusalTitle}
      lead={words.refusalLead}
      form={{ ...form, error: form.error ?? form.errorOf("refused_share") }}
      fixedBy={setting.fixed ? "ROSANA_REFUSED_SHARE" : null}
    >
      <div className="settings-slider">
        <label htmlFor={id} className="visually-hidden">
          {words.refusal}
        </label>
        <input
          id={id}
          type="range"
          min={0}
          max={MOST * 100}
          step={1}
          value={Math.round(share * 100)}
          aria-valuetext={value}
          aria-describedby={`${id}-meaning`}
          onChange={(event) => form.change({ share: Number(event.target.value) / 100 })}
        />
        <div className="settings-slider-ends" aria-hidden="true">
          <span>{words.answerMore}</span>
          <span>{words.refuseMore}</span>
        </div>
        <p>
          <strong>{value}.</strong>
        </p>
        <p id={`${id}-meaning`} className="ui-hint">
          {words.refusalMeaning}
        </p>
      </div>
      <EffectOf share={share} />
    </Part>
  );
}

function EffectOf({ share }: { share: number }) {
  const words = useWords(SETTINGS);
  const settled = useSettled(share);
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...effectOf(settled),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="settings-effect" aria-busy={isPlaceholderData || settled !== share}>
      <h3>{words.effect}</h3>
      {data ? (
        data.questions === 0 ? (
          <Notice>{words.noQuestions}</Notice>
        ) : (
          <Changes effect={data} />
        )
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton rows={2} />
      )}
    </div>
  );
}

function Changes({ effect: { questions, refused_now, refused_then, changed } }: { effect: Effect }) {
  const words = useWords(SETTINGS);
  const language = useLanguage();
  const hidden = changed.length - SHOWN;
  return (
    <>
      <dl className="settings-counts" aria-live="polite">
        <div>
          <dt>{words.refusedNow}</dt>
          <dd>
            <strong>{refused_now.toLocaleString(language)}</strong> {words.ofQuestions(questions)}
          </dd>
        </div>
        <div>
          <dt>{words.refusedThen}</dt>
          <dd>
            <strong>{refused_then.toLocaleString(language)}</strong> {words.ofQuestions(questions)}
          </dd>
        </div>
      </dl>
      <p className="ui-hint">{changed.length === 0 ? words.nothingChanges : words.changes(changed.length)}</p>
      <ul className="settings-changed">
        {changed.slice(0, SHOWN).map((question, index) => (
          <li key={`${question.conversation_id} ${index}`}>
            <Link href={`/conversas/${encodeURIComponent(question.conversation_id)}`}>{question.text}</Link>
            <span className="ui-hint">
              <b>{question.refused_then ? words.wouldRefuse : words.wouldAnswer}</b>
              {" · "}
              {words.confidence(percent(question.confidence, language))}
            </span>
          </li>
        ))}
      </ul>
      {hidden > 0 && <p className="ui-hint">{words.andMore(hidden)}</p>}
    </>
  );
}
