/**
 * Server-sent events over `fetch`, because `EventSource` cannot send a POST.
 *
 * Source: https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */

export interface Frame {
  event: string;
  data: string;
}

/** A CR at the end of what came so far may be the first half of a CRLF. */
const LINE_END = /\r\n|\n|\r(?!$)/;

/** Return a function that takes the stream's text piece by piece and gives the frames each piece completes. */
export function frameParser(): (chunk: string) => Frame[] {
  let rest = "";
  let event = "";
  let data: string[] = [];

  function take(line: string): Frame | null {
    if (line === "") {
      const frame = data.length > 0 ? { event: event || "message", data: data.join("\n") } : null;
      event = "";
      data = [];
      return frame;
    }
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") event = value;
    if (field === "data") data.push(value);
    return null;
  }

  return (chunk) => {
    const lines = (rest + chunk).split(LINE_END);
    rest = lines.pop() ?? "";
    return lines.map(take).filter((frame) => frame !== null);
  };
}

/** Yield the frames of a body as they arrive; a frame without its blank line is dropped, as the standard says. */
export async function* readFrames(body: ReadableStream<Uint8Array>): AsyncGenerator<Frame, void> {
  const parse = frameParser();
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield* parse(decoder.decode(value, { stream: true }));
    }
  } finally {
    // Whoever stops reading lets go of the connection too; a stream that already failed has none.
    await reader.cancel().catch(() => undefined);
  }
}
