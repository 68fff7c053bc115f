import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const API = ["/chat", "/conversations", "/messages", "/ready", "/search"];
/** Where `npm run dev` finds `rosana serve`. */
const SERVER = "http://127.0.0.1:8000";

export default defineConfig({
  root: "console",
  base: "./",
  publicDir: false,
  plugins: [react()],
  server: { proxy: Object.fromEntries(API.map((path) => [path, SERVER])) },
  build: {
    outDir: "../../src/rosana/server/page",
    emptyOutDir: true,
    modulePreload: { polyfill: false },
  },
  test: {
    root: ".",
    css: true,
    include: ["{client,chat,console}/**/*.test.{ts,tsx}"],
  },
});
