/** The sites whose pages are documents. */

import { queryOptions } from "@tanstack/react-query";
import type { components } from "../../client/openapi";
import { getJson, perform, sendJson } from "./http";

export type SiteOut = components["schemas"]["SiteOut"];
type SiteRequest = components["schemas"]["SiteRequest"];
type SiteAccepted = components["schemas"]["SiteAccepted"];

const VISITING_MS = 1_000;

export function isVisited({ status }: SiteOut): boolean {
  return status === "queued" || status === "visiting";
}

/** All sites; read again and again while one of them is visited. */
export function siteList() {
  return queryOptions({
    queryKey: ["sites"],
    queryFn: ({ signal }) => getJson<SiteOut[]>("/sites", {}, signal),
    refetchInterval: ({ state }) => (state.data?.some(isVisited) ? VISITING_MS : false),
  });
}

export const addSite = (site: SiteRequest) => sendJson<SiteAccepted>("POST", "/sites", site);
export const visitSite = (id: string) => perform("POST", `/sites/${encodeURIComponent(id)}/visit`);
export const removeSite = (id: string) => perform("DELETE", `/sites/${encodeURIComponent(id)}`);
