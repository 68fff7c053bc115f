import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The widget is one classic script, which brings Preact in place of React. */
export default defineConfig({
  publicDir: false,
  plugins: [react()],
  resolve: {
    alias: [
      { find: /^react$/, replacement: "preact/compat" },
      { find: /^react-dom$/, replacement: "preact/compat" },
      { find: "react-dom/client", replacement: "preact/compat/client" },
      { find: "react/jsx-runtime", replacement: "preact/jsx-runtime" },
    ],
  },
  define: { "process.env.NODE_ENV": '"production"' },
  build: {
    outDir: "../src/rosana/server/page",
    emptyOutDir: false,
    lib: { entry: "widget/index.ts", formats: ["iife"], name: "RosanaChat", fileName: () => "widget.js" },
  },
});
