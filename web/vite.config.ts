import { loadEnv, type Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** Where the built page goes; Python serves it from there: src/rosana/server/page.py. */
const BUILT = "../src/rosana/server/page";
/** What `npm run dev` leaves to `rosana serve`. Modules of the same names have a dot in their addresses. */
const API =
  "^/(chat|conversations|documents|feedback|health|live|messages|metrics|models|public|quality|ready|search|settings|sites|suggestions|v1|widget)(/[^.?]*)?([?].*)?$";

/** Gives each page its address, as the server does. */
const addresses: Plugin = {
  name: "addresses",
  configureServer({ middlewares }) {
    middlewares.use((request, _, next) => {
      const path = request.url?.split("?")[0] ?? "";
      if (path === "/") request.url = "/page/index.html";
      else if (/^\/console(\/[^.]*)?$/.test(path)) request.url = "/console/index.html";
      next();
    });
  },
};

/** What several screens need, in a few files: each file of a chain costs a phone a round trip. */
const SHARED = [
  { name: "preact", test: /node_modules\/(preact|react|react-dom)\// },
  { name: "chat", test: /web\/(chat|client)\//, minShareCount: 4 },
  { name: "console", test: /web\/console\/|@base-ui|@floating-ui|@tanstack|wouter/, minShareCount: 3 },
];

export default defineConfig(({ mode }) => {
  const { ROSANA_URL = "http://127.0.0.1:8000" } = loadEnv(mode, ".", "ROSANA_URL");
  return {
    base: "./",
    publicDir: false,
    plugins: [addresses],
    server: { proxy: { [API]: ROSANA_URL } },
    build: {
      outDir: BUILT,
      emptyOutDir: true,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: ["page/index.html", "console/index.html"],
        checks: { moduleLevelDirective: false }, // "use client" of the libraries
        output: { codeSplitting: { groups: SHARED } },
      },
    },
    test: {
      css: true,
      include: ["{client,chat,page,console,widget}/**/*.test.{ts,tsx}"],
    },
  };
});
