import { Link } from "wouter";
import { isInWork, type DocumentOut } from "../api/documents";
import { Button } from "../ui/Button";
import { FileIcon } from "../ui/icons";
import { Notice } from "../ui/States";
import { UploadPanel } from "../uploads/UploadPanel";
import { useWords } from "../words/section";
import { START } from "./words";

const SHOWN = 5;

interface Props {
  documents: readonly DocumentOut[];
  onGoOn(): void;
}

/** What became of the documents: on their way, read, or why not. */
export function ReadStep({ documents, onGoOn }: Props) {
  const words = useWords(START);
  const ready = documents.filter(({ status }) => status === "ready");
  const working = documents.filter(isInWork);
  const passages = ready.reduce((sum, document) => sum + document.passages, 0);
  const failed = documents.length > 0 && ready.length === 0 && working.length === 0;

  return (
    <>
      <p className="ui-hint">{words.readText}</p>
      <UploadPanel />
      <p role="status">
        {working.length > 0 && words.reading(working.length)}{" "}
        {ready.length > 0 && `${words.readCount(ready.length)} · ${words.passages(passages)}`}
      </p>
      {failed && <Notice tone="danger">{words.nothingRead}</Notice>}
      {ready.length > 0 && (
        <ul className="guide-documents" aria-label={words.readList}>
          {ready.slice(0, SHOWN).map((document) => (
            <li key={document.id}>
              <FileIcon />
              <Link href={`/conhecimento/documentos/${document.id}`}>{document.title}</Link>
              <span className="ui-hint">{words.passages(document.passages)}</span>
            </li>
          ))}
          {ready.length > SHOWN && <li className="ui-hint">{words.andMore(ready.length - SHOWN)}</li>}
        </ul>
      )}
      <div className="guide-actions">
        <Button look="primary" disabled={ready.length === 0} onClick={onGoOn}>
          {words.goOn}
        </Button>
      </div>
    </>
  );
}
