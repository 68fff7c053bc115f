/** The script of the widget: brings the element, and puts one on the page where its tag or the page says so. */

import { RosanaChat, type User } from "./element";
import { NAMES, scriptOptions, type Options } from "./options";

interface InitOptions extends Options {
  /** Where on the page to put it; the end of the body by default. */
  target?: Element | string | null;
}

declare global {
  interface Window {
    Rosana?: typeof Rosana;
  }
}

let ours: RosanaChat | null = null;

/** Every call goes to the widget of this script, or to the first one that the page itself has put somewhere. */
const Rosana = {
  /** Put a widget on the page, or change the one that is there; returns the element. */
  init({ target, ...options }: InitOptions): RosanaChat {
    const element = found() ?? new RosanaChat();
    ours = element;
    dress(element, options);
    if (!element.isConnected) whenParsed(() => place(element, target));
    return element;
  },
  open: () => found()?.open(),
  close: () => found()?.close(),
  toggle: () => found()?.toggle(),
  send: (text: string) => found()?.send(text),
  setUser: (user: User | null) => found()?.setUser(user),
  setLocale: (locale: string) => found()?.setLocale(locale),
  reset: () => found()?.reset(),
  /** Take it off the page for good. */
  destroy(): void {
    const element = found();
    if (!element) return;
    element.lasting = false;
    element.remove();
    ours = null;
  },
};

function found(): RosanaChat | null {
  const element = ours ?? document.querySelector("rosana-chat");
  return element instanceof RosanaChat ? element : null;
}

function dress(element: RosanaChat, options: Partial<Record<keyof Options, string>>): void {
  for (const name of NAMES) {
    const value = options[name];
    if (value !== undefined) element.dataset[name] = value;
  }
}

function place(element: RosanaChat, target: InitOptions["target"]): void {
  const there = typeof target === "string" ? document.querySelector(target) : target;
  if (target !== undefined && !there) throw new Error(`Rosana.init: this page has no ${target ?? "such target"}`);
  element.lasting = !there;
  (there ?? document.body).append(element);
}

/** A script in the head may run before there is a body. */
function whenParsed(act: () => void): void {
  if (document.body) act();
  else document.addEventListener("DOMContentLoaded", act, { once: true });
}

/** A page that loads the script twice has one widget. */
if (!customElements.get("rosana-chat")) {
  customElements.define("rosana-chat", RosanaChat);
  window.Rosana = Rosana;
  const options = scriptOptions();
  if (options) {
    ours = new RosanaChat();
    const element = ours;
    dress(element, options);
    whenParsed(() => place(element, undefined));
  }
}
