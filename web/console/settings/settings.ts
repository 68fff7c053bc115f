/** What can be set in the console, as the server has it. */

import { queryOptions } from "@tanstack/react-query";
import type { components } from "../../client/openapi";
import { getJson, sendJson } from "../api/http";

type Schemas = components["schemas"];
type SettingsOut = Schemas["SettingsOut"];

export const TONES = ["cordial", "direta", "formal"] as const;

/** A kind of personal data. */
export type Kind = Schemas["MaskedKindsSetting"]["value"][number];

export type Widget = Schemas["WidgetSettings"];
/** The embedding model, and how far the passages have vectors of it. */
export type Embeddings = Schemas["EmbeddingsSetting"];
/** What to change; the rest stays. */
export type Patch = Schemas["SettingsChange"];
export type Model = Schemas["InstalledOut"];
export type Use = Model["uses"][number];
export type Models = Schemas["ModelsOut"];
export type Pull = Schemas["PullOut"];
/** How another threshold would have judged the questions that were asked. */
export type Effect = Schemas["RefusalEffectOut"];

/** All of it; the server leaves nothing out where its description allows that. */
export interface Settings extends SettingsOut {
  persona: Required<Schemas["Persona"]>;
  greeting: Required<Schemas["Greeting"]>;
}

export const settingsQuery = queryOptions({
  queryKey: ["settings"],
  queryFn: ({ signal }) => getJson<Settings>("/settings", {}, signal),
  refetchInterval: ({ state }) => (state.data && isEmbedding(state.data.embeddings) ? 2_000 : false),
});

export const modelsQuery = queryOptions({
  queryKey: ["models"],
  queryFn: ({ signal }) => getJson<Models>("/models", {}, signal),
});

export const pullsQuery = queryOptions({
  queryKey: ["models", "pulls"],
  queryFn: ({ signal }) => getJson<Pull[]>("/models/pulls", {}, signal),
  refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? 1_000 : false),
});

export function effectOf(share: number) {
  return queryOptions({
    queryKey: ["settings", "refusal", share],
    queryFn: ({ signal }) => getJson<Effect>("/settings/refusal", { refused_share: share }, signal),
  });
}

/** Whether passages are on their way to vectors of the chosen model. */
export function isEmbedding({ value, embedded, passages, problem }: Embeddings): boolean {
  return value !== null && problem === null && embedded < passages;
}

export function isUnderWay({ status }: Pull): boolean {
  return status === "pulling";
}

export async function saveSettings(patch: Patch): Promise<Settings> {
  return sendJson<Settings>("PATCH", "/settings", patch);
}

export async function pullModel(name: string): Promise<void> {
  await sendJson<unknown>("POST", "/models/pull", { name });
}
