// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import { loadPending, saveConversationId, savePending } from "../chat/storage";
import { openMemory } from "./memory";

const NOTHING = { token: null, expires: 0, user: null };

function blocked(): never {
  throw new DOMException("", "SecurityError");
}

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
  sessionStorage.clear();
});

test("what one page knows, the next one does", () => {
  openMemory("w").write({ token: "t", expires: 7 });
  openMemory("w").write({ user: "cliente-1" });
  expect(openMemory("w").read()).toEqual({ token: "t", expires: 7, user: "cliente-1" });
  expect(openMemory("another").read()).toEqual(NOTHING);
});

test("what is forgotten leaves neither a conversation nor a question on its way", () => {
  const memory = openMemory("w");
  memory.write({ token: "t", user: "cliente-1" });
  saveConversationId(memory.conversationKey, "c1");
  savePending(memory.conversationKey, { requestId: "r1", question: "Onde está meu pedido?" });
  memory.clear();
  expect(memory.read()).toEqual(NOTHING);
  expect(localStorage.getItem(memory.conversationKey)).toBeNull();
  expect(loadPending(memory.conversationKey)).toBeNull();
});

test.each(["{", "null", '"oi"'])("%s, which the widget has not written, is nothing", (stored) => {
  localStorage.setItem("rosana.w", stored);
  expect(openMemory("w").read()).toMatchObject({ token: null, expires: 0, user: null });
});

test("where nothing may be kept, it is known until the page goes", () => {
  vi.stubGlobal("localStorage", { getItem: blocked, setItem: blocked, removeItem: blocked });
  const memory = openMemory("w");
  memory.write({ token: "t" });
  expect(memory.read().token).toBe("t");
  memory.clear();
  expect(memory.read()).toEqual(NOTHING);
});
