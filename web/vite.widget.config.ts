import { defineConfig } from "vite";

/** The widget is one classic script, with all that it needs. */
export default defineConfig({
  publicDir: false,
  define: { "process.env.NODE_ENV": '"production"' },
  build: {
    outDir: "../src/rosana/server/page",
    emptyOutDir: false,
    lib: { entry: "widget/index.ts", formats: ["iife"], name: "RosanaChat", fileName: () => "widget.js" },
  },
});
