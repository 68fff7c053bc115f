import { useInfiniteQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { useLocation, useRoute, useSearch } from "wouter";
import { documentList, type WantedDocuments } from "../api/documents";
import { Button } from "../ui/Button";
import { Choices } from "../ui/Choices";
import { FolderIcon, PencilIcon, UploadIcon } from "../ui/icons";
import { More } from "../ui/More";
import { SearchField } from "../ui/SearchField";
import { Empty, ErrorState, Skeleton } from "../ui/States";
import { useLatest } from "../ui/useLatest";
import { useLanguage, useWords } from "../words/section";
import { usePicker } from "./usePicker";
import { DocumentPanel } from "./DocumentPanel";
import { DocumentRow } from "./DocumentRow";
import { readWanted, statusOf, STATUSES, writeWanted } from "./filters";
import { TextEditor } from "./TextEditor";
import { KNOWLEDGE } from "./words";

/** The documents, and over them the one that is read or written. */
export function DocumentsPane() {
  const [, navigate] = useLocation();
  const [reading, read] = useRoute("/conhecimento/documentos/:id");
  const [editing, edited] = useRoute("/conhecimento/documentos/:id/editar");
  const [writing] = useRoute("/conhecimento/texto");
  const parameters = new URLSearchParams(useSearch());
  const wanted = readWanted(parameters);
  const search = writeWanted(wanted);
  const close = () => navigate(`/conhecimento${search}`);

  return (
    <>
      <DocumentList wanted={wanted} />
      {reading && <DocumentPanel key={read.id} id={read.id} search={search} onClose={close} />}
      {editing && <TextEditor key={edited.id} id={edited.id} onClose={close} />}
      {writing && <TextEditor id={null} title={parameters.get("titulo") ?? ""} onClose={close} />}
    </>
  );
}

function DocumentList({ wanted }: { wanted: WantedDocuments }) {
  const words = useWords(KNOWLEDGE);
  const language = useLanguage();
  const [, navigate] = useLocation();
  const list = useInfiniteQuery(documentList(wanted));
  const filtered = writeWanted(wanted) !== "";

  const show = (changed: Partial<WantedDocuments>) => {
    navigate(`/conhecimento${writeWanted({ ...wanted, ...changed })}`, { replace: true });
  };
  const showRef = useLatest(show);
  const onSearch = useCallback((search: string) => showRef.current({ search }), [showRef]);

  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.isSuccess && items.length === 0 && !filtered) return <NothingRead />;
  return (
    <div className="documents">
      <div className="documents-tools">
        <SearchField label={words.search} value={wanted.search} onChange={onSearch} />
        <Choices
          label={words.filter}
          options={STATUSES.map((value) => ({ value, label: words.statuses[value] }))}
          value={wanted.status ?? "all"}
          onChange={(status) => show({ status: statusOf(status) })}
        />
      </div>
      {list.isPending && <Skeleton rows={8} />}
      {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <Empty
          title={words.noneTitle}
          action={<Button onClick={() => show({ search: "", status: null })}>{words.showAll}</Button>}
        >
          {words.noneText}
        </Empty>
      )}
      {items.length > 0 && (
        <>
          <p className="documents-total" role="status">
            {words.total((list.data?.pages[0]?.total ?? items.length).toLocaleString(language))}
          </p>
          <ul className="document-list" aria-label={words.list}>
            {items.map((item) => (
              <DocumentRow key={item.id} document={item} search={writeWanted(wanted)} />
            ))}
          </ul>
        </>
      )}
      {list.hasNextPage && <More loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
    </div>
  );
}

function NothingRead() {
  const words = useWords(KNOWLEDGE);
  const [, navigate] = useLocation();
  const { pickFiles, pickFolder, fields } = usePicker();
  return (
    <div className="drop-here">
      <Empty
        title={words.emptyTitle}
        icon={<UploadIcon />}
        action={
          <>
            <Button look="primary" onClick={pickFiles}>
              <UploadIcon />
              {words.addFiles}
            </Button>
            <Button onClick={pickFolder}>
              <FolderIcon />
              {words.addFolder}
            </Button>
            <Button onClick={() => navigate("/conhecimento/texto")}>
              <PencilIcon />
              {words.addText}
            </Button>
          </>
        }
      >
        {words.emptyText}
      </Empty>
      {fields}
    </div>
  );
}
