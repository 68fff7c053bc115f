/** Where citations begin and end in the lines of an answer. */

import { indexByCodePoint } from "../client/codepoints";
import type { Citation } from "../client/wire";
import type { Run } from "./inline";

/** A stretch of a run that lies in one sentence. */
export interface Piece {
  text: string;
  /** False inside a sentence that no passage supports. */
  supported: boolean;
  /** The citations whose sentence ends here. */
  ending: Citation[];
}

interface Place {
  start: number;
  end: number;
  citation: Citation;
}

/** Fill the runs' pieces; a sentence that ends within marks, such as `**`, ends with the run before them. */
export function cutLines(
  text: string,
  lines: readonly (Run & { pieces: Piece[] })[][],
  citations: readonly Citation[],
): void {
  const places = placesOf(text, citations);
  const runs = lines.flat();
  const last = new Map(places.map((place) => [place, runs.filter(({ start }) => start < place.end).at(-1)]));
  for (const run of runs) {
    const here = places.filter((place) => place.start < run.end && place.end > run.start);
    const ends = here.filter((place) => last.get(place) === run);
    run.pieces = cutRun(text, run, here, ends);
  }
}

function placesOf(text: string, citations: readonly Citation[]): Place[] {
  const indexOf = indexByCodePoint(text);
  return citations
    .map((citation) => {
      const start = indexOf(citation.start);
      const end = start + text.slice(start, indexOf(citation.end)).trimEnd().length;
      return { start, end, citation };
    })
    .filter(({ start, end }) => start < end);
}

function cutRun(text: string, run: Run, here: readonly Place[], ends: readonly Place[]): Piece[] {
  const inside = (index: number) => index > run.start && index < run.end;
  const cuts = here.flatMap(({ start, end }) => [start, end]).filter(inside);
  const points = [...new Set([run.start, ...cuts, run.end])].sort((a, b) => a - b);
  return points.slice(1).map((end, i) => {
    const start = points[i] ?? run.start;
    const covering = here.filter((place) => place.start < end && place.end > start);
    return {
      text: text.slice(start, end),
      supported: covering.every(({ citation }) => citation.supported),
      ending: covering
        .filter((place) => ends.includes(place) && Math.min(place.end, run.end) === end)
        .map(({ citation }) => citation),
    };
  });
}
