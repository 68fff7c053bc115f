import { useCallback, useRef, type ChangeEvent } from "react";
import { useToast } from "../ui/Toast";
import { chosenFiles } from "../uploads/folder";
import { useUploads } from "../uploads/UploadsContext";
import { UPLOADS } from "../uploads/words";
import { useWords } from "../words/section";
import { KNOWLEDGE } from "./words";

/** Return what opens the browser's windows to pick files, and the fields that must stand in the page for it. */
export function usePicker() {
  const words = useWords(KNOWLEDGE);
  const uploading = useWords(UPLOADS);
  const { add } = useUploads();
  const toast = useToast();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);

  function take({ currentTarget }: ChangeEvent<HTMLInputElement>): void {
    const chosen = chosenFiles(currentTarget.files ?? []);
    if (chosen.length > 0) add(chosen);
    else toast(uploading.nothing, "failed");
    // The same file may be picked again.
    currentTarget.value = "";
  }

  /** React knows no property of this name. */
  const asFolder = useCallback((field: HTMLInputElement | null) => {
    if (field) field.webkitdirectory = true;
    folder.current = field;
  }, []);

  const hidden = { type: "file", multiple: true, hidden: true, tabIndex: -1, onChange: take };
  return {
    pickFiles: () => files.current?.click(),
    pickFolder: () => folder.current?.click(),
    fields: (
      <>
        <input {...hidden} ref={files} aria-label={words.addFiles} />
        <input {...hidden} ref={asFolder} aria-label={words.addFolder} />
      </>
    ),
  };
}
