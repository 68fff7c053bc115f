/** Whether the first steps are shown, and how far they have come. */

import type { DocumentOut } from "../api/documents";

export type Shown = "open" | "over";

const KEY = "rosana.console.start";
/** Where the sample base keeps its documents. */
const SAMPLE = "exemplo/";

/** Return what was decided on this machine; null before anything was. */
export function readShown(): Shown | null {
  try {
    const stored = localStorage.getItem(KEY);
    return stored === "open" || stored === "over" ? stored : null;
  } catch {
    return null;
  }
}

/** Keep the decision; without storage it lasts as long as the screen. */
export function keepShown(shown: Shown): void {
  try {
    localStorage.setItem(KEY, shown);
  } catch {
    // Storage may be off; the first steps then come back with the next visit while the console is empty.
  }
}

/** Return the documents that did not come with Rosana. */
export function ownDocuments<Some extends Pick<DocumentOut, "source">>(documents: readonly Some[]): Some[] {
  return documents.filter(({ source }) => !source.startsWith(SAMPLE));
}

export interface Progress {
  /** Documents of the company, or those of the sample where that was chosen. */
  documents: readonly Pick<DocumentOut, "status">[];
  /** Whether the person has looked at what was read. */
  seen: boolean;
}

/** Return the step that is due: 1 bring, 2 read, 3 ask. */
export function dueStep({ documents, seen }: Progress): 1 | 2 | 3 {
  if (documents.length === 0) return 1;
  return seen && documents.some(({ status }) => status === "ready") ? 3 : 2;
}
