/** Which language the console speaks on this machine. */

import { LANGUAGES, type Language } from "./section";

const KEY = "rosana.console.language";

/** Return the language chosen here, or the page's own. */
export function chosenLanguage(): Language {
  const chosen = stored();
  return LANGUAGES.find((language) => language === chosen) ?? "pt-BR";
}

/** Keep the choice; without storage it lasts as long as the page. */
export function keepLanguage(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Storage may be off; the choice then ends with the page.
  }
}

function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
