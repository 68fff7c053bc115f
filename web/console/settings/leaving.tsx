/** Unsaved changes: which parts have some, and a question before they are lost. */

import { createContext, useCallback, useContext, useEffect, useState, type ReactNode } from "react";
import { ConfirmDialog } from "../ui/Dialog";
import { useWords } from "../words/section";
import { SETTINGS } from "./words";

type Report = (part: string, unsaved: boolean) => void;

const UnsavedContext = createContext<Report>(() => undefined);

/** Tell whether a part of the screen has unsaved changes. */
export function useUnsaved(part: string, unsaved: boolean): void {
  const report = useContext(UnsavedContext);
  useEffect(() => {
    report(part, unsaved);
    return () => report(part, false);
  }, [report, part, unsaved]);
}

/** Ask before unsaved changes of what is inside are lost to a link, the way back, a reload or a closed window. */
export function LeavingGuard({ children }: { children: ReactNode }) {
  const words = useWords(SETTINGS);
  const [parts, setParts] = useState<readonly string[]>([]);
  const [leave, setLeave] = useState<{ go(): void } | null>(null);

  const report = useCallback<Report>((part, unsaved) => {
    setParts((known) => {
      if (known.includes(part) === unsaved) return known;
      return unsaved ? [...known, part] : known.filter((other) => other !== part);
    });
  }, []);

  const unsaved = parts.length > 0;
  useEffect(() => (unsaved ? holdBack((go) => setLeave({ go })) : undefined), [unsaved]);

  return (
    <UnsavedContext value={report}>
      {children}
      <ConfirmDialog
        open={leave !== null}
        title={words.leaveTitle}
        confirm={words.leave}
        onConfirm={() => {
          setLeave(null);
          leave?.go();
        }}
        onClose={() => setLeave(null)}
      >
        {words.leaveText}
      </ConfirmDialog>
    </UnsavedContext>
  );
}

/** Keep the page where it is, and hand over how to leave it all the same; return how to end that. */
function holdBack(onTry: (go: () => void) => void): () => void {
  let leaving = false;

  function beforeUnload(event: BeforeUnloadEvent): void {
    if (!leaving) event.preventDefault();
  }

  function navigate(event: NavigateEvent): void {
    const { destination, navigationType, cancelable } = event;
    // Another page is `beforeunload`'s to ask about.
    if (leaving || !cancelable || !destination.sameDocument) return;
    if (pathOf(destination.url) === location.pathname) return;
    event.preventDefault();
    onTry(() => {
      leaving = true;
      if (navigationType === "traverse") navigation.traverseTo(destination.key);
      else history.pushState(destination.getState(), "", destination.url);
    });
  }

  const known = "navigation" in window ? navigation : null;
  addEventListener("beforeunload", beforeUnload);
  known?.addEventListener("navigate", navigate);
  return () => {
    removeEventListener("beforeunload", beforeUnload);
    known?.removeEventListener("navigate", navigate);
  };
}

function pathOf(url: string): string {
  return new URL(url).pathname;
}
