/** The setting of a model as a choice among kinds, and back. */

export type Kind = "auto" | "extractive" | "ollama" | "other" | "none";

export interface ModelChoice {
  kind: Kind;
  /** The name at Ollama, or provider and name of another; "" where the kind says all. */
  name: string;
}

export function readModel(value: string | null): ModelChoice {
  if (value === null) return { kind: "none", name: "" };
  if (value === "auto" || value === "extractive") return { kind: value, name: "" };
  if (value.startsWith("ollama:")) return { kind: "ollama", name: value.slice("ollama:".length) };
  return { kind: "other", name: value };
}

export function writeModel({ kind, name }: ModelChoice): string | null {
  if (kind === "none") return null;
  if (kind === "ollama") return `ollama:${name.trim()}`;
  return kind === "other" ? name.trim() : kind;
}

/** Say whether the choice can be saved. */
export function isComplete({ kind, name }: ModelChoice): boolean {
  if (kind === "ollama") return name.trim() !== "";
  return kind !== "other" || /^[a-z][a-z0-9_-]*:\S+$/.test(name.trim());
}

/** Return a model's name with its tag, as Ollama lists it. */
export function withTag(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1).includes(":") ? name : `${name}:latest`;
}
