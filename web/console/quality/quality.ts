/** What the server measures of the answers of some days. */

import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { components } from "../../client/openapi";
import { getJson } from "../api/http";

export const PERIODS = ["7", "30", "90"] as const;

export type Period = (typeof PERIODS)[number];

type Schemas = components["schemas"];
/** A day by the clock of who looks, also one without questions. */
export type Day = Schemas["DayOut"];
export type Totals = Schemas["TotalsOut"];
export type EngineUse = Schemas["EngineOut"];
/** Unanswered questions that share a word. */
export type Theme = Schemas["ThemeOut"];
export type RatedAnswer = Schemas["JudgedAnswerOut"];

/** What the server calls the questions that share no word with another. */
export const OTHERS = "Outras";

export function qualityOf(days: Period) {
  return queryOptions({
    queryKey: ["quality", days],
    queryFn: ({ signal }) => getJson<Schemas["QualityOut"]>("/quality", period(days), signal),
    placeholderData: keepPreviousData,
  });
}

export function unansweredOf(days: Period) {
  return queryOptions({
    queryKey: ["quality", "unanswered", days],
    queryFn: ({ signal }) => getJson<Schemas["UnansweredOut"]>("/quality/unanswered", period(days), signal),
    placeholderData: keepPreviousData,
  });
}

export function worstOf(days: Period) {
  return queryOptions({
    queryKey: ["quality", "worst", days],
    queryFn: ({ signal }) => getJson<Schemas["WorstOut"]>("/quality/worst", period(days), signal),
    placeholderData: keepPreviousData,
  });
}

/** The days begin at the midnight of who looks. */
function period(days: Period) {
  return { days, tz: -new Date().getTimezoneOffset() };
}
