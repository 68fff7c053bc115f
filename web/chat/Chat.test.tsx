// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor } from "@testing-library/preact";
import { afterEach, expect, test, vi } from "vitest";
import { Problem } from "../client/problem";
import type { AnswerEvent, PublicSettings } from "../client/wire";
import { citation, done, source } from "./samples";
import { ADVICE, ask, asked, CITED, click, field, open, READY, TEXT } from "./visiting";

afterEach(() => {
  cleanup();
  localStorage.clear();
  sessionStorage.clear();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test("a suggestion is asked by one press", async () => {
  const server = open({ answers: [CITED] });
  fireEvent.click(await screen.findByRole("button", { name: "Como peço reembolso?" }));
  await screen.findByText("via llama3.2:latest");
  expect(asked(server)).toEqual([{ message: "Como peço reembolso?" }]);
});

test("a server without suggestions is greeted all the same", async () => {
  open({ questionsOffered: new Problem("not_found", "Não há."), settings: new Problem("not_found", "Não há.") });
  expect(await screen.findByRole("heading", { name: "Olá, eu sou a Rosana." })).toBeTruthy();
  expect(screen.queryByRole("list", { name: "Perguntas que sei responder" })).toBeNull();
});

test.each([
  ["pt-BR", "Oi, aqui é a Bia!"],
  ["en", "Hello, I'm Bia."],
])("the company's name and greeting are shown in %s", async (language, greeting) => {
  const settings: PublicSettings = {
    name: "Bia",
    greeting: { "pt-BR": "Oi, aqui é a Bia!", en: null },
    languages: ["pt-BR", "en"],
    suggestions: false,
  };
  open({ settings }, { language });
  expect(await screen.findByRole("heading", { name: greeting })).toBeTruthy();
  expect(screen.getByRole("heading", { level: 1, name: "Bia" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Como peço reembolso?" })).toBeNull();
});

test.each([
  [["en-GB"], ["pt-BR", "en"], "Hello, I'm Rosana."],
  [["en-GB"], ["pt-BR"], "Olá, eu sou a Rosana."],
])("who speaks %j is greeted in one of %j", async (spoken, languages, greeting) => {
  vi.spyOn(navigator, "languages", "get").mockReturnValue(spoken);
  open({ settings: { name: "Rosana", greeting: {}, languages, suggestions: true } as PublicSettings }, { language: undefined });
  expect(await screen.findByRole("heading", { name: greeting })).toBeTruthy();
});

test("the next question goes on with the conversation", async () => {
  const server = open({ answers: [CITED, CITED] });
  ask("Qual o horário?");
  await screen.findByText("via llama3.2:latest");
  ask("E aos sábados?");
  await waitFor(() => expect(server.questions).toHaveLength(2));
  expect(asked(server)[1]).toEqual({ message: "E aos sábados?", conversation_id: "c1" });
  expect(localStorage.getItem("rosana.conversation")).toBe("c1");
});

test.each(["", "   ", "x".repeat(20_001)])("what cannot be a question is not sent (%#)", (draft) => {
  const server = open();
  ask(draft);
  expect(server.questions).toEqual([]);
});

test("Shift and Enter break the line", () => {
  const server = open();
  fireEvent.change(field(), { target: { value: "Oi" } });
  fireEvent.keyDown(field(), { key: "Enter", shiftKey: true });
  expect(server.questions).toEqual([]);
});

test("a citation opens its passage with the support marked, and gives the focus back", async () => {
  open({ answers: [CITED] });
  ask("Qual o horário?");
  const number = await screen.findByRole("button", { name: "Fonte 1: Atendimento" });
  fireEvent.click(number);
  const passage = screen.getByRole("region", { name: "Fonte 1: Atendimento" });
  expect(passage.querySelector("mark")?.textContent).toBe("das 09h às 18h");
  expect(document.activeElement).toBe(passage);
  fireEvent.keyDown(passage, { key: "Escape" });
  expect(screen.queryByRole("region", { name: "Fonte 1: Atendimento" })).toBeNull();
  expect(document.activeElement).toBe(number);
});

test("sources are counted from the first one cited", async () => {
  const sources = [source(), source({ n: 2, title: "Feriados" })];
  const cited = { ...citation(0, 15, [0, 9]), source: 2 };
  open({ answers: [[{ type: "sources", data: { sources } }, { type: "citation", data: cited }, ...CITED.slice(-1)]] });
  ask("Qual o horário?");
  fireEvent.click(await screen.findByRole("button", { name: "Fonte 1: Feriados" }));
  expect(screen.getByRole("region", { name: "Fonte 1: Feriados" })).toBeTruthy();
  expect(screen.queryByText("Atendimento")).toBeNull();
});

test("two parts of one document are told apart by their headings", async () => {
  const sources = [source({ heading: "Horário" }), source({ n: 2, heading: "Horário › Feriados" }), source({ n: 3, title: "Frete" })];
  open({ answers: [[{ type: "sources", data: { sources } }, ...CITED.slice(-1)]] });
  ask("Qual o horário?");
  await screen.findByText("via llama3.2:latest");
  const names = [...document.querySelectorAll(".source-title")].map((name) => name.textContent);
  expect(names).toEqual(["Horário", "Feriados", "Frete"]);
});

test.each([
  ["https://x.example/a", 1],
  ["javascript:alert(1)", 0],
  [null, 0],
])("a document at %s has %i links", async (url, links) => {
  open({ answers: [[{ type: "sources", data: { sources: [source({ url })] } }, ...CITED.slice(1)]] });
  ask("Qual o horário?");
  fireEvent.click(await screen.findByRole("button", { name: "Fonte 1: Atendimento" }));
  expect(screen.queryAllByRole("link")).toHaveLength(links);
});

test("a sentence without support is marked", async () => {
  open({ answers: [CITED] });
  ask("Qual o horário?");
  expect((await screen.findByText("sem fonte")).title).toBe("Nenhum documento confirma esta frase.");
});

test("a heading bears no number", async () => {
  const response = "## Horário\n\nDas 09h às 18h.";
  const citations = [citation(0, 10, [0, 9]), citation(12, 27, [0, 9])];
  const events = citations.map((data): AnswerEvent => ({ type: "citation", data }));
  open({ answers: [[{ type: "sources", data: { sources: [source()] } }, ...events, { type: "done", data: done({ response }) }]] });
  ask("Qual o horário?");
  await screen.findByText("via llama3.2:latest");
  expect(screen.getByRole("heading", { level: 3, name: "Horário" })).toBeTruthy();
  expect(document.querySelectorAll(".citation")).toHaveLength(1);
});

test("what is said of code stands after it, once", async () => {
  const response = "```\nnpm i\nnpm t\n```";
  const events = [citation(4, 9), citation(10, 15)].map((data): AnswerEvent => ({ type: "citation", data }));
  open({ answers: [[...events, { type: "done", data: done({ response }) }]] });
  ask("Oi");
  await screen.findByText("via llama3.2:latest");
  expect(document.querySelector(".answer-text")?.textContent).toBe("npm i\nnpm t sem fonte");
});

test("a model's HTML is text", async () => {
  const response = "<img src=x onerror=alert(1)>";
  open({ answers: [[{ type: "done", data: done({ response }) }]] });
  ask("Oi");
  await screen.findByText("via llama3.2:latest");
  expect(document.querySelector("img")).toBeNull();
  expect(document.querySelector(".answer-text")?.textContent).toBe(response);
});

test("a refused question can be put in other words, or another is chosen", async () => {
  const response = "Não tenho essa informação específica.";
  const server = open({
    answers: [[{ type: "done", data: done({ response, refused: true, model: "extractive" }) }], CITED],
  });
  ask("Qual a capital da França?");
  await screen.findByText(response);
  expect(screen.queryByText("Texto dos próprios documentos")).toBeNull();
  click("Reformular a pergunta");
  expect(field().value).toBe("Qual a capital da França?");
  click("Como peço reembolso?");
  await screen.findByText("via llama3.2:latest");
  expect(asked(server).at(-1)?.message).toBe("Como peço reembolso?");
  expect(screen.queryByRole("button", { name: "Reformular a pergunta" })).toBeNull();
});

test("an answer is copied with its sources", async () => {
  const writeText = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue(undefined);
  open({ answers: [CITED] });
  ask("Qual o horário?");
  fireEvent.click(await screen.findByRole("button", { name: "Copiar resposta" }));
  expect(await screen.findByText("Resposta copiada.")).toBeTruthy();
  const text = "Das 09h às 18h. [1] Sempre.\n\nFontes:\n1. Atendimento (https://x.example/a)";
  expect(writeText).toHaveBeenCalledExactlyOnceWith(text);
});

test("messages have times that machines can read", async () => {
  open({ answers: [CITED] });
  ask("Qual o horário?");
  await screen.findByText("via llama3.2:latest");
  const times = [...document.querySelectorAll("time")];
  expect(times).toHaveLength(2);
  for (const { dateTime, textContent } of times) {
    expect(Number.isNaN(Date.parse(dateTime))).toBe(false);
    expect(textContent).toMatch(/^\d\d:\d\d$/);
  }
});

test("a thumb is kept at once, a comment if there is one", async () => {
  const server = open({ answers: [CITED] });
  ask("Qual o horário?");
  fireEvent.click(await screen.findByRole("button", { name: "Resposta ruim" }));
  fireEvent.change(await screen.findByLabelText("O que faltou ou está errado? (opcional)"), {
    target: { value: " Faltou o sábado. " },
  });
  click("Enviar comentário");
  await screen.findByText("Obrigada pela avaliação.");
  expect(server.opinions).toEqual([
    { rating: "down", comment: null },
    { rating: "down", comment: "Faltou o sábado." },
  ]);
});

test("a thumb pressed again opens its comment, and takes nothing back", async () => {
  const server = open({ answers: [CITED] });
  ask("Qual o horário?");
  fireEvent.click(await screen.findByRole("button", { name: "Resposta ruim" }));
  fireEvent.change(await screen.findByRole("textbox", { name: /O que faltou/ }), { target: { value: "O sábado." } });
  click("Enviar comentário");
  await screen.findByText("Obrigada pela avaliação.");
  click("Resposta ruim");
  expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: /O que faltou/ }).value).toBe("O sábado.");
  expect(server.opinions.at(-1)).toEqual({ rating: "down", comment: "O sábado." });
});

test("the comment form closes where scrolling into view gives a promise, as in Chrome 156", async () => {
  vi.spyOn(HTMLFormElement.prototype, "scrollIntoView").mockReturnValue(Promise.resolve() as unknown as void);
  open({ answers: [CITED] });
  ask("Qual o horário?");
  fireEvent.click(await screen.findByRole("button", { name: "Boa resposta" }));
  click("Agora não");
  expect(screen.getByText("Obrigada pela avaliação.")).toBeTruthy();
});

test("a thumb that could not be kept is taken back, and said", async () => {
  open({ answers: [CITED], keepsOpinions: false });
  ask("Qual o horário?");
  fireEvent.click(await screen.findByRole("button", { name: "Boa resposta" }));
  await screen.findByText("Não consegui guardar sua avaliação. Tente de novo.");
  expect(screen.getByRole("button", { name: "Boa resposta" }).getAttribute("aria-pressed")).toBe("false");
});

test("a screen reader hears the whole answer once it is there", async () => {
  open({ answers: [CITED] });
  ask("Qual o horário?");
  expect(await screen.findByText(`Resposta: ${TEXT}`)).toBeTruthy();
});

test("a model on its way is followed until it is there", async () => {
  vi.useFakeTimers();
  const model = { ...READY.parts.model, status: "pulling", detail: ADVICE, progress: 0.42 } as const;
  const server = open({ ready: { ...READY, parts: { ...READY.parts, model } } });
  await vi.waitFor(() => screen.getByText("Preparando o modelo (42%)"));
  expect(document.body.textContent).not.toContain("ollama");
  expect(screen.getByRole<HTMLProgressElement>("progressbar").value).toBe(0.42);
  server.ready = READY;
  await act(async () => void (await vi.advanceTimersByTimeAsync(2_000)));
  expect(screen.queryByText("Preparando o modelo (42%)")).toBeNull();
  expect(vi.getTimerCount()).toBe(0);
});

test.each([
  ["unavailable", "unavailable", "O atendimento está indisponível no momento. Tente de novo em instantes."],
  ["ready", "unavailable", "No momento, respondo com trechos dos documentos."],
  ["ready", "missing", "No momento, respondo com trechos dos documentos."],
] as const)("where the server is %s and its model %s, customers read no advice to operators", async (status, of, said) => {
  const model = { ...READY.parts.model, status: of, detail: ADVICE };
  open({ ready: { ...READY, status, parts: { ...READY.parts, model } } });
  const notice = await screen.findByText(said);
  expect(notice.textContent).toBe(said);
  expect(document.body.textContent).not.toContain("ollama");
});
