/** The documents of the knowledge base. */

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { components } from "../../client/openapi";
import { getCounted, getJson, perform, sendJson, type Counted } from "./http";

type Schemas = components["schemas"];

export type DocumentOut = Schemas["DocumentOut"];
export type DocumentStatus = DocumentOut["status"];
export type DocumentAccepted = Schemas["DocumentAccepted"];
export type DocumentPassage = Schemas["DocumentPassage"];
/** A document that is a text, as its author wrote it. */
export type DocumentText = Schemas["DocumentOriginal"];

export interface WantedDocuments {
  search: string;
  status: DocumentStatus | null;
}

const PAGE = 100;
const WORKING_MS = 1_000;
/** How many documents in work are followed at a time. */
const WORKING = 500;

/** All documents, a part at a time; read again and again while one of them is in work. */
export function documentList({ search, status }: WantedDocuments) {
  return infiniteQueryOptions({
    queryKey: ["documents", "list", search, status],
    queryFn: ({ pageParam, signal }) =>
      getCounted<DocumentOut>("/documents", { search, status, limit: PAGE, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ items }: Counted<DocumentOut>) => (items.length < PAGE ? null : (items.at(-1)?.id ?? null)),
    // Visits of sites and other people change it, too: it is read again whenever it is shown.
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(isInWork)) ? WORKING_MS : false,
  });
}

export function isInWork({ status }: { status: DocumentStatus }): boolean {
  return status === "queued" || status === "processing";
}

export function oneDocument(id: string) {
  return queryOptions({
    queryKey: ["documents", "one", id],
    queryFn: ({ signal }) => getJson<DocumentOut>(path(id), {}, signal),
    refetchInterval: ({ state }) => (state.data && isInWork(state.data) ? WORKING_MS : false),
  });
}

/** The passages of one version of a document, a part at a time. */
export function documentPassages(id: string, version: string) {
  return infiniteQueryOptions({
    queryKey: ["documents", "passages", id, version],
    queryFn: ({ pageParam, signal }) =>
      getJson<DocumentPassage[]>(`${path(id)}/passages`, { limit: PAGE, after: pageParam }, signal),
    initialPageParam: null as number | null,
    getNextPageParam: (passages) => (passages.length < PAGE ? null : (passages.at(-1)?.id ?? null)),
  });
}

export function documentText(id: string) {
  return queryOptions({
    queryKey: ["documents", "text", id],
    queryFn: ({ signal }) => getJson<DocumentText>(`${path(id)}/text`, {}, signal),
    // What is being edited does not change under the hands of the writer.
    staleTime: Infinity,
    gcTime: 0,
  });
}

/** Return the documents that wait or are being read. */
export async function documentsInWork(signal: AbortSignal): Promise<DocumentOut[]> {
  const lists = await Promise.all(
    (["processing", "queued"] as const).map((status) =>
      getJson<DocumentOut[]>("/documents", { status, limit: WORKING }, signal),
    ),
  );
  return lists.flat();
}

export function readDocument(id: string, signal: AbortSignal): Promise<DocumentOut> {
  return getJson<DocumentOut>(path(id), {}, signal);
}

export function writeDocument(id: string | null, text: DocumentText): Promise<DocumentAccepted> {
  const body = { ...text, url: text.url || undefined };
  return id === null ? sendJson("POST", "/documents", body) : sendJson("PUT", path(id), body);
}

export const removeDocument = (id: string) => perform("DELETE", path(id));
export const cancelDocument = (id: string) => perform("POST", `${path(id)}/cancel`);
export const reindexDocument = (id: string) => perform("POST", `${path(id)}/reindex`);
export const reindexDocuments = () => perform("POST", "/documents/reindex");

function path(id: string): string {
  return `/documents/${encodeURIComponent(id)}`;
}
