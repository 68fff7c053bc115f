/** The sentences of one section of the console, in every language that it speaks. */

import { createContext, useContext } from "react";

export const LANGUAGES = ["pt-BR", "en"] as const;

export type Language = (typeof LANGUAGES)[number];

export type Section<Words> = Record<Language, Words>;

/** Return a section's sentences in both languages; the Portuguese ones say which there are. */
export function section<Words>(ptBR: Words, en: NoInfer<Words>): Section<Words> {
  return { "pt-BR": ptBR, en };
}

export const LanguageContext = createContext<Language>("pt-BR");

export function useLanguage(): Language {
  return useContext(LanguageContext);
}

/** Return a section's sentences in the language of the console. */
export function useWords<Words>(words: Section<Words>): Words {
  return words[useContext(LanguageContext)];
}
