import { Button, IconButton } from "../ui/Button";
import { AlertIcon, CheckIcon, ClockIcon, CloseIcon, RetryIcon } from "../ui/icons";
import { Progress } from "../ui/Progress";
import { size } from "../ui/time";
import { useLanguage, useWords } from "../words/section";
import { countStages, isOver, totalProgress, type Stage, type Upload } from "./queue";
import { useUploads } from "./UploadsContext";
import { UPLOADS } from "./words";
import "./uploads.css";

/** What is shown first: what needs a person, then what moves. */
const ORDER: readonly Stage[] = ["failed", "sending", "reading", "waiting", "ready", "cancelled"];

/** The files on their way, while there are any. */
export function UploadPanel() {
  const words = useWords(UPLOADS);
  const { uploads, cancelAll, retry, clear } = useUploads();
  const counts = countStages(uploads);
  const over = counts.ready + counts.failed + counts.cancelled;
  const finished = over === uploads.length;
  const notes = [
    counts.failed > 0 && words.problems(counts.failed),
    counts.cancelled > 0 && words.cancelledCount(counts.cancelled),
  ].filter(Boolean);
  const outcome = [words.finished(counts.ready), ...notes].join(" · ");
  const failed = uploads.filter(({ stage }) => stage === "failed").map(({ key }) => key);
  const inOrder = [...uploads].sort((a, b) => ORDER.indexOf(a.stage) - ORDER.indexOf(b.stage) || a.key - b.key);

  return (
    <>
      {/* Spoken at the beginning and at the end: a count that changes all the time would drown everything else. */}
      <p className="visually-hidden" role="status">
        {uploads.length > 0 && (finished ? outcome : words.begun(uploads.length))}
      </p>
      {uploads.length > 0 && (
        <section className="uploads" aria-label={words.title}>
          <header className="uploads-header">
            <h2>{finished ? outcome : [words.underway(over, uploads.length), ...notes].join(" · ")}</h2>
            {finished ? (
              <IconButton label={words.clear} onClick={clear}>
                <CloseIcon />
              </IconButton>
            ) : (
              <Button look="quiet" onClick={cancelAll}>
                {words.cancelAll}
              </Button>
            )}
            {failed.length > 1 && (
              <Button className="uploads-retry" onClick={() => retry(failed)}>
                <RetryIcon />
                {words.retryAll}
              </Button>
            )}
          </header>
          {!finished && <Progress label={words.title} value={totalProgress(uploads)} />}
          <ul className="uploads-list" aria-label={words.list} tabIndex={0}>
            {inOrder.map((upload) => (
              <UploadRow key={upload.key} upload={upload} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function UploadRow({ upload }: { upload: Upload }) {
  const words = useWords(UPLOADS);
  const language = useLanguage();
  const { cancel, retry } = useUploads();
  const { stage, path, reason } = upload;
  const facts = [words.stages[stage], size(upload.file.size, language), upload.replaces && words.replaces];
  return (
    <li className={`upload upload-${stage}`}>
      <StageIcon stage={stage} />
      <div className="upload-names">
        <p className="upload-name">{path}</p>
        {reason !== null ? (
          <p className={stage === "failed" ? "ui-error" : "ui-hint"}>{reason}</p>
        ) : (
          <p className="ui-hint">{facts.filter(Boolean).join(" · ")}</p>
        )}
        {stage === "sending" && <Progress label={path} value={upload.sent} />}
        {stage === "reading" && <Progress label={path} value={upload.read} />}
      </div>
      {!isOver(upload) && (
        <IconButton label={words.cancel(path)} onClick={() => cancel(upload)}>
          <CloseIcon />
        </IconButton>
      )}
      {(stage === "failed" || stage === "cancelled") && (
        <IconButton label={words.retry(path)} onClick={() => retry([upload.key])}>
          <RetryIcon />
        </IconButton>
      )}
    </li>
  );
}

function StageIcon({ stage }: { stage: Stage }) {
  if (stage === "ready") return <CheckIcon />;
  return stage === "failed" ? <AlertIcon /> : <ClockIcon />;
}
