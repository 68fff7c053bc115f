/** One file over the wire, with its progress: `fetch` does not tell how much of a body has been sent. */

import { Problem, readProblem } from "../../client/problem";
import { address, readJson } from "../api/http";
import type { DocumentAccepted } from "../api/documents";
import type { Chosen } from "./queue";

/** As long as the server takes it. */
const SOURCE_LENGTH = 500;

/**
 * Send a file to the knowledge base.
 *
 * @param onSent is told the share that has been sent, 0..1.
 * @throws Problem on failure; what it throws after its signal stopped it means nothing.
 */
export async function sendFile(
  { file, path }: Chosen,
  onSent: (share: number) => void,
  signal: AbortSignal,
): Promise<DocumentAccepted> {
  const request = new XMLHttpRequest();
  const stop = () => request.abort();
  signal.addEventListener("abort", stop);
  try {
    await new Promise<void>((resolve, reject) => {
      request.upload.addEventListener("progress", ({ loaded, total }) => onSent(total > 0 ? loaded / total : 1));
      request.addEventListener("load", () => resolve());
      request.addEventListener("error", () => reject(new Problem("network")));
      request.addEventListener("abort", () => reject(new Problem("stream_cut")));
      request.open("POST", address("/documents"));
      request.send(form(file, path));
    });
  } finally {
    signal.removeEventListener("abort", stop);
  }
  const response = new Response(request.responseText, { status: request.status });
  if (!response.ok) throw await readProblem(response);
  return readJson<DocumentAccepted>(response);
}

/** A file of a folder is known by its path there: folders may hold files of the same name. */
function form(file: File, path: string): FormData {
  const data = new FormData();
  if (path !== file.name) data.append("source", path.slice(-SOURCE_LENGTH));
  data.append("file", file, file.name);
  return data;
}
