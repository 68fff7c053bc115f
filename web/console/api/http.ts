/** The calls of the console: JSON in and out; every failure is thrown as a `Problem`. */

import { caller } from "../../client/http";
import { Problem } from "../../client/problem";
import { serverPath } from "../place";

/** A part of a list, and how many the whole list has. */
export interface Counted<Item> {
  items: Item[];
  total: number;
}

const server = caller({});

export type Query = Record<string, string | number | boolean | null | undefined>;

/** Return the address of a path of the server; parameters that say nothing are left out. */
export function address(path: string, query: Query = {}): string {
  const given = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === null || value === undefined || value === "" ? [] : [[name, String(value)]],
  );
  const search = new URLSearchParams(given).toString();
  return `${serverPath(location.pathname)}${path}${search && `?${search}`}`;
}

export async function getJson<T>(path: string, query: Query, signal: AbortSignal): Promise<T> {
  return readJson<T>(await server.call(address(path, query), { signal }));
}

/** Read a list together with how many there are in all, which stands in a header. */
export async function getCounted<T>(path: string, query: Query, signal: AbortSignal): Promise<Counted<T>> {
  const response = await server.call(address(path, query), { signal });
  const items = await readJson<T[]>(response);
  return { items, total: Number(response.headers.get("X-Total-Count") ?? items.length) };
}

/** Send a body and return what comes back. */
export async function sendJson<T>(method: "POST" | "PUT" | "PATCH", path: string, body: object): Promise<T> {
  const headers = { "Content-Type": "application/json" };
  return readJson<T>(await server.call(address(path), { method, headers, body: JSON.stringify(body) }));
}

/** Make a call whose answer nobody needs. */
export async function perform(method: "POST" | "DELETE", path: string): Promise<void> {
  await server.call(address(path), { method });
}

/** The server's own description says what `T` is: it is not checked again here. */
export async function readJson<T>(response: Response): Promise<T> {
  try {
    return (await response.json()) as T;
  } catch {
    throw new Problem("bad_response");
  }
}
