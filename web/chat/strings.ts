/** Every sentence that the chat shows or reads aloud. */

import { formatDate } from "./dates";

const ptBR = {
  locale: "pt-BR" as "pt-BR" | "en",
  newConversation: "Nova conversa",

  welcome: (name: string) => (name === "Rosana" ? "Olá, eu sou a Rosana." : `Olá, eu sou ${name}.`),
  welcomeHint:
    "Respondo com base nos documentos da empresa e mostro de onde vem cada frase. Quando eles não têm a resposta, eu digo.",
  suggestionsLabel: "Perguntas que sei responder",

  question: "Sua pergunta",
  placeholder: "Escreva sua pergunta",
  composerHint: "Enter envia. Shift e Enter juntos quebram a linha.",
  send: "Enviar pergunta",
  stop: "Parar resposta",
  length: (used: number, limit: number) =>
    `${used.toLocaleString("pt-BR")} de ${limit.toLocaleString("pt-BR")} caracteres`,

  messages: "Conversa",
  youAsked: "Você perguntou:",
  rosanaAnswered: "Resposta:",
  searching: "Buscando nos documentos",
  writing: "Escrevendo a resposta",
  reconnecting: "Reconectando",
  toEnd: "Ir para o fim da conversa",

  by: (model: string) => `via ${model}`,
  extractive: "Texto dos próprios documentos",
  stopped: "Resposta interrompida.",
  incomplete: "Resposta incompleta: o modelo parou antes do fim.",
  retry: "Tentar de novo",
  rephrase: "Reformular a pergunta",
  orElse: "Ou escolha algo que sei responder:",

  copy: "Copiar resposta",
  copied: "Resposta copiada.",
  copyFailed: "Não consegui copiar.",
  table: "Tabela",
  time: (at: Date) => formatDate(at, "pt-BR", { timeStyle: "short" }),
  dayAndTime: (at: Date) =>
    formatDate(at, "pt-BR", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }),

  sources: "Fontes",
  consulted: "Trechos consultados",
  openSource: (n: number, title: string) => `Fonte ${n}: ${title}`,
  closeSource: "Fechar fonte",
  openDocument: "Abrir documento",
  unsupported: "sem fonte",
  unsupportedHint: "Nenhum documento confirma esta frase.",

  rate: "Avaliar a resposta",
  good: "Boa resposta",
  bad: "Resposta ruim",
  commentGood: "O que ajudou? (opcional)",
  commentBad: "O que faltou ou está errado? (opcional)",
  sendComment: "Enviar comentário",
  skipComment: "Agora não",
  thanks: "Obrigada pela avaliação.",
  rateFailed: "Não consegui guardar sua avaliação. Tente de novo.",

  loadingHistory: "Abrindo a conversa",
  historyFailed: "Não consegui abrir a conversa anterior.",

  preparing: (progress: number | null) =>
    progress === null ? "Preparando o modelo" : `Preparando o modelo (${Math.floor(progress * 100)}%)`,
  meanwhile: "Enquanto isso, respondo com trechos dos documentos.",
  fromDocuments: "No momento, respondo com trechos dos documentos.",
  unavailable: "O atendimento está indisponível no momento. Tente de novo em instantes.",

  problems: {
    network: "Não consegui falar com o servidor. Confira sua conexão e tente de novo.",
    stream_cut: "A conexão caiu no meio da resposta. Tente de novo.",
    bad_response: "O servidor deu uma resposta que não entendi. Tente de novo.",
    message_too_long: "A pergunta é longa demais. Encurte-a e tente de novo.",
    context_exceeded: "A pergunta é longa demais para mim. Encurte-a e tente de novo.",
    model_busy: "Há muitas perguntas ao mesmo tempo. Tente de novo em instantes.",
    model_error: "Não consigo responder agora. Tente de novo em instantes.",
    model_unavailable: "Não consigo responder agora. Tente de novo em instantes.",
    model_missing: "Não consigo responder agora. Tente de novo em instantes.",
    model_interrupted: "A resposta parou no meio. Tente de novo.",
    session_expired: "Sua sessão expirou. Recarregue a página e tente de novo.",
    origin_refused: "O atendimento não está liberado para este site.",
    other: "Algo deu errado. Tente de novo.",
  },
};

