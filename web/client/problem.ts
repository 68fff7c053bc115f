/** Why a call failed. */

/** What this side finds out by itself; every other code is the server's. */
export type LocalCode = "network" | "stream_cut" | "bad_response";

export class Problem extends Error {
  readonly code: string;
  /** A sentence for people, already in Portuguese; null where only the code is known. */
  readonly detail: string | null;
  /** The field that is to blame, by its dotted name; null where none is. */
  readonly field: string | null;

  constructor(code: LocalCode);
  constructor(code: string, detail: string | null, field?: string | null);
  constructor(code: string, detail: string | null = null, field: string | null = null) {
    super(detail ?? code);
    this.name = "Problem";
    this.code = code;
    this.detail = detail;
    this.field = field;
  }
}

/** What a proxy answers while the server behind it is away. */
const AWAY: readonly number[] = [502, 503, 504];

/** Read an `application/problem+json` answer (RFC 9457); anything else in its place is not the server's. */
export async function readProblem(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  const { code, detail, field } = (body ?? {}) as { code?: unknown; detail?: unknown; field?: unknown };
  if (typeof code !== "string") return new Problem(AWAY.includes(response.status) ? "network" : "bad_response");
  return new Problem(code, textOf(detail), textOf(field));
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
