import { expect, test } from "vitest";
import type { DocumentOut } from "../api/documents";
import { countStages, dueUploads, EMPTY, reduce, totalProgress, type Queue, type QueueEvent } from "./queue";

const files = (...names: string[]) => names.map((path) => ({ path, file: new File(["x"], path) }));

const after = (...events: QueueEvent[]): Queue => events.reduce(reduce, EMPTY);

function document(id: string, changes: Partial<DocumentOut>): DocumentOut {
  return {
    id,
    source: id,
    title: id,
    url: null,
    status: "processing",
    reason: null,
    progress: null,
    passages: 0,
    updated_at: "2026-01-01T00:00:00Z",
    origin: "upload",
    editable: false,
    ...changes,
  };
}

test("four files are sent at a time, in the order in which they were chosen", () => {
  const added = after({ type: "added", files: files("a", "b", "c", "d", "e", "f") });
  expect(dueUploads(added).map(({ path }) => path)).toEqual(["a", "b", "c", "d"]);
  const sending = dueUploads(added).reduce((queue, { key }) => reduce(queue, { type: "started", key }), added);
  expect(dueUploads(sending)).toEqual([]);
  const one = reduce(sending, { type: "accepted", key: 1, documentId: "d1", replaces: false });
  expect(dueUploads(one).map(({ path }) => path)).toEqual(["e"]);
});

test("files that are added later have keys of their own", () => {
  const queue = after({ type: "added", files: files("a", "b") }, { type: "cleared" }, { type: "added", files: files("c") });
  expect(queue.uploads.map(({ key }) => key)).toEqual([1, 2, 3]);
});

test("an accepted file is followed until it is ready", () => {
  const reading = after(
    { type: "added", files: files("a") },
    { type: "started", key: 1 },
    { type: "accepted", key: 1, documentId: "d1", replaces: false },
    { type: "seen", documents: [document("d1", { progress: { done: 5, total: 20 } }), document("other", {})] },
  );
  expect(reading.uploads[0]).toMatchObject({ stage: "reading", read: 0.25 });
  const ready = reduce(reading, { type: "seen", documents: [document("d1", { status: "ready", reason: "2 páginas sem texto." })] });
  expect(ready.uploads[0]).toMatchObject({ stage: "ready", reason: "2 páginas sem texto." });
});

test("while nobody knows how long a document is, no share of it is read", () => {
  const queue = after(
    { type: "added", files: files("a") },
    { type: "accepted", key: 1, documentId: "d1", replaces: false },
    { type: "seen", documents: [document("d1", { progress: { done: 3, total: 0 } })] },
  );
  expect(queue.uploads[0]?.read).toBeNull();
});

test("a file that could not be read says why and can be sent again", () => {
  const failed = after(
    { type: "added", files: files("a", "b") },
    { type: "accepted", key: 1, documentId: "d1", replaces: false },
    { type: "seen", documents: [document("d1", { status: "failed", reason: "Arquivo danificado." })] },
  );
  expect(failed.uploads[0]).toMatchObject({ stage: "failed", reason: "Arquivo danificado." });
  const again = reduce(failed, { type: "retried", keys: [1] });
  expect(again.uploads[0]).toMatchObject({ stage: "waiting", sent: 0, reason: null, documentId: null });
});

test("what comes late does not bring a cancelled file back", () => {
  const queue = after(
    { type: "added", files: files("a") },
    { type: "started", key: 1 },
    { type: "cancelled", key: 1 },
    { type: "accepted", key: 1, documentId: "d1", replaces: false },
    { type: "failed", key: 1, reason: "Interrompido." },
  );
  expect(queue.uploads[0]).toMatchObject({ stage: "cancelled", reason: null });
});

test("a file under way is not sent twice by trying again", () => {
  const sending = after({ type: "added", files: files("a") }, { type: "started", key: 1 });
  expect(reduce(sending, { type: "retried", keys: [1] })).toEqual(sending);
});

test("clearing keeps what is still under way", () => {
  const queue = after(
    { type: "added", files: files("a", "b") },
    { type: "failed", key: 1, reason: "Grande demais." },
    { type: "cleared" },
  );
  expect(queue.uploads.map(({ path }) => path)).toEqual(["b"]);
  expect(countStages(queue.uploads)).toMatchObject({ waiting: 1, failed: 0 });
});

test("half of the way is the sending and half the reading", () => {
  const queue = after(
    { type: "added", files: files("a", "b") },
    { type: "sent", key: 1, share: 0.5 },
    { type: "failed", key: 2, reason: "x" },
  );
  expect(totalProgress(queue.uploads)).toBe(0.625);
  expect(totalProgress([])).toBe(0);
});
