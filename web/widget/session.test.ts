// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openMemory, type Memory } from "./memory";
import { loadConfig, openSession } from "./session";

const ADDRESS = "https://rosana.example/widget/w";
const NOW = Date.parse("2026-01-01T12:00:00Z");

let memory: Memory;

beforeEach(() => {
  memory = openMemory("w");
  vi.useFakeTimers({ now: NOW });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
  localStorage.clear();
});

/** Answer with sessions t1, t2, … of half an hour; returns the token of before that each was asked with. */
function serve(): unknown[] {
  const seen: unknown[] = [];
  vi.stubGlobal("fetch", async (url: string, { body }: { body: string }) => {
    expect(url).toBe(`${ADDRESS}/sessions`);
    seen.push((JSON.parse(body) as { visitor: unknown }).visitor);
    return Response.json({ token: `t${seen.length}`, expires_at: new Date(Date.now() + 1_800_000).toISOString() });
  });
  return seen;
}

test("a session serves until it ends, and is renewed with its token", async () => {
  const seen = serve();
  const authorize = openSession(ADDRESS, memory);
  expect([await authorize(false), await authorize(false)]).toEqual(["t1", "t1"]);
  vi.setSystemTime(NOW + 1_800_000);
  expect(await authorize(false)).toBe("t2");
  expect(seen).toEqual([null, "t1"]);
});

test("the next page goes on with the session, and renews one that was refused", async () => {
  const seen = serve();
  await openSession(ADDRESS, memory)(false);
  const authorize = openSession(ADDRESS, openMemory("w"));
  expect([await authorize(false), await authorize(true)]).toEqual(["t1", "t2"]);
  expect(seen).toEqual([null, "t1"]);
});

test("calls at the same time begin one session", async () => {
  const seen = serve();
  const authorize = openSession(ADDRESS, memory);
  expect(await Promise.all([authorize(false), authorize(true), authorize(false)])).toEqual(["t1", "t1", "t1"]);
  expect(seen).toHaveLength(1);
});

test("a visitor who is forgotten while the session is renewed does not come back", async () => {
  serve();
  const authorize = openSession(ADDRESS, memory);
  await authorize(false);
  const renewing = authorize(true);
  memory.clear();
  await renewing;
  expect(memory.read().token).toBeNull();
});

test("after a failure, the next call tries again", async () => {
  vi.stubGlobal("fetch", async () => {
    throw new TypeError("offline");
  });
  const authorize = openSession(ADDRESS, memory);
  await expect(authorize(false)).rejects.toMatchObject({ code: "network" });
  serve();
  expect(await authorize(false)).toBe("t1");
});

test.each([
  ["a server that answers others", true, "origin_refused"],
  ["nothing", false, "network"],
])("where the browser shows no answer, and there is %s, the code is %s", async (_, answers, code) => {
  vi.stubGlobal("fetch", async (__: string, { mode }: RequestInit) => {
    if (mode === "no-cors" && answers) return Response.error();
    throw new TypeError("Failed to fetch");
  });
  await expect(loadConfig(ADDRESS, new AbortController().signal)).rejects.toMatchObject({ code });
});

test("a refusal with a reason is told with it", async () => {
  vi.stubGlobal("fetch", async () => Response.json({ code: "widget_not_found" }, { status: 404 }));
  const config = loadConfig(ADDRESS, new AbortController().signal);
  await expect(config).rejects.toMatchObject({ code: "widget_not_found" });
});
