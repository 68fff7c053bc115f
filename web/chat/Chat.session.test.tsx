// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor } from "@testing-library/preact";
import { createRef } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { Problem } from "../client/problem";
import type { AnswerEvent } from "../client/wire";
import type { ChatControls, ChatEvent } from "./events";
import { message } from "./samples";
import { ADVICE, ask, asked, CITED, click, open, TEXT } from "./visiting";

afterEach(() => {
  cleanup();
  localStorage.clear();
  sessionStorage.clear();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test("whoever holds the chat asks, begins anew and hears what happens", async () => {
  const controls = createRef<ChatControls>();
  const events: ChatEvent[] = [];
  const server = open({ answers: [CITED, new Problem("model_busy", null)] }, { controls, onEvent: (e) => events.push(e) });
  act(() => controls.current?.send(" Qual o horário? "));
  fireEvent.click(await screen.findByRole("button", { name: "Boa resposta" }));
  await screen.findByLabelText("O que ajudou? (opcional)");
  act(() => controls.current?.reset());
  expect(document.querySelector(".turn")).toBeNull();
  act(() => controls.current?.send("E aos sábados?"));
  await screen.findByRole("alert");
  expect(asked(server)).toEqual([{ message: "Qual o horário?" }, { message: "E aos sábados?" }]);
  expect(events).toEqual([
    { type: "message", role: "user", text: "Qual o horário?" },
    { type: "message", role: "assistant", text: TEXT, conversation_id: "c1", message_id: "m1", refused: false },
    { type: "feedback", message_id: "m1", rating: "up", comment: null },
    { type: "message", role: "user", text: "E aos sábados?" },
    { type: "error", code: "model_busy" },
  ]);
});

test("a page that is loaded again in mid-answer asks for it again, in its place", async () => {
  localStorage.setItem("rosana.conversation", "c1");
  sessionStorage.setItem("rosana.conversation.pending", '{"requestId":"r7","question":"Qual o horário?"}');
  const cut = message({ id: "m2", role: "assistant", text: "Das", incomplete: true });
  const server = open({ answers: [CITED], stored: { id: "c1", created_at: "", messages: [message({}), cut] } });
  await screen.findByText("via llama3.2:latest");
  expect(server.questions).toEqual([{ message: "Qual o horário?", request_id: "r7", conversation_id: "c1" }]);
  expect(document.querySelectorAll(".turn")).toHaveLength(1);
  expect(sessionStorage).toHaveLength(0);
});

test.each(["stopped", "closed"])("an answer that was %s is not asked for again", async (how) => {
  open({ answers: ["silence"] });
  ask("Qual o horário?");
  await screen.findByText("Começo");
  expect(sessionStorage).toHaveLength(1);
  if (how === "stopped") click("Parar resposta");
  else cleanup();
  expect(sessionStorage).toHaveLength(0);
});

test("questions from outside wait for their turn", async () => {
  localStorage.setItem("rosana.conversation", "c1");
  const controls = createRef<ChatControls>();
  const stored = { id: "c1", created_at: "", messages: [message({}), message({ id: "m0", role: "assistant" })] };
  const server = open({ answers: [CITED, CITED], stored }, { controls });
  controls.current?.send("Primeira?");
  controls.current?.send("Segunda?");
  controls.current?.send("  ");
  expect(server.questions).toEqual([]);
  await waitFor(() => expect(screen.getAllByText("via llama3.2:latest")).toHaveLength(2));
  expect(asked(server).map((question) => question.message)).toEqual(["Primeira?", "Segunda?"]);
});

test("only the turn that changes is drawn again", async () => {
  const turns = 50;
  const messages = Array.from({ length: turns * 2 }, (_, index) =>
    message({ id: `m${index}`, role: index % 2 ? "assistant" : "user", text: `Texto ${index}` }),
  );
  localStorage.setItem("rosana.conversation", "c1");
  open({ answers: [CITED], stored: { id: "c1", created_at: "", messages } });
  const first = await screen.findByText("Texto 1");
  const changes: MutationRecord[] = [];
  const observer = new MutationObserver((records) => changes.push(...records));
  observer.observe(first.closest(".turns") ?? first, { subtree: true, childList: true, characterData: true, attributes: true });
  ask("Qual o horário?");
  await screen.findByText("via llama3.2:latest");
  changes.push(...observer.takeRecords());
  const old = [...document.querySelectorAll(".turn")].slice(0, turns - 1);
  expect(changes.filter(({ target }) => old.some((turn) => turn.contains(target)))).toEqual([]);
});

test("a failure is said without advice to operators, and tried again in place under the same id", async () => {
  const server = open({ answers: [new Problem("model_busy", ADVICE), CITED] });
  ask("Qual o horário?");
  expect((await screen.findByRole("alert")).textContent).toBe(
    "Há muitas perguntas ao mesmo tempo. Tente de novo em instantes.",
  );
  click("Tentar de novo");
  await screen.findByText("via llama3.2:latest");
  expect(screen.queryByRole("alert")).toBeNull();
  expect(screen.getAllByText("Qual o horário?")).toHaveLength(1);
  const [first, again] = server.questions;
  expect(first?.request_id).toBeTruthy();
  expect(again).toEqual(first);
});

test("a failure that nobody knows is said, too", async () => {
  open({ answers: [new Problem("weird", ADVICE)] });
  ask("Qual o horário?");
  expect((await screen.findByRole("alert")).textContent).toBe("Algo deu errado. Tente de novo.");
});

test("a lost connection is said, and the answer comes once it is back", async () => {
  const cut: AnswerEvent[] = [{ type: "token", data: { text: "Das 0" } }];
  const server = open({ answers: [[...cut, new Problem("stream_cut")], CITED] });
  ask("Qual o horário?");
  await screen.findByText("Reconectando", { selector: ".waiting" });
  expect(document.querySelector(".answer-text")?.textContent).toBe("Das 0");
  expect(screen.queryByRole("alert")).toBeNull();
  await screen.findByText("via llama3.2:latest");
  expect(screen.queryByText("Reconectando")).toBeNull();
  expect(document.querySelectorAll(".turn")).toHaveLength(1);
  expect(server.questions[1]).toEqual(server.questions[0]);
});

test("an answer can be stopped, and asked for again", async () => {
  open({ answers: ["silence"] });
  ask("Qual o horário?");
  await screen.findByText("Começo");
  click("Parar resposta");
  await screen.findByText("Resposta interrompida.", { selector: ".note" });
  expect(screen.queryByRole("alert")).toBeNull();
  expect(screen.getByRole("button", { name: "Tentar de novo" })).toBeTruthy();
});

test("a reload shows the conversation again", async () => {
  localStorage.setItem("rosana.conversation", "c1");
  open({
    stored: {
      id: "c1",
      created_at: "",
      messages: [
        message({ text: "Qual o horário?" }),
        message({ id: "m2", role: "assistant", text: "Das 09h às 18h.", model: "extractive" }),
      ],
    },
  });
  expect(await screen.findByText("Texto dos próprios documentos")).toBeTruthy();
  expect(screen.getByText("Qual o horário?")).toBeTruthy();
});

test("a conversation that is gone makes room for a new one in silence", async () => {
  localStorage.setItem("rosana.conversation", "c1");
  open();
  await screen.findByText("Olá, eu sou a Rosana.");
  expect(screen.queryByRole("alert")).toBeNull();
  expect(localStorage.getItem("rosana.conversation")).toBeNull();
});

test("a conversation that goes while it is open is left for a new one", async () => {
  const gone = new Problem("conversation_not_found", "Não existe mais.");
  const server = open({ answers: [CITED, gone, CITED] });
  ask("Qual o horário?");
  await screen.findByText("via llama3.2:latest");
  ask("E aos sábados?");
  await waitFor(() => expect(screen.getAllByText("via llama3.2:latest")).toHaveLength(2));
  expect(asked(server).at(-1)).toEqual({ message: "E aos sábados?" });
});

test("a conversation that cannot be loaded can be loaded again or left", async () => {
  localStorage.setItem("rosana.conversation", "c1");
  const server = open({ stored: new Problem("network") });
  await screen.findByText("Não consegui abrir a conversa anterior.");
  server.stored = { id: "c1", created_at: "", messages: [message({ text: "Qual o horário?" })] };
  click("Tentar de novo");
  expect(await screen.findByText("Qual o horário?")).toBeTruthy();
  click("Nova conversa");
  expect(screen.getByText("Olá, eu sou a Rosana.")).toBeTruthy();
  expect(localStorage.getItem("rosana.conversation")).toBeNull();
});
