import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { reindexDocuments } from "../api/documents";
import { ConfirmDialog } from "../ui/Dialog";
import { FileIcon, FolderIcon, LinkIcon, PencilIcon, PlusIcon, RetryIcon } from "../ui/icons";
import { Menu } from "../ui/Menu";
import { useToast } from "../ui/Toast";
import { useWords } from "../words/section";
import { usePicker } from "./usePicker";
import { KNOWLEDGE } from "./words";

/** The ways into the knowledge base, and what is done to all of it. */
export function AddMenu() {
  const words = useWords(KNOWLEDGE);
  const [, navigate] = useLocation();
  const { pickFiles, pickFolder, fields } = usePicker();
  const [asking, setAsking] = useState(false);

  return (
    <>
      <Menu
        label={words.moreActions}
        items={[{ label: words.reindexAll, icon: <RetryIcon />, onSelect: () => setAsking(true) }]}
      />
      <Menu
        label={words.add}
        trigger={
          <>
            <PlusIcon />
            <span className="wide-label">{words.add}</span>
          </>
        }
        items={[
          { label: words.addFiles, icon: <FileIcon />, onSelect: pickFiles },
          { label: words.addFolder, icon: <FolderIcon />, onSelect: pickFolder },
          { label: words.addAddress, icon: <LinkIcon />, onSelect: () => navigate("/conhecimento/sites/novo") },
          { label: words.addText, icon: <PencilIcon />, onSelect: () => navigate("/conhecimento/texto") },
        ]}
      />
      {fields}
      <ReindexAll open={asking} onClose={() => setAsking(false)} />
    </>
  );
}

function ReindexAll({ open, onClose }: { open: boolean; onClose(): void }) {
  const words = useWords(KNOWLEDGE);
  const queries = useQueryClient();
  const toast = useToast();
  const reindex = useMutation({
    mutationFn: reindexDocuments,
    onSuccess: () => {
      onClose();
      toast(words.reindexingAll);
      return queries.invalidateQueries({ queryKey: ["documents"] });
    },
  });
  return (
    <ConfirmDialog
      open={open}
      title={words.reindexAllTitle}
      confirm={words.reindexAll}
      busy={reindex.isPending}
      error={reindex.error}
      onConfirm={() => reindex.mutate()}
      onClose={onClose}
    >
      {words.reindexAllText}
    </ConfirmDialog>
  );
}
