import { Toast as BaseToast } from "@base-ui/react/toast";
import type { ReactNode } from "react";
import { SHELL } from "../words/shell";
import { useWords } from "../words/section";
import { CloseIcon } from "./icons";

/** Let everything inside say short sentences at the foot of the page. */
export function Toasts({ children }: { children: ReactNode }) {
  const words = useWords(SHELL);
  return (
    <BaseToast.Provider timeout={6_000}>
      {children}
      <BaseToast.Portal>
        <BaseToast.Viewport className="console-layer ui-toasts" aria-label={words.notices}>
          <ToastList />
        </BaseToast.Viewport>
      </BaseToast.Portal>
    </BaseToast.Provider>
  );
}

function ToastList() {
  const words = useWords(SHELL);
  const { toasts } = BaseToast.useToastManager();
  return toasts.map((toast) => (
    <BaseToast.Root key={toast.id} toast={toast} className={`ui-toast ui-toast-${toast.type ?? "done"}`}>
      <BaseToast.Content className="ui-toast-content">
        <BaseToast.Description />
        <BaseToast.Close className="ui-icon-button" aria-label={words.close}>
          <CloseIcon />
        </BaseToast.Close>
      </BaseToast.Content>
    </BaseToast.Root>
  ));
}

/** Return a function that says a sentence; a failure stays longer and is read aloud at once. */
export function useToast(): (sentence: string, type?: "done" | "failed") => void {
  const { add } = BaseToast.useToastManager();
  return (description, type = "done") => {
    add({ description, type, priority: type === "failed" ? "high" : "low", timeout: type === "failed" ? 12_000 : 6_000 });
  };
}
