// Compares what the browser downloads with size-limits.json; exits 1 when a limit is passed.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const frontend = fileURLToPath(new URL("..", import.meta.url));
const dashboard = join(frontend, "../src/finops_aws/entrypoints/api/dashboard");
const limits = JSON.parse(await readFile(join(frontend, "size-limits.json"), "utf8"));
const chunks = JSON.parse(await readFile(join(frontend, "theme/generated/chunks.json"), "utf8"));

const gzipped = async (file) =>
  gzipSync(await readFile(join(dashboard, file)), { level: 9 }).length;

/** The script and everything it imports statically. */
function reach(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  const chunk = chunks.find((one) => one.file === file);
  for (const next of chunk?.imports ?? []) reach(next, seen);
  return seen;
}

function fileOf(module) {
  const chunk = chunks.find(({ modules }) => modules.includes(module));
  if (chunk === undefined) throw new Error(`${module} is not in the build`);
  return chunk.file;
}

async function report(title, files, limit) {
  const sizes = await Promise.all(files.map(async (file) => [file, await gzipped(file)]));
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  console.log(`${title}: ${total} of ${limit} bytes gz`);
  for (const [file, size] of sizes.sort((a, b) => b[1] - a[1])) console.log(`  ${size}  ${file}`);
  return total <= limit;
}

const firstRoute = new Set();
for (const module of limits.first_route) reach(fileOf(module), firstRoute);
const assets = await readdir(join(dashboard, "assets"));
const styles = assets.filter((file) => file.endsWith(".css")).map((file) => `assets/${file}`);

const fits = [
  await report("First route JavaScript", [...firstRoute], limits.first_route_js_gz),
  await report("All stylesheets", styles, limits.all_css_gz),
];
process.exit(fits.every(Boolean) ? 0 : 1);
