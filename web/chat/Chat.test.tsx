// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import type { Client } from "../client/api";
import { Problem } from "../client/problem";
import type { AnswerEvent, Conversation, Feedback, Question, Readiness } from "../client/wire";
import { Chat } from "./Chat";
import { citation, done, message, source } from "./samples";

const READY: Readiness = {
  status: "ready",
  parts: {
    database: { status: "ready" },
    index: { status: "ready", passages: 10 },
    model: {
      status: "ready",
      model: "extractive",
      wanted: "auto",
      detail: "",
      progress: null,
      context_window: null,
    },
  },
};

const ADVICE = "O Ollama não responde: inicie-o com `ollama serve`.";

afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A server in memory: each question gets the next answer; "silence" begins one that never ends. */
class Server implements Client {
  readonly questions: Question[] = [];
  readonly opinions: Feedback[] = [];
  answers: (AnswerEvent[] | Problem | "silence")[] = [];
  stored: Conversation | Problem = new Problem("conversation_not_found", "Não existe mais.");
  ready: Readiness = READY;
  keepsOpinions = true;
  /** The questions that the documents do not answer. */
  unanswerable: string[] = [];

  async *ask(question: Question, signal: AbortSignal): AsyncGenerator<AnswerEvent, void> {
    this.questions.push(question);
    const next = this.answers.shift();
    if (next instanceof Problem) throw next;
    if (Array.isArray(next)) yield* next;
    else {
      yield { type: "token", data: { text: "Começo" } };
      await new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
      });
    }
  }

  async conversation(): Promise<Conversation> {
    if (this.stored instanceof Problem) throw this.stored;
    return this.stored;
  }

  async rate(_: string, feedback: Feedback): Promise<void> {
    if (!this.keepsOpinions) throw new Problem("storage_unavailable", "Sem disco.");
    this.opinions.push(feedback);
  }

  async answerable(query: string): Promise<boolean> {
    return !this.unanswerable.includes(query);
  }

  async readiness(): Promise<Readiness> {
    return this.ready;
  }
}

/** Show a chat with a server that gives these answers. */
function open(values: Partial<Server> = {}): Server {
  const server = Object.assign(new Server(), values);
  render(<Chat client={server} language="pt-BR" />);
  return server;
}

function field(): HTMLTextAreaElement {
  return screen.getByLabelText("Sua pergunta");
}

function ask(question: string): void {
  fireEvent.change(field(), { target: { value: question } });
  fireEvent.keyDown(field(), { key: "Enter" });
}

function click(name: string): void {
  fireEvent.click(screen.getByRole("button", { name }));
}

const TEXT = "Das 09h às 18h. Sempre.";
const CITED: AnswerEvent[] = [
  { type: "sources", data: { sources: [source({ url: "https://x.example/a" })] } },
  { type: "token", data: { text: TEXT } },
  { type: "citation", data: citation(0, 15, [17, 31]) },
  { type: "citation", data: citation(16, 23) },
  { type: "done", data: done({ response: TEXT }) },
];

test("a suggestion is asked by one press", async () => {
  const server = open({ answers: [CITED] });
  fireEvent.click(await screen.findByRole("button", { name: "Como peço reembolso?" }));
  await screen.findByText("Respondido por llama3.2");
  expect(server.questions).toEqual([{ message: "Como peço reembolso?" }]);
});

test("a question that would be refused is not offered", async () => {
  open({ unanswerable: ["Como peço reembolso?"] });
  await screen.findByRole("button", { name: "Qual o horário do suporte?" });
  expect(screen.queryByRole("button", { name: "Como peço reembolso?" })).toBeNull();
});

test("the next question goes on with the conversation", async () => {
  const server = open({ answers: [CITED, CITED] });
  ask("Qual o horário?");
  await screen.findByText("Respondido por llama3.2");
  ask("E aos sábados?");
  await waitFor(() => expect(server.questions).toHaveLength(2));
  expect(server.questions[1]).toEqual({ message: "E aos sábados?", conversation_id: "c1" });
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

test("a model's HTML is text", async () => {
  const response = "<img src=x onerror=alert(1)>";
  open({ answers: [[{ type: "done", data: done({ response }) }]] });
  ask("Oi");
  await screen.findByText("Respondido por llama3.2");
  expect(document.querySelector("img")).toBeNull();
  expect(document.querySelector(".answer-text")?.textContent).toBe(response);
});

test("a refused question can be put in other words", async () => {
  const response = "Não tenho essa informação específica.";
  open({ answers: [[{ type: "done", data: done({ response, refused: true, model: "extractive" }) }]] });
  ask("Qual a capital da França?");
  await screen.findByText(response);
  expect(screen.queryByText("Texto dos próprios documentos")).toBeNull();
  click("Reformular a pergunta");
  expect(field().value).toBe("Qual a capital da França?");
});

test("a failure is said in the server's words, and tried again in place", async () => {
  const server = open({ answers: [new Problem("model_busy", "Há muitas perguntas na fila."), CITED] });
  ask("Qual o horário?");
  expect((await screen.findByRole("alert")).textContent).toBe("Há muitas perguntas na fila.");
  click("Tentar de novo");
  await screen.findByText("Respondido por llama3.2");
  expect(screen.queryByRole("alert")).toBeNull();
  expect(screen.getAllByText("Qual o horário?")).toHaveLength(1);
  expect(server.questions).toHaveLength(2);
});

test("a failure that only this side knows has words of its own", async () => {
  open({ answers: [new Problem("stream_cut")] });
  ask("Qual o horário?");
  expect((await screen.findByRole("alert")).textContent).toBe(
    "A conexão caiu no meio da resposta. Tente de novo.",
  );
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
  await screen.findByText("Respondido por llama3.2");
  ask("E aos sábados?");
  await waitFor(() => expect(screen.getAllByText("Respondido por llama3.2")).toHaveLength(2));
  expect(server.questions.at(-1)).toEqual({ message: "E aos sábados?" });
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
  expect(await screen.findByText(`Rosana respondeu: ${TEXT}`)).toBeTruthy();
});

test("a model on its way is followed until it is there", async () => {
  vi.useFakeTimers();
  const model = { ...READY.parts.model, status: "pulling", detail: ADVICE, progress: 0.42 } as const;
  const server = open({ ready: { ...READY, parts: { ...READY.parts, model } } });
  await vi.waitFor(() => screen.getByText("Preparando o modelo (42%)"));
  expect(document.body.textContent).not.toContain("ollama");
  expect(screen.getByRole<HTMLProgressElement>("progressbar").value).toBe(0.42);
  server.ready = READY;
  await act(() => vi.advanceTimersByTimeAsync(2_000));
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
