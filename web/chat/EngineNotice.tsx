import type { Readiness } from "../client/wire";
import { useStrings } from "./StringsContext";

/** What a customer needs to know of the engine; why it is so, and what to do, is for operators. */
export function EngineNotice({ readiness }: { readiness: Readiness | null }) {
  const strings = useStrings();
  if (readiness === null) return null;
  const { model } = readiness.parts;
  const answers = readiness.status === "ready";

  if (model.status === "pulling") {
    const label = strings.preparing(model.progress);
    return (
      <div className="notice">
        <p className="notice-main">{label}</p>
        <progress aria-label={label} {...(model.progress !== null && { value: model.progress })} />
        {answers && <p>{strings.meanwhile}</p>}
      </div>
    );
  }
  if (answers && model.status === "ready") return null;
  return (
    <p className="notice" role="status">
      {answers ? strings.fromDocuments : strings.unavailable}
    </p>
  );
}
