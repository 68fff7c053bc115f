import type { ReactNode } from "react";
import { SHELL } from "../words/shell";
import { useWords } from "../words/section";
import { Button } from "./Button";
import { AlertIcon, RetryIcon } from "./icons";
import { useProblem } from "./useProblem";

interface EmptyProps {
  title: string;
  children?: ReactNode;
  /** What to do about it. */
  action?: ReactNode;
  icon?: ReactNode;
}

/** Nothing is here, and that is no fault. */
export function Empty({ title, children, action, icon }: EmptyProps) {
  return (
    <div className="ui-state">
      {icon && <span className="ui-state-icon">{icon}</span>}
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action && <div className="ui-state-action">{action}</div>}
    </div>
  );
}

interface ErrorProps {
  error: unknown;
  title?: string;
  onRetry?(): void;
}

/** Something failed: why, and the way to try again. */
export function ErrorState({ error, title, onRetry }: ErrorProps) {
  const words = useWords(SHELL);
  const problem = useProblem();
  return (
    <div className="ui-state ui-state-error" role="alert">
      <span className="ui-state-icon">
        <AlertIcon />
      </span>
      <h2>{title ?? words.failedTitle}</h2>
      <p>{problem(error)}</p>
      {onRetry && (
        <div className="ui-state-action">
          <Button onClick={onRetry}>
            <RetryIcon />
            {words.retry}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Rows in the shape of what is to come. */
export function Skeleton({ rows = 6 }: { rows?: number }) {
  const words = useWords(SHELL);
  return (
    <div className="ui-skeleton" role="status" aria-label={words.loading}>
      {Array.from({ length: rows }, (_, index) => (
        <i key={index} />
      ))}
    </div>
  );
}

/** A sentence in a box, above what it is about. */
export function Notice({ tone = "plain", children }: { tone?: "plain" | "danger"; children: ReactNode }) {
  return (
    <div className={`ui-notice ui-notice-${tone}`} role={tone === "danger" ? "alert" : undefined}>
      {tone === "danger" && <AlertIcon />}
      <div>{children}</div>
    </div>
  );
}
