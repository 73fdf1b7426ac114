// Compiles the brand into one static stylesheet, so that no theming code runs in the browser.
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { brandTokens } from "./cloudscape.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const output = join(here, "generated");
const require = createRequire(import.meta.url);

/** Plain Node cannot resolve Cloudscape's directory imports; a bundle can be imported. */
async function loadTheming() {
  const bundle = join(output, "theming.mjs");
  await build({
    stdin: {
      contents: 'export { generateThemeStylesheet } from "@cloudscape-design/components/theming";',
      resolveDir: here,
    },
    bundle: true,
    format: "esm",
    platform: "node",
    outfile: bundle,
    loader: { ".css": "empty" },
    logLevel: "error",
  });
  const theming = await import(pathToFileURL(bundle).href);
  await rm(bundle);
  return theming;
}

function variables(tokens, mode) {
  const colours = Object.entries(tokens[mode]).map(([name, value]) => `--ls-${name}:${value}`);
  const charts = tokens.chart[mode].map((value, index) => `--ls-chart-${index + 1}:${value}`);
  return [...colours, ...charts, `--ls-chart-others:${tokens.chart.others[mode]}`].join(";");
}

const tokens = JSON.parse(await readFile(join(here, "tokens.json"), "utf8"));
const stockPath = join(
  dirname(require.resolve("@cloudscape-design/design-tokens")),
  "index-visual-refresh.json",
);
const stock = JSON.parse(await readFile(stockPath, "utf8")).tokens;

await mkdir(output, { recursive: true });
const { generateThemeStylesheet } = await loadTheming();
const cloudscape = generateThemeStylesheet({ theme: { tokens: brandTokens(stock, tokens) } });
const own = [
  `:root{${variables(tokens, "light")};--ls-font:${tokens.font.base};--ls-mono:${tokens.font.mono}}`,
  `body.awsui-dark-mode{${variables(tokens, "dark")}}`,
].join("\n");
await writeFile(join(output, "theme.css"), `${own}\n${cloudscape}\n`);
