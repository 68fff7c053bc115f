import { useEffect, useState } from "react";
import type { Client } from "../client/api";
import type { Readiness } from "../client/wire";

const PULLING_MS = 2_000;
const UNAVAILABLE_MS = 10_000;

/** Follow what the server can do: often while it pulls a model, seldom while it is unavailable, else once. */
export function useReadiness(client: Client): Readiness | null {
  const [readiness, setReadiness] = useState<Readiness | null>(null);

  useEffect(() => {
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;

    async function check(): Promise<void> {
      const found = await client.readiness(controller.signal).catch(() => null);
      if (controller.signal.aborted) return;
      setReadiness(found);
      const wait = pause(found);
      if (wait !== null) timer = setTimeout(() => void check(), wait);
    }

    void check();
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [client]);

  return readiness;
}

/** Return how long to wait before the next look, in milliseconds; null is for ever. */
function pause(readiness: Readiness | null): number | null {
  if (readiness?.parts.model.status === "pulling") return PULLING_MS;
  return readiness?.status === "ready" ? null : UNAVAILABLE_MS;
}
