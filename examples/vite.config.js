import { defineConfig } from "vite";

export default defineConfig({
  build: { rolldownOptions: { input: ["react/index.html", "vue2/index.html"] } },
});
