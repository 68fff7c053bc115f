/** `<rosana-chat>`: the widget in a page, and what the page can do with it. */

import { createRoot, type Root } from "react-dom/client";
import type { ChatEvent } from "../chat/events";
import { connect, type Client } from "../client/api";
import { Problem } from "../client/problem";
import { openMemory, type Memory } from "./memory";
import { lookOf, NAMES, serverOf, type Config } from "./options";
import { loadConfig, openSession } from "./session";
import { sheetsFor } from "./sheets";
import { Widget } from "./Widget";

/** Whoever uses the page. Nothing of it leaves the browser. */
export interface User {
  id: string;
  name?: string;
}

/** What there is while the element is on a page. */
interface Link {
  root: Root;
  client: Client;
  memory: Memory;
  /** Of the widget, on its server. */
  address: string;
  closing: AbortController;
}

/** Pages listen to keys and to the focus, and would not know that somebody is writing in here. */
const KEPT_INSIDE = ["keydown", "keyup", "keypress", "focusin"] as const;

export class RosanaChat extends HTMLElement {
  static readonly observedAttributes = NAMES.map((name) => `data-${name}`);

  /** Comes back when a page takes everything away, as single-page sites do between two views. */
  lasting = false;

  readonly #wrapper = document.createElement("div");
  #link: Link | null = null;
  #config: Config | Problem | null = null;
  #user: User | null | undefined;
  #open = false;
  #opened = false;
  #unread = 0;
  #conversation = 0;
  #asked: string[] = [];
  #theme: string | null = null;

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: "open" });
    shadow.append(this.#wrapper);
    for (const type of KEPT_INSIDE) shadow.addEventListener(type, (event) => event.stopPropagation());
  }

  connectedCallback(): void {
    if (!this.#link) this.#mount();
  }

  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (this.isConnected) return;
      if (this.lasting) document.body.append(this);
      else this.#unmount();
    });
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (!this.#link || before === after) return;
    if (name === "data-widget" || name === "data-server") {
      this.#unmount();
      this.#mount();
    }
    this.#render();
  }

  /** Open the panel; what stands in the page is open already, as are all of these three. */
  open(): void {
    if (this.#open || this.#inline) return;
    this.#open = true;
    this.#opened = true;
    this.#unread = 0;
    this.#render();
    this.#tell("open", {});
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#render();
    this.#tell("close", {});
  }

  toggle(): void {
    if (this.#open) this.close();
    else this.open();
  }

  get #inline(): boolean {
    return this.dataset.mode === "inline";
  }

  /** Ask a question as if the visitor had written it. */
  send(text: string): void {
    if (text.trim() === "") return;
    this.#asked.push(text);
    this.open();
    this.#render();
  }

  /** Say who uses the page, or (null) that nobody does any more. Another id than before starts anew. */
  setUser(user: User | null): void {
    this.#user = user;
    if (this.#link) this.#meet(this.#link.memory);
    this.#render();
  }

  setLocale(locale: string): void {
    this.dataset.locale = locale;
  }

  /** Forget the visitor and the conversation, as for somebody who was never here. */
  reset(): void {
    this.#user = undefined;
    this.#link?.memory.clear();
    this.#startAnew();
  }

  #startAnew(): void {
    this.#conversation += 1;
    this.#unread = 0;
    this.#asked = [];
    this.#render();
  }

  #mount(): void {
    const { widget = "" } = this.dataset;
    const server = serverOf(this);
    const address = `${server}widget/${encodeURIComponent(widget)}`;
    const memory = openMemory(widget);
    this.#link = {
      root: createRoot(this.#wrapper),
      client: connect(server, { authorize: openSession(address, memory) }),
      memory,
      address,
      closing: new AbortController(),
    };
    this.#meet(memory);
    this.#load(this.#link);
  }

  #unmount(): void {
    this.#link?.closing.abort();
    this.#link?.root.unmount();
    this.#link = null;
    this.#config = null;
  }

  #load({ address, closing }: Link): void {
    this.#config = null;
    this.#render();
    const asked = this.dataset.widget
      ? loadConfig(address, closing.signal)
      : Promise.reject(new Problem("widget_not_found", null));
    asked.then(
      (config) => {
        this.#config = config;
        this.#render();
        whenListening(closing.signal, () => this.#tell("ready", {}));
      },
      (error: unknown) => {
        if (closing.signal.aborted) return;
        const problem = error instanceof Problem ? error : new Problem("bad_response");
        this.#config = problem;
        this.#render();
        whenListening(closing.signal, () => this.#tell("error", { code: problem.code }));
      },
    );
  }

  #meet(memory: Memory): void {
    if (this.#user === undefined) return;
    const id = this.#user?.id ?? null;
    const { user } = memory.read();
    if (user !== null && user !== id) {
      memory.clear();
      this.#startAnew();
    }
    memory.write({ user: id });
  }

  #heard({ type, ...detail }: ChatEvent): void {
    if (type === "message" && "message_id" in detail && !this.#open && !this.#inline) {
      this.#unread += 1;
      this.#render();
    }
    this.#tell(type, detail);
  }

  #tell(type: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(`rosana:${type}`, { detail, bubbles: true, composed: true }));
  }

  #render(): void {
    const link = this.#link;
    if (!link) return;
    const config = this.#config;
    const look = lookOf(this, config instanceof Problem ? null : config);
    this.#dress(look.theme);
    this.#wrapper.lang = look.language;
    this.#wrapper.className = `rosana${look.inline ? " rosana-inline" : ""}${look.left ? " rosana-left" : ""}`;
    this.#wrapper.style.setProperty("--configured-color", paintable(look.color));
    link.root.render(
      <Widget
        key={link.address}
        look={look}
        config={config}
        client={link.client}
        storageKey={link.memory.conversationKey}
        conversation={this.#conversation}
        open={this.#open}
        opened={this.#opened || look.inline}
        unread={this.#unread}
        asked={this.#asked}
        name={this.#user?.name ?? null}
        onOpen={() => this.open()}
        onClose={() => this.close()}
        onReload={() => this.#load(link)}
        onEvent={(event) => this.#heard(event)}
      />,
    );
  }

  #dress(theme: string): void {
    if (theme === this.#theme || !this.shadowRoot) return;
    this.#theme = theme;
    this.shadowRoot.adoptedStyleSheets = sheetsFor(theme);
  }
}

/** Act when the page's deferred scripts have run, and listen: they may come after the widget's own. */
function whenListening(signal: AbortSignal, act: () => void): void {
  const [navigation] = performance.getEntriesByType("navigation");
  const parsed = navigation instanceof PerformanceNavigationTiming && navigation.domContentLoadedEventStart > 0;
  if (parsed || document.readyState === "complete") {
    act();
    return;
  }
  // Where a browser keeps its times to itself, the first of these may be over already.
  let told = false;
  const tell = () => {
    if (!told) act();
    told = true;
  };
  document.addEventListener("DOMContentLoaded", tell, { signal });
  window.addEventListener("load", tell, { signal });
}

/** Return a colour if it is one; what is none would leave the widget without. */
function paintable(color: string | null): string | null {
  return color !== null && CSS.supports("color", color) ? color : null;
}
