/** A chat with a server in memory, and what a visitor does there, for the tests. */

import { fireEvent, render, screen } from "@testing-library/preact";
import { expect } from "vitest";
import type { Client } from "../client/api";
import { Problem } from "../client/problem";
import type { AnswerEvent, Conversation, Feedback, PublicSettings, Question, Readiness } from "../client/wire";
import { Chat, type ChatProps } from "./Chat";
import { citation, done, source } from "./samples";

export const READY: Readiness = {
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

export const ADVICE = "O Ollama não responde: inicie-o com `ollama serve`.";

/** A server in memory: each question gets the next answer; "silence" begins one that never ends. */
export class Server implements Client {
  readonly questions: Question[] = [];
  readonly opinions: Feedback[] = [];
  answers: ((AnswerEvent | Problem)[] | Problem | "silence")[] = [];
  stored: Conversation | Problem = new Problem("conversation_not_found", "Não existe mais.");
  ready: Readiness = READY;
  keepsOpinions = true;
  questionsOffered: string[] | Problem = ["Qual o horário do suporte?", "Como peço reembolso?"];
  settings: PublicSettings | Problem = {
    name: "Rosana",
    greeting: {},
    languages: ["pt-BR", "en"],
    suggestions: true,
  };

  async *ask(question: Question, signal: AbortSignal): AsyncGenerator<AnswerEvent, void> {
    this.questions.push(question);
    const next = this.answers.shift();
    if (next instanceof Problem) throw next;
    if (Array.isArray(next)) {
      for (const part of next) {
        if (part instanceof Problem) throw part;
        yield part;
      }
    } else {
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

  async suggestions(): Promise<string[]> {
    if (this.questionsOffered instanceof Problem) throw this.questionsOffered;
    return this.questionsOffered;
  }

  async publicSettings(): Promise<PublicSettings> {
    if (this.settings instanceof Problem) throw this.settings;
    return this.settings;
  }

  async readiness(): Promise<Readiness> {
    return this.ready;
  }
}

/** Show a chat with a server that gives these answers. */
export function open(values: Partial<Server> = {}, props: Partial<ChatProps> = {}): Server {
  const server = Object.assign(new Server(), values);
  render(<Chat client={server} language="pt-BR" {...props} />);
  return server;
}

/** What was asked, without the ids of the requests. */
export function asked({ questions }: Server): Omit<Question, "request_id">[] {
  return questions.map((question) => {
    const { request_id, ...rest } = question;
    expect(request_id).toBeTruthy();
    return rest;
  });
}

export function field(): HTMLTextAreaElement {
  return screen.getByLabelText("Sua pergunta");
}

export function ask(question: string): void {
  fireEvent.change(field(), { target: { value: question } });
  fireEvent.keyDown(field(), { key: "Enter" });
}

export function click(name: string): void {
  fireEvent.click(screen.getByRole("button", { name }));
}

export const TEXT = "Das 09h às 18h. Sempre.";
export const CITED: AnswerEvent[] = [
  { type: "sources", data: { sources: [source({ url: "https://x.example/a" })] } },
  { type: "token", data: { text: TEXT } },
  { type: "citation", data: citation(0, 15, [17, 31]) },
  { type: "citation", data: citation(16, 23) },
  { type: "done", data: done({ response: TEXT }) },
];
