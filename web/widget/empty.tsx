/** What stands in the place of the chat while there is none. */

import { AlertIcon, CloseIcon, RetryIcon } from "../chat/icons";
import type { Problem } from "../client/problem";
import type { Strings } from "./strings";

interface Props {
  strings: Strings;
  /** Null where there is nothing to close. */
  onClose: (() => void) | null;
}

export function Loading({ strings, onClose }: Props) {
  return (
    <div className="chat panel-empty">
      {onClose && <CloseButton label={strings.close} onClose={onClose} />}
      <div className="skeleton" role="status">
        <span className="visually-hidden">{strings.loading}</span>
        <i />
        <i />
        <i />
      </div>
    </div>
  );
}

export function Failure({ strings, onClose, problem, onReload }: Props & { problem: Problem; onReload(): void }) {
  return (
    <div className="chat panel-empty">
      {onClose && <CloseButton label={strings.close} onClose={onClose} />}
      <p className="problem" role="alert">
        <AlertIcon />
        {explanation(problem.code, strings)}
      </p>
      {problem.code === "origin_refused" && <code>{location.origin}</code>}
      <button type="button" className="button" onClick={onReload}>
        <RetryIcon />
        {strings.retry}
      </button>
    </div>
  );
}

/** Closes the panel, from its upper end. */
export function CloseButton({ label, onClose }: { label: string; onClose(): void }) {
  return (
    <button type="button" className="icon-button panel-close" aria-label={label} onClick={onClose}>
      <CloseIcon />
    </button>
  );
}

function explanation(code: string, { problems }: Strings): string {
  if (code === "origin_refused" || code === "widget_not_found") return problems[code];
  return problems.other;
}
