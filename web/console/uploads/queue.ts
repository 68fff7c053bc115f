/** The files on their way into the knowledge base, from the choice to the last page read. */

import type { DocumentOut } from "../api/documents";

export type Stage = "waiting" | "sending" | "reading" | "ready" | "failed" | "cancelled";

/** A file and what it is known by: its path inside the chosen folder, or its name. */
export interface Chosen {
  file: File;
  path: string;
}

export interface Upload extends Chosen {
  key: number;
  stage: Stage;
  /** How much has been sent, 0..1. */
  sent: number;
  /** As the server calls it, once it has the file. */
  documentId: string | null;
  /** Whether it takes the place of a document that was there. */
  replaces: boolean;
  /** How much has been read, 0..1; null while nobody knows. */
  read: number | null;
  /** Why it failed, or which parts of it were not read. */
  reason: string | null;
}

export interface Queue {
  next: number;
  uploads: readonly Upload[];
}

export type QueueEvent =
  | { type: "added"; files: readonly Chosen[] }
  | { type: "started"; key: number }
  | { type: "sent"; key: number; share: number }
  | { type: "accepted"; key: number; documentId: string; replaces: boolean }
  | { type: "failed"; key: number; reason: string }
  | { type: "seen"; documents: readonly DocumentOut[] }
  | { type: "cancelled"; key: number }
  | { type: "retried"; keys: readonly number[] }
  | { type: "cleared" };

export const EMPTY: Queue = { next: 1, uploads: [] };

/** How many files are sent at a time. */
const AT_A_TIME = 4;

const OVER: readonly Stage[] = ["ready", "failed", "cancelled"];

export function reduce(queue: Queue, event: QueueEvent): Queue {
  switch (event.type) {
    case "added":
      return {
        next: queue.next + event.files.length,
        uploads: [...queue.uploads, ...event.files.map((chosen, index) => fresh(chosen, queue.next + index))],
      };
    case "started":
      return change(queue, event.key, { stage: "sending" });
    case "sent":
      return change(queue, event.key, { sent: event.share });
    case "accepted":
      return change(queue, event.key, { stage: "reading", sent: 1, documentId: event.documentId, replaces: event.replaces });
    case "failed":
      return change(queue, event.key, { stage: "failed", reason: event.reason });
    case "cancelled":
      return change(queue, event.key, { stage: "cancelled" });
    case "seen":
      return { ...queue, uploads: queue.uploads.map((upload) => seen(upload, event.documents)) };
    case "retried":
      return {
        ...queue,
        uploads: queue.uploads.map((upload) =>
          event.keys.includes(upload.key) && isOver(upload) ? fresh(upload, upload.key) : upload,
        ),
      };
    case "cleared":
      return { ...queue, uploads: queue.uploads.filter((upload) => !isOver(upload)) };
  }
}

export function isOver({ stage }: Upload): boolean {
  return OVER.includes(stage);
}

/** Return the uploads whose turn it is. */
export function dueUploads({ uploads }: Queue): readonly Upload[] {
  const free = AT_A_TIME - uploads.filter(({ stage }) => stage === "sending").length;
  return uploads.filter(({ stage }) => stage === "waiting").slice(0, Math.max(free, 0));
}

/** Return how many uploads are in each stage. */
export function countStages(uploads: readonly Upload[]): Record<Stage, number> {
  const counts = { waiting: 0, sending: 0, reading: 0, ready: 0, failed: 0, cancelled: 0 };
  for (const { stage } of uploads) counts[stage] += 1;
  return counts;
}

/** Return how far all of them together are, 0..1: half of the way is the sending, half the reading. */
export function totalProgress(uploads: readonly Upload[]): number {
  if (uploads.length === 0) return 0;
  const shares = uploads.map((upload) => (isOver(upload) ? 1 : upload.sent / 2 + (upload.read ?? 0) / 2));
  return shares.reduce((sum, share) => sum + share, 0) / uploads.length;
}

function fresh({ file, path }: Chosen, key: number): Upload {
  return { key, file, path, stage: "waiting", sent: 0, documentId: null, replaces: false, read: null, reason: null };
}

/** What is over stays as it is: the last word of a cancelled request comes late. */
function change(queue: Queue, key: number, changes: Partial<Upload>): Queue {
  const uploads = queue.uploads.map((upload) =>
    upload.key === key && !isOver(upload) ? { ...upload, ...changes } : upload,
  );
  return { ...queue, uploads };
}

function seen(upload: Upload, documents: readonly DocumentOut[]): Upload {
  const document = documents.find(({ id }) => id === upload.documentId);
  if (!document || upload.stage !== "reading") return upload;
  const { status, reason, progress } = document;
  if (status === "ready" || status === "failed") return { ...upload, stage: status, read: 1, reason };
  return { ...upload, read: progress && progress.total > 0 ? progress.done / progress.total : null };
}
