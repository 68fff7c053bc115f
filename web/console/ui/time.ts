/** Moments and quantities as people read them. */

import { formatDate } from "../../chat/dates";

const DAY_MS = 86_400_000;

/** Say when something was: the hour today, the day this year, else the date. */
export function shortTime(iso: string, language: string, now = new Date()): string {
  const at = new Date(iso);
  if (at.toDateString() === now.toDateString()) return format(at, language, { hour: "2-digit", minute: "2-digit" });
  if (at.getFullYear() === now.getFullYear()) return format(at, language, { day: "numeric", month: "short" });
  return format(at, language, { day: "numeric", month: "short", year: "numeric" });
}

/** Say a moment in full. */
export function longTime(iso: string, language: string): string {
  return format(new Date(iso), language, { dateStyle: "long", timeStyle: "short" });
}

/** Say how far a moment is from now, in whole days, hours or minutes. */
export function distance(iso: string, language: string, now = Date.now()): string {
  const ms = new Date(iso).getTime() - now;
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  if (Math.abs(ms) >= DAY_MS) return relative.format(Math.round(ms / DAY_MS), "day");
  if (Math.abs(ms) >= DAY_MS / 24) return relative.format(Math.round((ms / DAY_MS) * 24), "hour");
  return relative.format(Math.round(ms / 60_000), "minute");
}

/** "40 ms", "1,4 s", "12 s". */
export function seconds(ms: number, language: string): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  const value = ms / 1_000;
  const digits = value < 10 ? 1 : 0;
  return `${value.toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits })} s`;
}

/** "72%". */
export function percent(share: number, language: string): string {
  return share.toLocaleString(language, { style: "percent", maximumFractionDigits: 0 });
}

/** "4,2 MB". */
export function size(bytes: number, language: string): string {
  const [value, unit] =
    bytes < 1_000_000
      ? [Math.max(bytes / 1_000, 1), "kB"]
      : bytes < 1_000_000_000
        ? [bytes / 1_000_000, "MB"]
        : [bytes / 1_000_000_000, "GB"];
  return `${value.toLocaleString(language, { maximumFractionDigits: value < 10 ? 1 : 0 })} ${unit}`;
}

function format(at: Date, language: string, options: Intl.DateTimeFormatOptions): string {
  return Number.isNaN(at.getTime()) ? "" : formatDate(at, language, options);
}
