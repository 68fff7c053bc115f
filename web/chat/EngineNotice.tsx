import type { ReactNode } from "react";
import type { Readiness } from "../client/wire";
import { useStrings } from "./StringsContext";

/** What is worth knowing about the engine: a model on its way, or why nothing answers. */
export function EngineNotice({ readiness }: { readiness: Readiness | null }) {
  const strings = useStrings();
  if (readiness === null) return null;
  const { model } = readiness.parts;

  if (model.status === "pulling") {
    const label = model.detail || strings.pulling;
    return (
      <div className="notice">
        <p className="notice-main">{label}</p>
        <progress aria-label={label} {...(model.progress !== null && { value: model.progress })} />
        {readiness.status === "ready" && <p>{strings.pullingHint}</p>}
      </div>
    );
  }
  if (readiness.status === "ready" && model.status === "ready") return null;
  return (
    <p className="notice" role="status">
      {model.status === "ready" ? strings.unavailable : withCode(model.detail || strings.unavailable)}
    </p>
  );
}

/** Commands stand between backticks. */
function withCode(text: string): ReactNode[] {
  return text.split("`").map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part));
}
