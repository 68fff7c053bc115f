import { afterEach, expect, test, vi } from "vitest";
import { connect } from "./api";
import { Problem } from "./problem";
import type { AnswerEvent } from "./wire";

const DONE = {
  response: "Olá.",
  model: "extractive",
  conversation_id: "c1",
  message_id: "m1",
  refused: false,
  confidence: 1,
  cached: false,
  incomplete: false,
  timings: {},
};

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Answer every call with `response`, and keep what was asked. */
function serve(response: Response | Error): { url: string; init: RequestInit }[] {
  const calls: { url: string; init: RequestInit }[] = [];
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    calls.push({ url, init });
    if (response instanceof Error) throw response;
    return response;
  });
  return calls;
}

function frame(event: string, data: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

function stream(...frames: string[]): Response {
  return new Response(frames.join(""), { headers: { "Content-Type": "text/event-stream; charset=utf-8" } });
}

function problem(status: number, code: string, detail: string): Response {
  const headers = { "Content-Type": "application/problem+json" };
  return new Response(JSON.stringify({ type: "about:blank", title: "", status, detail, code }), { status, headers });
}

async function ask(events: AnswerEvent[] = [], signal = new AbortController().signal): Promise<AnswerEvent[]> {
  for await (const event of connect().ask({ message: "oi" }, signal)) events.push(event);
  return events;
}

/** Return the code of the problem that `call` ends with. */
async function codeOf(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.catch((reason: unknown) => reason);
  return error instanceof Problem ? error.code : `no problem: ${String(error)}`;
}

test("a question is posted to where the page came from, and asks for a stream", async () => {
  const calls = serve(stream(frame("done", DONE)));
  await ask();
  expect(calls[0]?.url).toBe("chat");
  expect(calls[0]?.init).toMatchObject({
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
    body: '{"message":"oi"}',
  });
});

test("an answer is its events in order, without the pings", async () => {
  serve(
    stream(
      frame("sources", { sources: [] }),
      frame("ping", {}),
      frame("token", { text: "Olá." }),
      frame("done", DONE),
    ),
  );
  const events = await ask();
  expect(events.map(({ type }) => type)).toEqual(["sources", "token", "done"]);
  expect(events.at(-1)?.data).toEqual(DONE);
});

test("events that this page does not know are passed over", async () => {
  serve(stream(frame("mood", { happy: true }), frame("done", DONE)));
  expect(await ask()).toHaveLength(1);
});

test("what comes after the end is not read", async () => {
  serve(stream(frame("done", DONE), frame("token", { text: "mais" })));
  expect(await ask()).toHaveLength(1);
});

test("a stream that ends before it is done is a problem, after the events that came", async () => {
  serve(stream(frame("token", { text: "Ol" })));
  const events: AnswerEvent[] = [];
  expect(await codeOf(ask(events))).toBe("stream_cut");
  expect(events).toHaveLength(1);
});

test("a connection that breaks in the middle is a cut stream", async () => {
  const body = new ReadableStream({ pull: (controller) => controller.error(new TypeError("network error")) });
  serve(new Response(body, { headers: { "Content-Type": "text/event-stream" } }));
  expect(await codeOf(ask())).toBe("stream_cut");
});

test("an error event is a problem with the server's sentence", async () => {
  serve(stream(frame("error", { code: "model_interrupted", detail: "O modelo parou." })));
  await expect(ask()).rejects.toMatchObject({ code: "model_interrupted", detail: "O modelo parou." });
});

test.each([
  ["data that is not JSON", stream("event: token\ndata: {\n\n")],
  ["a page instead of a stream", new Response("<html>", { headers: { "Content-Type": "text/html" } })],
  ["a page for an error", new Response("<html>", { status: 500 })],
  ["an error without a code", new Response('{"detail":"x"}', { status: 500 })],
])("%s is a bad response", async (_, response) => {
  serve(response);
  expect(await codeOf(ask())).toBe("bad_response");
});

test("a refusal before the stream carries the server's sentence", async () => {
  serve(problem(503, "model_unavailable", "O modelo não responde agora."));
  await expect(ask()).rejects.toMatchObject({
    code: "model_unavailable",
    detail: "O modelo não responde agora.",
  });
});

test("no server is a network problem", async () => {
  serve(new TypeError("fetch failed"));
  expect(await codeOf(ask())).toBe("network");
});

test.each([502, 503, 504])("a proxy's %i is no server either", async (status) => {
  serve(new Response("<html>", { status }));
  expect(await codeOf(ask())).toBe("network");
});

test("a stream without a sign of life is a cut one", async () => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", async (_: string, { signal }: { signal: AbortSignal }) => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(frame("ping", {})));
        signal.addEventListener("abort", () => controller.error(signal.reason));
      },
    });
    return new Response(body, { headers: { "Content-Type": "text/event-stream" } });
  });
  const code = codeOf(ask());
  await vi.advanceTimersByTimeAsync(44_000);
  expect(vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await code).toBe("stream_cut");
  expect(vi.getTimerCount()).toBe(0);
});

test("a stopped question is no problem of the network", async () => {
  const abort = new DOMException("aborted", "AbortError");
  serve(abort);
  await expect(ask([], AbortSignal.abort())).rejects.toBe(abort);
});

test("a conversation is asked for by its id", async () => {
  const calls = serve(Response.json({ id: "a/b", created_at: "", messages: [] }));
  const found = await connect("https://x.example/").conversation("a/b", new AbortController().signal);
  expect(found.id).toBe("a/b");
  expect(calls[0]?.url).toBe("https://x.example/conversations/a%2Fb");
});

test("suggestions are questions", async () => {
  const calls = serve(Response.json({ questions: ["Tem frete?"] }));
  expect(await connect().suggestions(new AbortController().signal)).toEqual(["Tem frete?"]);
  expect(calls[0]?.url).toBe("suggestions");
});

test("what anybody may know of the settings is asked for", async () => {
  const settings = { name: "Bia", greeting: { "pt-BR": "Oi!", en: null }, languages: ["pt-BR"], suggestions: true };
  const calls = serve(Response.json(settings));
  expect(await connect().publicSettings(new AbortController().signal)).toEqual(settings);
  expect(calls[0]?.url).toBe("public/settings");
});

test.each([
  [{ rating: "up", comment: null } as const, '{"rating":"up"}'],
  [{ rating: "down", comment: "Faltou" } as const, '{"rating":"down","comment":"Faltou"}'],
])("an opinion %j is posted as %s", async (feedback, body) => {
  const calls = serve(new Response(null, { status: 204 }));
  await connect().rate("m1", feedback);
  expect(calls[0]).toMatchObject({ url: "messages/m1/feedback", init: { method: "POST", body } });
});

test("an unready server still says which part is missing", async () => {
  serve(Response.json({ status: "unavailable" }, { status: 503 }));
  expect(await connect().readiness(new AbortController().signal)).toEqual({ status: "unavailable" });
});

test("any other failure of /ready is a problem", async () => {
  serve(problem(500, "internal_error", "x"));
  expect(await codeOf(connect().readiness(new AbortController().signal))).toBe("internal_error");
});
