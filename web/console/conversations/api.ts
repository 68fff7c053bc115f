/** The conversations of all customers, as the server keeps them: masked. */

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { components } from "../../client/openapi";
import type { Conversation } from "../../client/wire";
import { getJson, perform } from "../api/http";
import type { Wanted } from "./filters";

/** A part of the list, and where the next one begins; null at the end. */
export type List = components["schemas"]["ConversationList"];
export type Summary = components["schemas"]["ConversationSummaryOut"];

const PAGE = 50;

export function conversationList({ search, filter }: Wanted) {
  return infiniteQueryOptions({
    queryKey: ["conversations", "list", search, filter],
    queryFn: ({ pageParam, signal }) =>
      getJson<List>(
        "/conversations",
        { search, filter: filter === "all" ? null : filter, cursor: pageParam, limit: PAGE },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

export function conversation(id: string) {
  return queryOptions({
    queryKey: ["conversations", "one", id],
    queryFn: ({ signal }) =>
      getJson<Conversation>(`/conversations/${encodeURIComponent(id)}`, { masked: true }, signal),
  });
}

export function removeConversation(id: string): Promise<void> {
  return perform("DELETE", `/conversations/${encodeURIComponent(id)}`);
}
