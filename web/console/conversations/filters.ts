/** What the list of conversations shows, as it stands in the address. */

export const FILTERS = ["all", "refused", "down", "no_source", "low_confidence"] as const;

export type Filter = (typeof FILTERS)[number];

export interface Wanted {
  search: string;
  filter: Filter;
}

/** Read the address's parameters; what it does not know is everything. */
export function readWanted(parameters: URLSearchParams): Wanted {
  const filter = FILTERS.find((name) => name === parameters.get("filter")) ?? "all";
  return { search: parameters.get("search")?.trim() ?? "", filter };
}

/** Write parameters for the address, without those that say nothing: "" or "?filter=down". */
export function writeWanted({ search, filter }: Wanted): string {
  const parameters = new URLSearchParams();
  if (search) parameters.set("search", search);
  if (filter !== "all") parameters.set("filter", filter);
  return parameters.size > 0 ? `?${parameters}` : "";
}
