import { useEffect, useRef, useState } from "react";
import { SHELL } from "../words/shell";
import { useWords } from "../words/section";
import { IconButton } from "./Button";
import { CloseIcon, SearchIcon } from "./icons";

const PAUSE_MS = 250;

interface Props {
  label: string;
  placeholder?: string;
  value: string;
  /** Called when the writer pauses, with the ends trimmed. */
  onChange(value: string): void;
}

/** A field that searches as one writes. */
export function SearchField({ label, placeholder, value, onChange }: Props) {
  const words = useWords(SHELL);
  const field = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState(value);
  const told = useRef(value);

  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setDraft(value);
  }, [value]);

  useEffect(() => {
    const next = draft.trim();
    if (next === told.current) return;
    const timer = setTimeout(() => {
      told.current = next;
      onChange(next);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [draft, onChange]);

  function clear(): void {
    told.current = "";
    setDraft("");
    onChange("");
    field.current?.focus();
  }

  return (
    <div className="ui-search" role="search">
      <SearchIcon />
      <input
        ref={field}
        type="search"
        aria-label={label}
        placeholder={placeholder ?? label}
        value={draft}
        maxLength={200}
        onChange={(event) => setDraft(event.target.value)}
      />
      {draft && (
        <IconButton label={words.clearSearch} onClick={clear}>
          <CloseIcon />
        </IconButton>
      )}
    </div>
  );
}
