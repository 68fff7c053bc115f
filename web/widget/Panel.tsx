import { useEffect, useRef, type KeyboardEvent, type ReactNode } from "react";
import { isTouch } from "../chat/pointer";
import { useNarrow, useVisible } from "./screen";

interface Props {
  open: boolean;
  label: string;
  onClose(): void;
  children: ReactNode;
}

/** What the launcher opens: beside the page, which goes on working, or over all of it on a phone. */
export function Panel({ open, label, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const narrow = useNarrow();
  useVisible(dialog, open && narrow);

  useEffect(() => {
    const panel = dialog.current;
    if (!open || !panel) return;
    if (narrow) panel.showModal();
    else panel.show();
    const field = isTouch() ? null : panel.querySelector("textarea");
    (field ?? panel).focus();
    return () => panel.close();
  }, [open, narrow]);

  function closeOnEscape(event: KeyboardEvent): void {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    onClose();
  }

  return (
    <dialog
      ref={dialog}
      className="panel"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={closeOnEscape}
      onCancel={(event) => {
        // A phone's own way back; what closes is the state, and the panel after it.
        event.preventDefault();
        onClose();
      }}
    >
      {children}
    </dialog>
  );
}
