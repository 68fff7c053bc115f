/** What a page says of its widget: attributes of the element, of the script's tag, or the argument of `Rosana.init`. */

/** Every option is an attribute: `widget` is `data-widget`. */
export interface Options {
  /** The public id of the widget, from the console. */
  widget: string;
  /** Where Rosana is; the script's own server by default. */
  server?: string;
  /** A button that opens the conversation, or the conversation itself in its place on the page. */
  mode?: "launcher" | "inline";
  position?: "right" | "left";
  locale?: "pt-BR" | "en";
  theme?: "auto" | "light" | "dark";
  title?: string;
  /** Any CSS colour. */
  color?: string;
}

/** What the console says of a widget. */
export interface Config {
  /** Who answers. */
  name: string;
  title: string;
  locale: "auto" | "pt-BR" | "en";
  color: string;
  position: "right" | "left";
}

/** How a widget looks: as the page says, else as the console does. */
export interface Look {
  inline: boolean;
  left: boolean;
  language: "pt-BR" | "en";
  theme: string;
  title: string | null;
  color: string | null;
}

export const NAMES: readonly (keyof Options)[] = [
  "widget",
  "server",
  "mode",
  "position",
  "locale",
  "theme",
  "title",
  "color",
];

/** The tag that this script came by: the browser names it only while the script runs for the first time. */
const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : null;

/** Return the options on the script's tag; null where it only brings the element. */
export function scriptOptions(): DOMStringMap | null {
  return script?.dataset.widget ? script.dataset : null;
}

/** Return the address of the server of an element, with a slash at the end. */
export function serverOf({ dataset }: HTMLElement): string {
  const named = dataset.server ?? (script?.src ? new URL(".", script.src).href : location.origin);
  return new URL(named.endsWith("/") ? named : `${named}/`, location.href).href;
}

export function lookOf({ dataset }: HTMLElement, config: Config | null): Look {
  const configured = config?.locale === "auto" ? undefined : config?.locale;
  return {
    inline: dataset.mode === "inline",
    left: (dataset.position ?? config?.position) === "left",
    language: /^en\b/i.test(dataset.locale ?? configured ?? document.documentElement.lang) ? "en" : "pt-BR",
    theme: dataset.theme ?? "auto",
    title: dataset.title ?? config?.title ?? null,
    color: dataset.color ?? config?.color ?? null,
  };
}
