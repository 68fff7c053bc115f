import { afterEach, expect, test, vi } from "vitest";
import { connect } from "./api";
import { Problem } from "./problem";

const { signal } = new AbortController();

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Take only the last of these tokens, and keep those that came. */
function serve(accepted: string): (string | null)[] {
  const seen: (string | null)[] = [];
  vi.stubGlobal("fetch", async (_: string, init: RequestInit) => {
    const token = new Headers(init.headers).get("Authorization");
    seen.push(token);
    if (token === accepted) return Response.json({ questions: [] });
    return Response.json({ code: "session_expired", detail: "Acabou." }, { status: 401 });
  });
  return seen;
}

test("without tokens, none is sent", async () => {
  const seen = serve("none");
  await connect().suggestions(signal).catch(() => undefined);
  expect(seen).toEqual([null]);
});

test("a token goes with each call", async () => {
  const seen = serve("Bearer t1");
  await connect("", { authorize: async () => "t1" }).suggestions(signal);
  expect(seen).toEqual(["Bearer t1"]);
});

test("a refused token is renewed, once", async () => {
  const seen = serve("Bearer new");
  await connect("", { authorize: async (renew) => (renew ? "new" : "old") }).suggestions(signal);
  expect(seen).toEqual(["Bearer old", "Bearer new"]);
});

test("a token that is refused twice is a problem", async () => {
  const seen = serve("Bearer never");
  const asked = connect("", { authorize: async () => "t" }).suggestions(signal);
  await expect(asked).rejects.toMatchObject({ code: "session_expired" });
  expect(seen).toHaveLength(2);
});

test("without a token nothing is asked", async () => {
  const seen = serve("Bearer t1");
  const asked = connect("", { authorize: () => Promise.reject(new Problem("network")) }).suggestions(signal);
  await expect(asked).rejects.toMatchObject({ code: "network" });
  expect(seen).toEqual([]);
});
