/** What the widget says around the chat. */

const ptBR = {
  title: "Atendimento",
  open: "Abrir a conversa",
  close: "Fechar a conversa",
  unread: (count: number) => (count === 1 ? "1 resposta nova" : `${count} respostas novas`),
  loading: "Abrindo o atendimento",
  retry: "Tentar de novo",
  greeting: (visitor: string, name: string) => `Olá, ${visitor}! Aqui é ${name}.`,
  problems: {
    origin_refused:
      "O atendimento não está disponível neste site. Se você cuida dele, inclua este endereço nos Ajustes do widget:",
    widget_not_found:
      "O atendimento não foi encontrado. Se você cuida deste site, copie de novo a tag do widget nos Ajustes.",
    other: "Não consegui falar com o servidor. Confira sua conexão e tente de novo.",
  },
};

export type Strings = typeof ptBR;

const en: Strings = {
  title: "Service desk",
  open: "Open the conversation",
  close: "Close the conversation",
  unread: (count) => (count === 1 ? "1 new answer" : `${count} new answers`),
  loading: "Opening the service desk",
  retry: "Try again",
  greeting: (visitor, name) => `Hello, ${visitor}! I'm ${name}.`,
  problems: {
    origin_refused:
      "The service desk is not available on this site. If you look after it, add this address in the widget's settings:",
    widget_not_found:
      "The service desk was not found. If you look after this site, copy the widget's tag from the settings again.",
    other: "I couldn't reach the server. Check your connection and try again.",
  },
};

export const STRINGS = { "pt-BR": ptBR, en } as const;
