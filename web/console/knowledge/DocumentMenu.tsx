import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation, useRoute } from "wouter";
import { cancelDocument, isInWork, reindexDocument, removeDocument, type DocumentOut } from "../api/documents";
import { ConfirmDialog } from "../ui/Dialog";
import { BookIcon, CloseIcon, ExternalIcon, PencilIcon, RetryIcon, TrashIcon } from "../ui/icons";
import { Menu, type MenuItem } from "../ui/Menu";
import { useToast } from "../ui/Toast";
import { useProblem } from "../ui/useProblem";
import { isWebAddress } from "../ui/web";
import { useWords } from "../words/section";
import { KNOWLEDGE } from "./words";

interface Props {
  document: DocumentOut;
  search: string;
}

/** What can be done with one document. */
export function DocumentMenu({ document, search }: Props) {
  const words = useWords(KNOWLEDGE);
  const [, navigate] = useLocation();
  const [reading] = useRoute("/conhecimento/documentos/:id");
  const [asking, setAsking] = useState(false);
  const act = useAct();
  const { id, title, url } = document;
  const at = `/conhecimento/documentos/${id}`;

  const items: (MenuItem | false)[] = [
    !reading && { label: words.see, icon: <BookIcon />, onSelect: () => navigate(`${at}${search}`) },
    document.editable && { label: words.edit, icon: <PencilIcon />, onSelect: () => navigate(`${at}/editar${search}`) },
    isWebAddress(url) && {
      label: words.openOriginal,
      icon: <ExternalIcon />,
      onSelect: () => void window.open(url, "_blank", "noopener,noreferrer"),
    },
    isInWork(document)
      ? { label: words.stopReading, icon: <CloseIcon />, onSelect: () => act(cancelDocument(id)) }
      : {
          label: words.reindex,
          icon: <RetryIcon />,
          onSelect: () => act(reindexDocument(id), words.reindexed),
        },
    { label: words.remove, icon: <TrashIcon />, danger: true, onSelect: () => setAsking(true) },
  ];

  return (
    <>
      <Menu label={words.actionsOf(title)} items={items.filter((item) => item !== false)} />
      <RemoveDialog document={document} open={asking} onClose={() => setAsking(false)} />
    </>
  );
}

/** Return a function that waits for a call, says how it went and reads the documents again. */
function useAct(): (call: Promise<void>, done?: string) => void {
  const queries = useQueryClient();
  const toast = useToast();
  const problem = useProblem();
  return (call, done) => {
    call
      .then(() => done && toast(done))
      .catch((error: unknown) => toast(problem(error), "failed"))
      .finally(() => void queries.invalidateQueries({ queryKey: ["documents"] }));
  };
}

interface RemoveProps {
  document: DocumentOut;
  open: boolean;
  onClose(): void;
}

function RemoveDialog({ document, open, onClose }: RemoveProps) {
  const words = useWords(KNOWLEDGE);
  const queries = useQueryClient();
  const toast = useToast();
  const [location, navigate] = useLocation();
  const remove = useMutation({
    mutationFn: () => removeDocument(document.id),
    onSuccess: () => {
      onClose();
      toast(words.removed);
      if (location.includes(document.id)) navigate("/conhecimento", { replace: true });
      queries.removeQueries({ queryKey: ["documents", "one", document.id] });
      return queries.invalidateQueries({ queryKey: ["documents", "list"] });
    },
  });
  return (
    <ConfirmDialog
      open={open}
      title={words.removeTitle}
      confirm={words.remove}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      {words.removeText(document.title)}
    </ConfirmDialog>
  );
}
