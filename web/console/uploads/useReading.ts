import { useEffect } from "react";
import { documentsInWork, readDocument, type DocumentOut } from "../api/documents";
import { useLatest } from "../ui/useLatest";
import type { Upload } from "./queue";

const PAUSE_MS = 1_000;
/** How many documents are asked for one by one in a round. */
const ASKED = 20;

/**
 * Look again and again how far the server is with the files that it has.
 *
 * One look at the list of what is in work answers for all of them: a stream for each would take every connection.
 */
export function useReading(uploads: readonly Upload[], onSeen: (documents: DocumentOut[]) => void): void {
  const reading = uploads.filter(({ stage }) => stage === "reading").flatMap(({ documentId }) => documentId ?? []);
  const readingRef = useLatest(reading);
  const onSeenRef = useLatest(onSeen);
  const any = reading.length > 0;

  useEffect(() => {
    if (!any) return;
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout>;

    async function look(): Promise<void> {
      const seen = await lookAt(readingRef.current, stop.signal).catch(() => []);
      if (stop.signal.aborted) return;
      if (seen.length > 0) onSeenRef.current(seen);
      timer = setTimeout(() => void look(), PAUSE_MS);
    }

    timer = setTimeout(() => void look(), PAUSE_MS / 3);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [any, readingRef, onSeenRef]);
}

/** Return what became of documents: those in work from their list, the others, which are over, one by one. */
async function lookAt(ids: readonly string[], signal: AbortSignal): Promise<DocumentOut[]> {
  const working = await documentsInWork(signal);
  const known = new Set(working.map(({ id }) => id));
  const over = ids.filter((id) => !known.has(id)).slice(0, ASKED);
  const settled = await Promise.allSettled(over.map((id) => readDocument(id, signal)));
  return [...working, ...settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []))];
}
