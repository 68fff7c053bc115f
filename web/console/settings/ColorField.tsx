import { Field } from "../ui/Field";
import { useLanguage, useWords } from "../words/section";
import { contrast, contrastOnWhite, isColor, textOn, VISIBLE } from "./color";
import { SETTINGS } from "./words";

interface Props {
  value: string;
  error: string | null;
  onChange(value: string): void;
}

/** A colour, picked or written, and whether it can be seen. */
export function ColorField({ value, error, onChange }: Props) {
  const words = useWords(SETTINGS);
  const language = useLanguage();
  const ratio = (number: number) => number.toLocaleString(language, { maximumFractionDigits: 1 });
  const known = isColor(value);
  const edge = known ? contrastOnWhite(value) : null;
  return (
    <Field
      label={words.color}
      error={known ? error : words.colorWrong}
      hint={known && words.textContrast(ratio(contrast(value, textOn(value))))}
    >
      {(control) => (
        <>
          <div className="settings-color">
            <input
              type="color"
              aria-label={words.pickColor}
              value={known ? value : "#000000"}
              onChange={(event) => onChange(event.target.value)}
            />
            <input
              {...control}
              className="ui-input"
              value={value}
              maxLength={7}
              spellCheck={false}
              autoCapitalize="none"
              autoComplete="off"
              onChange={(event) => onChange(event.target.value.trim().toLowerCase())}
            />
          </div>
          {edge !== null && edge < VISIBLE && (
            <p className="settings-warning" role="status">
              {words.edgeLow(ratio(edge))}
            </p>
          )}
        </>
      )}
    </Field>
  );
}
