/** Retrieval without a model. */

import { queryOptions } from "@tanstack/react-query";
import type { components } from "../../client/openapi";
import { client } from "./client";
import { sendJson } from "./http";

export type PassageOut = components["schemas"]["PassageOut"];
export type SearchAnswer = components["schemas"]["SearchAnswer"];

const PASSAGES = 10;

export function testSearch(query: string) {
  return queryOptions({
    queryKey: ["search", query],
    queryFn: () => sendJson<SearchAnswer>("POST", "/search", { query, k: PASSAGES }),
    enabled: query !== "",
  });
}

/** Questions that the documents answer. */
export function suggestions() {
  return queryOptions({
    queryKey: ["suggestions"],
    queryFn: ({ signal }) => client.suggestions(signal),
    staleTime: Infinity,
  });
}
