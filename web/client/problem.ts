/** Why a call failed. */

/** What this side finds out by itself; every other code is the server's. */
export type LocalCode = "network" | "stream_cut" | "bad_response";

export class Problem extends Error {
  readonly code: string;
  /** A sentence for people, already in Portuguese; null where only the code is known. */
  readonly detail: string | null;

  constructor(code: LocalCode);
  constructor(code: string, detail: string | null);
  constructor(code: string, detail: string | null = null) {
    super(detail ?? code);
    this.name = "Problem";
    this.code = code;
    this.detail = detail;
  }
}

/** Read an `application/problem+json` answer (RFC 9457); anything else in its place is a bad response. */
export async function readProblem(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  if (body === null || typeof body !== "object") return new Problem("bad_response");
  const { code, detail } = body as { code?: unknown; detail?: unknown };
  if (typeof code !== "string") return new Problem("bad_response");
  return new Problem(code, typeof detail === "string" ? detail : null);
}