export type Strings = typeof ptBR;

const en: Strings = {
  locale: "en",
  newConversation: "New conversation",

  welcome: (name) => `Hello, I'm ${name}.`,
  welcomeHint:
    "I answer from the company's documents and show where each sentence comes from. When they don't hold the answer, I say so.",
  suggestionsLabel: "Questions I can answer",

  question: "Your question",
  placeholder: "Write your question",
  composerHint: "Enter sends. Shift and Enter together break the line.",
  send: "Send question",
  stop: "Stop answer",
  length: (used, limit) =>
    `${used.toLocaleString("en")} of ${limit.toLocaleString("en")} characters`,

  messages: "Conversation",
  youAsked: "You asked:",
  rosanaAnswered: "Answer:",
  searching: "Searching the documents",
  writing: "Writing the answer",
  reconnecting: "Reconnecting",
  toEnd: "Go to the end of the conversation",

  by: (model) => `via ${model}`,
  extractive: "The documents' own text",
  stopped: "Answer stopped.",
  incomplete: "Incomplete answer: the model stopped before the end.",
  retry: "Try again",
  rephrase: "Rephrase the question",
  orElse: "Or choose something I can answer:",

  copy: "Copy answer",
  copied: "Answer copied.",
  copyFailed: "I couldn't copy it.",
  table: "Table",
  time: (at: Date) => formatDate(at, "en", { timeStyle: "short" }),
  dayAndTime: (at: Date) => formatDate(at, "en", { day: "numeric", month: "short", hour: "numeric", minute: "2-digit" }),

  sources: "Sources",
  consulted: "Passages consulted",
  openSource: (n, title) => `Source ${n}: ${title}`,
  closeSource: "Close source",
  openDocument: "Open document",
  unsupported: "no source",
  unsupportedHint: "No document confirms this sentence.",

  rate: "Rate the answer",
  good: "Good answer",
  bad: "Bad answer",
  commentGood: "What helped? (optional)",
  commentBad: "What is missing or wrong? (optional)",
  sendComment: "Send comment",
  skipComment: "Not now",
  thanks: "Thank you for the rating.",
  rateFailed: "I couldn't keep your rating. Try again.",

  loadingHistory: "Opening the conversation",
  historyFailed: "I couldn't open the earlier conversation.",

  preparing: (progress) =>
    progress === null ? "Preparing the model" : `Preparing the model (${Math.floor(progress * 100)}%)`,
  meanwhile: "Meanwhile I answer with excerpts from the documents.",
  fromDocuments: "Right now I answer with excerpts from the documents.",
  unavailable: "The service is unavailable right now. Try again in a moment.",

  problems: {
    network: "I couldn't reach the server. Check your connection and try again.",
    stream_cut: "The connection dropped in the middle of the answer. Try again.",
    bad_response: "The server gave an answer that I don't understand. Try again.",
    message_too_long: "The question is too long. Shorten it and try again.",
    context_exceeded: "The question is too long for me. Shorten it and try again.",
    model_busy: "There are many questions at once. Try again in a moment.",
    model_error: "I can't answer right now. Try again in a moment.",
    model_unavailable: "I can't answer right now. Try again in a moment.",
    model_missing: "I can't answer right now. Try again in a moment.",
    model_interrupted: "The answer stopped in the middle. Try again.",
    session_expired: "Your session has expired. Reload the page and try again.",
    origin_refused: "The chat is not open to this site.",
    other: "Something went wrong. Try again.",
  },
};

export const STRINGS = { "pt-BR": ptBR, en } as const;

/** Return the sentences in the language of a BCP 47 tag, Portuguese for all but English. */
export function stringsFor(language: string): Strings {
  return /^en\b/i.test(language) ? STRINGS.en : STRINGS["pt-BR"];
}
