/** The short-lived session by which the server knows a visitor, in place of a login. */

import { caller } from "../client/http";
import { Problem } from "../client/problem";
import type { Memory } from "./memory";
import type { Config } from "./options";

interface Begun {
  token: string;
  expires_at: string;
}

const here = caller({});

/** Return what gives a token for each call, and begins or renews the session where it must. */
export function openSession(address: string, memory: Memory): (renew: boolean) => Promise<string> {
  let running: Promise<string> | null = null;

  async function begin(): Promise<string> {
    const { token: before } = memory.read();
    const asked = here.post(`${address}/sessions`, { visitor: before }, "application/json");
    const { token, expires_at } = (await (await explained(asked, address)).json()) as Begun;
    // Who was forgotten meanwhile does not come back.
    if (memory.read().token === before) memory.write({ token, expires: Date.parse(expires_at) });
    return token;
  }

  return (renew) => {
    const { token, expires } = memory.read();
    if (!renew && token !== null && Date.now() < expires) return Promise.resolve(token);
    running ??= begin().finally(() => {
      running = null;
    });
    return running;
  };
}

export async function loadConfig(address: string, signal: AbortSignal): Promise<Config> {
  const response = await explained(here.call(address, { signal }), address);
  return (await response.json()) as Config;
}

/**
 * Find out why a call failed: to a site that is not on the list the browser shows no answer of the server, but it does
 * show that there is one.
 */
async function explained(call: Promise<Response>, address: string): Promise<Response> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "network") throw error;
    const answered = await fetch(address, { mode: "no-cors", cache: "no-store" }).catch(() => null);
    throw answered ? new Problem("origin_refused", null) : error;
  }
}
