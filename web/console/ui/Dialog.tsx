import { AlertDialog } from "@base-ui/react/alert-dialog";
import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import { useRef, type ReactNode } from "react";
import { SHELL } from "../words/shell";
import { useWords } from "../words/section";
import { Button } from "./Button";
import { CloseIcon } from "./icons";
import { useProblem } from "./useProblem";

interface Props {
  open: boolean;
  title: string;
  /** A side panel for what is read, a box for what is filled in. */
  shape?: "box" | "panel";
  /** The buttons at its foot. */
  actions?: ReactNode;
  onClose(): void;
  children: ReactNode;
}

/** A window over the page, closed by its button, Escape or a click beside it. */
export function Dialog({ open, title, shape = "box", actions, onClose, children }: Props) {
  const words = useWords(SHELL);
  const body = useRef<HTMLDivElement>(null);

  /** Who came to write begins at once; a finger would bring up the keyboard over what it wants to see. */
  function firstField(how: string): HTMLElement | true {
    const field = body.current?.querySelector<HTMLElement>("input, textarea, select");
    return how !== "touch" && field ? field : true;
  }

  return (
    <BaseDialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="ui-backdrop" />
        <BaseDialog.Popup className={`console-layer ui-dialog ui-dialog-${shape}`} initialFocus={firstField}>
          <header className="ui-dialog-header">
            <BaseDialog.Title>{title}</BaseDialog.Title>
            <BaseDialog.Close className="ui-icon-button" aria-label={words.close} title={words.close}>
              <CloseIcon />
            </BaseDialog.Close>
          </header>
          <div className="ui-dialog-body" ref={body}>{children}</div>
          {actions && <footer className="ui-dialog-actions">{actions}</footer>}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}

interface ConfirmProps {
  open: boolean;
  title: string;
  children: ReactNode;
  /** The verb of what will happen, "Apagar". */
  confirm: string;
  busy?: boolean;
  /** Why the last try failed. */
  error?: unknown;
  onConfirm(): void;
  onClose(): void;
}

/** A question before something that cannot be undone. */
export function ConfirmDialog({ open, title, children, confirm, busy, error, onConfirm, onClose }: ConfirmProps) {
  const words = useWords(SHELL);
  const problem = useProblem();
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="ui-backdrop" />
        <AlertDialog.Popup className="console-layer ui-dialog ui-dialog-box ui-dialog-confirm">
          <AlertDialog.Title>{title}</AlertDialog.Title>
          <AlertDialog.Description render={<div />}>{children}</AlertDialog.Description>
          {error != null && (
            <p className="ui-error" role="alert">
              {problem(error)}
            </p>
          )}
          <footer className="ui-dialog-actions">
            <AlertDialog.Close className="ui-button ui-button-plain">{words.cancel}</AlertDialog.Close>
            <Button look="danger" busy={busy ?? false} onClick={onConfirm}>
              {confirm}
            </Button>
          </footer>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
