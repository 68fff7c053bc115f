/** Every sentence that the chat shows or reads aloud. */

const ptBR = {
  title: "Rosana Desk",
  newConversation: "Nova conversa",

  welcome: "Olá, eu sou a Rosana.",
  welcomeHint:
    "Respondo com base nos documentos da empresa e mostro de onde vem cada frase. Quando eles não têm a resposta, eu digo.",
  suggestionsLabel: "Perguntas para começar",
  suggestions: [
    "Qual o horário do suporte?",
    "Como peço reembolso?",
    "Vocês integram com WhatsApp?",
  ] as readonly string[],

  question: "Sua pergunta",
  placeholder: "Escreva sua pergunta",
  composerHint: "Enter envia. Shift e Enter juntos quebram a linha.",
  send: "Enviar pergunta",
  stop: "Parar resposta",
  length: (used: number, limit: number) =>
    `${used.toLocaleString("pt-BR")} de ${limit.toLocaleString("pt-BR")} caracteres`,

  messages: "Conversa",
  youAsked: "Você perguntou:",
  rosanaAnswered: "Rosana respondeu:",
  searching: "Buscando nos documentos",
  writing: "Escrevendo a resposta",
  toEnd: "Ir para o fim da conversa",

  by: (model: string) => `Respondido por ${model}`,
  extractive: "Texto dos próprios documentos",
  stopped: "Resposta interrompida.",
  incomplete: "Resposta incompleta: o modelo parou antes do fim.",
  retry: "Tentar de novo",
  rephrase: "Reformular a pergunta",

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
    other: "Algo deu errado. Tente de novo.",
  },
};

export type Strings = typeof ptBR;

const en: Strings = {
  title: "Rosana Desk",
  newConversation: "New conversation",

  welcome: "Hello, I'm Rosana.",
  welcomeHint:
    "I answer from the company's documents and show where each sentence comes from. When they don't hold the answer, I say so.",
  suggestionsLabel: "Questions to start with",
  suggestions: [
    "What are the support hours?",
    "How do I ask for a refund?",
    "Do you integrate with WhatsApp?",
  ],

  question: "Your question",
  placeholder: "Write your question",
  composerHint: "Enter sends. Shift and Enter together break the line.",
  send: "Send question",
  stop: "Stop answer",
  length: (used, limit) =>
    `${used.toLocaleString("en")} of ${limit.toLocaleString("en")} characters`,

  messages: "Conversation",
  youAsked: "You asked:",
  rosanaAnswered: "Rosana answered:",
  searching: "Searching the documents",
  writing: "Writing the answer",
  toEnd: "Go to the end of the conversation",

  by: (model) => `Answered by ${model}`,
  extractive: "The documents' own text",
  stopped: "Answer stopped.",
  incomplete: "Incomplete answer: the model stopped before the end.",
  retry: "Try again",
  rephrase: "Rephrase the question",

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
    other: "Something went wrong. Try again.",
  },
};

export const STRINGS = { "pt-BR": ptBR, en } as const;

/** Return the sentences in the language of a BCP 47 tag, Portuguese for all but English. */
export function stringsFor(language: string): Strings {
  return /^en\b/i.test(language) ? STRINGS.en : STRINGS["pt-BR"];
}
