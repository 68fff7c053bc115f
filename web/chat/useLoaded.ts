import { useEffect, useState } from "react";
import type { Client } from "../client/api";

/**
 * Return what a call gives: null until it is there, `otherwise` where it fails.
 *
 * @param load the same function each time.
 */
export function useLoaded<T>(
  client: Client,
  load: (client: Client, signal: AbortSignal) => Promise<T>,
  otherwise: T,
): T | null {
  const [loaded, setLoaded] = useState<T | null>(null);
  const [fallback] = useState(otherwise);

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    load(client, signal).then(
      (value) => !signal.aborted && setLoaded(value),
      () => !signal.aborted && setLoaded(fallback),
    );
    return () => controller.abort();
  }, [client, load, fallback]);

  return loaded;
}
