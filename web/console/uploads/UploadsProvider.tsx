import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useReducer, useRef, type ReactNode } from "react";
import { cancelDocument } from "../api/documents";
import { useLatest } from "../ui/useLatest";
import { useProblem } from "../ui/useProblem";
import { dueUploads, EMPTY, isOver, reduce, type Upload } from "./queue";
import { sendFile } from "./send";
import { UploadsContext, type Uploads } from "./UploadsContext";
import { useReading } from "./useReading";

/** Send and follow files while the console is open, whichever screen is shown. */
export function UploadsProvider({ children }: { children: ReactNode }) {
  const [queue, dispatch] = useReducer(reduce, EMPTY);
  const stops = useRef(new Map<number, AbortController>());
  const queries = useQueryClient();
  const problem = useProblem();
  const problemRef = useLatest(problem);
  const sending = queue.uploads.some(({ stage }) => stage === "waiting" || stage === "sending");

  const { uploads } = queue;
  useReading(uploads, (documents) => {
    dispatch({ type: "seen", documents });
    void queries.invalidateQueries({ queryKey: ["documents", "list"] });
  });

  useEffect(() => {
    async function send(upload: Upload, signal: AbortSignal): Promise<void> {
      const { key } = upload;
      try {
        const { id, replaces } = await sendFile(upload, (share) => dispatch({ type: "sent", key, share }), signal);
        dispatch({ type: "accepted", key, documentId: id, replaces });
      } catch (error) {
        dispatch({ type: "failed", key, reason: problemRef.current(error) });
      } finally {
        stops.current.delete(key);
      }
    }

    for (const upload of dueUploads(queue)) {
      if (stops.current.has(upload.key)) continue;
      const stop = new AbortController();
      stops.current.set(upload.key, stop);
      dispatch({ type: "started", key: upload.key });
      void send(upload, stop.signal);
    }
  }, [queue, problemRef]);

  useWarning(sending);

  function cancel(upload: Upload): void {
    dispatch({ type: "cancelled", key: upload.key });
    stops.current.get(upload.key)?.abort();
    // One that was read in the meantime stays: it can be deleted like every other.
    if (upload.documentId !== null) void cancelDocument(upload.documentId).catch(() => undefined);
  }

  const value: Uploads = {
    uploads,
    add: (files) => dispatch({ type: "added", files }),
    cancel,
    cancelAll: () => uploads.filter((upload) => !isOver(upload)).forEach(cancel),
    retry: (keys) => dispatch({ type: "retried", keys }),
    clear: () => dispatch({ type: "cleared" }),
  };
  return <UploadsContext value={value}>{children}</UploadsContext>;
}

/** Ask before the page is left while files are being sent. */
function useWarning(sending: boolean): void {
  useEffect(() => {
    if (!sending) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [sending]);
}
