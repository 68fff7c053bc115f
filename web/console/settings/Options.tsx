import { useId, type ReactNode } from "react";
import "./options.css";

export interface Option<Value extends string> {
  value: Value;
  label: string;
  hint?: string;
  /** What is asked once it is chosen. */
  more?: ReactNode;
}

interface Props<Value extends string> {
  legend: string;
  options: readonly Option<Value>[];
  value: Value;
  onChange(value: Value): void;
}

/** A choice of one, each with a sentence on what it means. */
export function Options<Value extends string>({ legend, options, value, onChange }: Props<Value>) {
  const name = useId();
  return (
    <fieldset className="settings-options">
      <legend>{legend}</legend>
      {options.map((option) => {
        const chosen = option.value === value;
        const hint = `${name}-${option.value}`;
        return (
          <div key={option.value} className={chosen ? "settings-option settings-option-chosen" : "settings-option"}>
            <label>
              <input
                type="radio"
                name={name}
                value={option.value}
                checked={chosen}
                aria-describedby={option.hint ? hint : undefined}
                onChange={() => onChange(option.value)}
              />
              <span className="settings-option-name">{option.label}</span>
            </label>
            {option.hint && (
              <p id={hint} className="ui-hint">
                {option.hint}
              </p>
            )}
            {chosen && option.more && <div className="settings-option-more">{option.more}</div>}
          </div>
        );
      })}
    </fieldset>
  );
}

interface ChecksProps<Value extends string> {
  legend: string;
  options: readonly Pick<Option<Value>, "value" | "label">[];
  chosen: readonly Value[];
  /** Several columns, where there is room. */
  wide?: boolean;
  error?: string | null;
  onChange(value: Value, chosen: boolean): void;
}

/** A choice of any number. */
export function Checks<Value extends string>(props: ChecksProps<Value>) {
  const { legend, options, chosen, wide = false, error = null, onChange } = props;
  return (
    <fieldset className={wide ? "settings-checks settings-checks-wide" : "settings-checks"}>
      <legend className="visually-hidden">{legend}</legend>
      {options.map(({ value, label }) => (
        <label key={value} className="settings-check-row">
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={(event) => onChange(value, event.target.checked)}
          />
          <span>{label}</span>
        </label>
      ))}
      {error && (
        <p className="ui-error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
