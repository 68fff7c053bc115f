/** Writes each built file a second and third time, as compressed as can be; the server picks by Accept-Encoding. */

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const BUILT = fileURLToPath(new URL("../../src/rosana/server/page", import.meta.url));

const names = [...readdirSync(join(BUILT, "assets")).map((name) => join("assets", name)), "widget.js"];

for (const name of names.filter((each) => /\.(js|css|svg)$/.test(each))) {
  const content = readFileSync(join(BUILT, name));
  writeFileSync(join(BUILT, `${name}.gz`), gzipSync(content, { level: constants.Z_BEST_COMPRESSION }));
  writeFileSync(join(BUILT, `${name}.br`), brotliCompressSync(content));
}
