/** How long the console trusts what it has read, and what it tries again. */

import { QueryClient } from "@tanstack/react-query";
import { Problem } from "../../client/problem";

const FRESH_MS = 10_000;
const TRIES = 2;

/** Only a lost connection is tried again: what the server refused, it refuses again. */
function again(failures: number, error: Error): boolean {
  return failures < TRIES && error instanceof Problem && error.code === "network";
}

export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // The server may be this machine, so being offline is no reason to wait.
      queries: { retry: again, staleTime: FRESH_MS, networkMode: "always" },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}
