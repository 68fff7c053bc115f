import { useEffect, useRef } from "react";

interface Props<Value extends string> {
  label: string;
  options: readonly { value: Value; label: string }[];
  value: Value;
  onChange(value: Value): void;
}

/** A row of filters of which one is on. */
export function Choices<Value extends string>({ label, options, value, onChange }: Props<Value>) {
  const group = useRef<HTMLDivElement>(null);

  useEffect(() => {
    // On a phone the row may be longer than the screen.
    group.current?.querySelector("[aria-pressed=true]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, []);

  return (
    <div ref={group} className="ui-choices" role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
