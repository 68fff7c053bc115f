import { expect, test } from "vitest";
import { serverPath } from "./place";

test.each([
  ["/console/", ""],
  ["/console", ""],
  ["/console/conversas/42", ""],
  ["/ajuda/console/conhecimento", "/ajuda"],
  ["/a/console/console/", "/a/console"],
  ["/", ""],
])("the server of %s is at %j", (pathname, expected) => {
  expect(serverPath(pathname)).toBe(expected);
});
