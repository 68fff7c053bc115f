/** What the list of documents shows, as it stands in the address. */

import type { DocumentStatus, WantedDocuments } from "../api/documents";

export const STATUSES = ["all", "ready", "processing", "queued", "failed"] as const;

/** Read the address's parameters; what it does not know is everything. */
export function readWanted(parameters: URLSearchParams): WantedDocuments {
  const status = STATUSES.find((name) => name === parameters.get("status")) ?? "all";
  return { search: parameters.get("search")?.trim() ?? "", status: statusOf(status) };
}

/** Write parameters for the address, without those that say nothing: "" or "?status=failed". */
export function writeWanted({ search, status }: WantedDocuments): string {
  const parameters = new URLSearchParams();
  if (search) parameters.set("search", search);
  if (status) parameters.set("status", status);
  return parameters.size > 0 ? `?${parameters}` : "";
}

export function statusOf(choice: (typeof STATUSES)[number]): DocumentStatus | null {
  return choice === "all" ? null : choice;
}
