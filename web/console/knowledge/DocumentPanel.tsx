import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { documentPassages, isInWork, oneDocument, type DocumentOut } from "../api/documents";
import { Dialog } from "../ui/Dialog";
import { ExternalIcon, PencilIcon } from "../ui/icons";
import { More } from "../ui/More";
import { ErrorState, Notice, Skeleton } from "../ui/States";
import { longTime } from "../ui/time";
import { isWebAddress } from "../ui/web";
import { useLanguage, useWords } from "../words/section";
import { DocumentMenu } from "./DocumentMenu";
import { StatusTag } from "./DocumentRow";
import { KNOWLEDGE } from "./words";

interface Props {
  id: string;
  /** The list's own parameters, kept in links. */
  search: string;
  onClose(): void;
}

/** A document with the passages that Rosana made of it, in a panel over the list. */
export function DocumentPanel({ id, search, onClose }: Props) {
  const words = useWords(KNOWLEDGE);
  const found = useQuery(oneDocument(id));
  return (
    <Dialog open shape="panel" title={found.data?.title ?? words.passagesTitle} onClose={onClose}>
      {found.isPending && <Skeleton rows={5} />}
      {found.isError && !found.data && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && <Contents document={found.data} search={search} />}
    </Dialog>
  );
}

function Contents({ document, search }: { document: DocumentOut; search: string }) {
  const words = useWords(KNOWLEDGE);
  const language = useLanguage();
  const { id, url, status, reason } = document;
  return (
    <div className="preview">
      <div className="preview-head">
        <div className="preview-facts">
          <StatusTag status={status} />
          <span>{words.origins[document.origin]}</span>
          <span>{words.passages(document.passages.toLocaleString(language))}</span>
          <span>{words.updated(longTime(document.updated_at, language))}</span>
        </div>
        <DocumentMenu document={document} search={search} />
      </div>
      {(document.editable || isWebAddress(url)) && (
        <div className="preview-actions">
          {document.editable && (
            <Link href={`/conhecimento/documentos/${id}/editar${search}`} className="ui-button ui-button-plain">
              <PencilIcon />
              {words.edit}
            </Link>
          )}
          {isWebAddress(url) && (
            <a href={url} target="_blank" rel="noopener noreferrer" className="ui-button ui-button-plain">
              <ExternalIcon />
              {words.openOriginal}
            </a>
          )}
        </div>
      )}
      {reason !== null && <Notice tone={status === "failed" ? "danger" : "plain"}>{reason}</Notice>}
      <Passages document={document} />
    </div>
  );
}

function Passages({ document }: { document: DocumentOut }) {
  const words = useWords(KNOWLEDGE);
  const found = useInfiniteQuery(documentPassages(document.id, document.updated_at));
  if (found.isPending) return <Skeleton rows={5} />;
  if (!found.data) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  const passages = found.data.pages.flat();
  if (passages.length === 0) {
    return <p className="preview-none">{isInWork(document) ? words.notYetRead : words.noPassages}</p>;
  }
  return (
    <>
      <ol className="preview-passages">
        {passages.map(({ id, heading, text }, index) => (
          <li key={id}>
            <span className="source-number">{index + 1}</span>
            <div>
              {heading && <h3>{heading}</h3>}
              <p>{text}</p>
            </div>
          </li>
        ))}
      </ol>
      {found.hasNextPage && <More loading={found.isFetchingNextPage} onMore={() => void found.fetchNextPage()} />}
    </>
  );
}
