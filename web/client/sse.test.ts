import { expect, test } from "vitest";
import { frameParser, readFrames, type Frame } from "./sse";

const ANSWER = 'event: token\ndata: {"text":"São às 09h 😀"}\n\nevent: done\ndata: {}\n\n';
const FRAMES: Frame[] = [
  { event: "token", data: '{"text":"São às 09h 😀"}' },
  { event: "done", data: "{}" },
];

function bodyOf(...chunks: (string | Uint8Array)[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(typeof chunk === "string" ? encoder.encode(chunk) : chunk);
      controller.close();
    },
  });
}

async function collect(body: ReadableStream<Uint8Array>): Promise<Frame[]> {
  const frames: Frame[] = [];
  for await (const frame of readFrames(body)) frames.push(frame);
  return frames;
}

test("a frame is a name and its data", async () => {
  expect(await collect(bodyOf(ANSWER))).toEqual(FRAMES);
});

test("a stream may be cut between any two bytes, inside a character too", async () => {
  const bytes = new TextEncoder().encode(ANSWER);
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    expect(await collect(bodyOf(bytes.slice(0, cut), bytes.slice(cut)))).toEqual(FRAMES);
  }
});

test("a stream may come byte by byte", async () => {
  const bytes = [...new TextEncoder().encode(ANSWER)].map((byte) => Uint8Array.of(byte));
  expect(await collect(bodyOf(...bytes))).toEqual(FRAMES);
});

test.each(["\r\n", "\r"])("lines may end with %j, cut anywhere", async (end) => {
  const text = ANSWER.replaceAll("\n", end);
  for (let cut = 0; cut < text.length; cut += 1) {
    const parse = frameParser();
    // The standard lets a last CR wait for its LF; what follows it ends the wait.
    const frames = [...parse(text.slice(0, cut)), ...parse(text.slice(cut)), ...parse(":end\n")];
    expect(frames).toEqual(FRAMES);
  }
});

test("frames are given as soon as they are complete", () => {
  const parse = frameParser();
  expect(parse("event: token\ndata: 1")).toEqual([]);
  expect(parse("\n\nevent: to")).toEqual([{ event: "token", data: "1" }]);
  expect(parse("ken\ndata: 2\n\n")).toEqual([{ event: "token", data: "2" }]);
});

test.each([
  [": ping\n\n", []],
  ["event: ping\n\n", []],
  ["data\n\n", [{ event: "message", data: "" }]],
  ["data: a\ndata: b\n\n", [{ event: "message", data: "a\nb" }]],
  ["data:a\n\n", [{ event: "message", data: "a" }]],
  ["data:  a\n\n", [{ event: "message", data: " a" }]],
  ["event: x\nid: 7\nretry: 10\ndata: a:b\n\n", [{ event: "x", data: "a:b" }]],
  ["event: x\ndata: a\n\ndata: b\n\n", [{ event: "x", data: "a" }, { event: "message", data: "b" }]],
])("%j is read as the standard says", (text, frames) => {
  expect(frameParser()(text)).toEqual(frames);
});

test("a frame without its blank line is dropped", async () => {
  expect(await collect(bodyOf("data: a\n\ndata: b\n"))).toEqual([{ event: "message", data: "a" }]);
});

test("who stops reading lets go of the connection", async () => {
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new TextEncoder().encode("data: a\n\n")),
    cancel: () => {
      cancelled = true;
    },
  });
  for await (const _ of readFrames(body)) break;
  expect(cancelled).toBe(true);
});
