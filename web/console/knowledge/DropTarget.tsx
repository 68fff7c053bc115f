import { useRef, useState, type DragEvent, type ReactNode } from "react";
import { UploadIcon } from "../ui/icons";
import { useToast } from "../ui/Toast";
import { droppedFiles } from "../uploads/folder";
import { useUploads } from "../uploads/UploadsContext";
import { UPLOADS } from "../uploads/words";
import { useWords } from "../words/section";
import { KNOWLEDGE } from "./words";

/** Files and folders may be dropped anywhere on what it holds. */
export function DropTarget({ children }: { children: ReactNode }) {
  const words = useWords(KNOWLEDGE);
  const uploading = useWords(UPLOADS);
  const { add } = useUploads();
  const toast = useToast();
  const [over, setOver] = useState(false);
  // Entering a child comes before leaving its parent.
  const depth = useRef(0);

  function enter(event: DragEvent): void {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    depth.current += 1;
    setOver(true);
  }

  function leave(event: DragEvent): void {
    if (!holdsFiles(event)) return;
    depth.current -= 1;
    if (depth.current === 0) setOver(false);
  }

  async function drop(event: DragEvent): Promise<void> {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    depth.current = 0;
    setOver(false);
    try {
      const files = await droppedFiles(event.dataTransfer.items);
      if (files.length > 0) add(files);
      else toast(uploading.nothing, "failed");
    } catch {
      toast(uploading.unreadable, "failed");
    }
  }

  return (
    <div
      className="drop-target"
      onDragEnter={enter}
      onDragOver={(event) => holdsFiles(event) && event.preventDefault()}
      onDragLeave={leave}
      onDrop={(event) => void drop(event)}
    >
      {children}
      {over && (
        <div className="drop-sign" aria-hidden="true">
          <UploadIcon />
          <p>{words.drop}</p>
          <p className="ui-hint">{words.dropText}</p>
        </div>
      )}
    </div>
  );
}

function holdsFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer.types.includes("Files");
}
