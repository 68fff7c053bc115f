import { afterEach, expect, test, vi } from "vitest";
import { newRequestId } from "./requestId";

afterEach(() => {
  vi.unstubAllGlobals();
});

test("no two ids are the same", () => {
  expect(newRequestId()).not.toBe(newRequestId());
});

test("a page without HTTPS has ids too", () => {
  const { crypto } = globalThis;
  vi.stubGlobal("crypto", { getRandomValues: (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes) });
  expect(newRequestId()).toMatch(/^[0-9a-f]{32}$/);
  expect(newRequestId()).not.toBe(newRequestId());
});
