import { memo } from "react";
import { Link } from "wouter";
import type { DocumentOut, DocumentStatus } from "../api/documents";
import { FileIcon, LinkIcon, PencilIcon } from "../ui/icons";
import { Progress } from "../ui/Progress";
import { longTime, shortTime } from "../ui/time";
import { useLanguage, useWords } from "../words/section";
import { DocumentMenu } from "./DocumentMenu";
import { KNOWLEDGE } from "./words";

interface Props {
  document: DocumentOut;
  /** The list's own parameters, kept in links. */
  search: string;
}

export const DocumentRow = memo(function DocumentRow({ document, search }: Props) {
  const words = useWords(KNOWLEDGE);
  const language = useLanguage();
  const { id, title, source, status, reason, progress } = document;
  return (
    <li className="document">
      <OriginIcon origin={document.origin} label={words.origins[document.origin]} />
      <div className="document-names">
        <Link href={`/conhecimento/documentos/${id}${search}`} className="document-title">
          {title}
        </Link>
        {reason === null ? (
          source !== title && <p className="document-source">{source}</p>
        ) : (
          <p className={status === "failed" ? "ui-error" : "ui-hint"}>{reason}</p>
        )}
        {status === "processing" && progress && (
          <div className="document-progress">
            <Progress label={title} value={progress.total > 0 ? progress.done / progress.total : null} />
            <span>{words.reading(progress.done, progress.total)}</span>
          </div>
        )}
      </div>
      <div className="document-facts">
        {document.passages > 0 && <span>{words.passages(document.passages.toLocaleString(language))}</span>}
        <time dateTime={document.updated_at} title={longTime(document.updated_at, language)}>
          {shortTime(document.updated_at, language)}
        </time>
        <StatusTag status={status} />
      </div>
      <DocumentMenu document={document} search={search} />
    </li>
  );
});

export function StatusTag({ status }: { status: DocumentStatus }) {
  const words = useWords(KNOWLEDGE);
  const tones = { ready: "tag-plain", processing: "", queued: "tag-warning", failed: "tag-danger" };
  return <span className={`tag ${tones[status]}`}>{words.status[status]}</span>;
}

function OriginIcon({ origin, label }: { origin: DocumentOut["origin"]; label: string }) {
  return (
    <span className="document-origin" title={label}>
      {origin === "page" ? <LinkIcon /> : origin === "text" ? <PencilIcon /> : <FileIcon />}
      <span className="visually-hidden">{label}</span>
    </span>
  );
}
