/** Requests, with a token where the server wants one; what fails is a `Problem`. */

import { Problem, readProblem } from "./problem";

export interface Connection {
  /**
   * Return the token to send as `Authorization: Bearer`; `renew` asks for another than the last, which was refused.
   * What it throws, the call throws.
   */
  authorize?(renew: boolean): Promise<string>;
}

export interface Caller {
  /** Return the response whatever its status. */
  send(url: string, init: RequestInit): Promise<Response>;
  /** Return the response if it is a good one. */
  call(url: string, init: RequestInit): Promise<Response>;
  post(url: string, body: object, accept: string, signal?: AbortSignal): Promise<Response>;
}

export function caller({ authorize }: Connection): Caller {
  /** Send with a token where there are any, and once more with a new one where it was refused. */
  async function send(url: string, init: RequestInit): Promise<Response> {
    if (!authorize) return transmit(url, init);
    const response = await transmit(url, bearing(await authorize(false), init));
    return response.status === 401 ? transmit(url, bearing(await authorize(true), init)) : response;
  }

  async function call(url: string, init: RequestInit): Promise<Response> {
    const response = await send(url, init);
    if (!response.ok) throw await readProblem(response);
    return response;
  }

  function post(url: string, body: object, accept: string, signal?: AbortSignal): Promise<Response> {
    return call(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: accept },
      body: JSON.stringify(body),
      ...(signal && { signal }),
    });
  }

  return { send, call, post };
}

function bearing(token: string, init: RequestInit): RequestInit {
  return { ...init, headers: { ...init.headers, Authorization: `Bearer ${token}` } };
}

async function transmit(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new Problem("network");
  }
}
