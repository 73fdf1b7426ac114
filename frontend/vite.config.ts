import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { lightenStyles } from "./scripts/lighten-styles";
import { reportChunks } from "./scripts/report-chunks";
import { shipLight } from "./scripts/ship-light";

/** All texts of one language travel in one file, whoever wrote them. */
function chunkOf(id: string): string | undefined {
  const text = /(?:texts|i18n|messages\/all)[/.]((?:pt-BR)|en)\.(?:json|js)$/.exec(id);
  if (text !== null) return `texts-${text[1] ?? ""}`;
  if (/node_modules\/(echarts|zrender)\//.test(id)) return "echarts";
  return undefined;
}

export default defineConfig({
  base: "/",
  plugins: [lightenStyles(), react(), reportChunks(), shipLight()],
  server: { proxy: { "/api": "http://127.0.0.1:8000" } },
  build: {
    outDir: "../src/finops_aws/entrypoints/api/dashboard",
    emptyOutDir: true,
    target: "es2022",
    // Fonts and pictures stay files: the content security policy allows no data: fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
    rollupOptions: { output: { manualChunks: chunkOf } },
  },
  test: {
    environment: "jsdom",
    testTimeout: 30_000,
    hookTimeout: 30_000,
    setupFiles: ["src/testing/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}"],
    server: { deps: { inline: [/@cloudscape-design/] } },
  },
});
