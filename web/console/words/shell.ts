import { section } from "./section";

export const SHELL = section(
  {
    product: "Rosana Desk",
    skip: "Pular para o conteúdo",
    sections: "Seções",
    otherLanguage: "Read in English",
    otherLanguageShort: "EN",

    start: "Início",
    try: "Conversar",
    conversations: "Conversas",
    knowledge: "Conhecimento",
    quality: "Qualidade",
    settings: "Ajustes",

    loading: "Carregando",
    retry: "Tentar de novo",
    failedTitle: "Não consegui carregar",
    brokenTitle: "Esta tela parou",
    brokenText: "Algo inesperado aconteceu nela. As outras seções continuam funcionando.",
    notFoundTitle: "Página não encontrada",
    notFoundText: "O endereço não leva a nenhuma tela do console.",
    toConversations: "Ir para as conversas",

    notices: "Avisos",
    close: "Fechar",
    cancel: "Cancelar",
    more: "Carregar mais",
    loadingMore: "Carregando mais",
    search: "Buscar",
    clearSearch: "Limpar a busca",
    back: "Voltar",

    problems: {
      network: "Não consegui falar com o servidor. Confira sua conexão e tente de novo.",
      stream_cut: "A conexão caiu no meio. Tente de novo.",
      bad_response: "O servidor deu uma resposta que não entendi. Tente de novo.",
      other: "Algo deu errado. Tente de novo.",
    },
  },
  {
    product: "Rosana Desk",
    skip: "Skip to the content",
    sections: "Sections",
    otherLanguage: "Ler em português",
    otherLanguageShort: "PT",

    start: "Start",
    try: "Chat",
    conversations: "Conversations",
    knowledge: "Knowledge",
    quality: "Quality",
    settings: "Settings",

    loading: "Loading",
    retry: "Try again",
    failedTitle: "I couldn't load this",
    brokenTitle: "This screen has stopped",
    brokenText: "Something unexpected happened in it. The other sections still work.",
    notFoundTitle: "Page not found",
    notFoundText: "This address leads to no screen of the console.",
    toConversations: "Go to the conversations",

    notices: "Notices",
    close: "Close",
    cancel: "Cancel",
    more: "Load more",
    loadingMore: "Loading more",
    search: "Search",
    clearSearch: "Clear the search",
    back: "Back",

    problems: {
      network: "I couldn't reach the server. Check your connection and try again.",
      stream_cut: "The connection dropped halfway. Try again.",
      bad_response: "The server gave an answer that I don't understand. Try again.",
      other: "Something went wrong. Try again.",
    },
  },
);
