// Five Lighthouse runs of the overview (desktop) and their medians: `npm run lighthouse [URL]`.
// Needs a running `finops serve` or `make demo`. One run means nothing; CI gates on bytes instead.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const url = process.argv[2] ?? "http://127.0.0.1:8000/";
const runs = 5;
const targets = { performance: 0.95, accessibility: 1, "best-practices": 0.95 };
const chrome = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run";
const folder = mkdtempSync(join(tmpdir(), "lighthouse-"));

function scoresOf(run) {
  const report = join(folder, `${run}.json`);
  const ended = spawnSync(
    "npx",
    [
      ...["lighthouse", url, "--preset=desktop", "--quiet", "--output=json"],
      ...[`--output-path=${report}`, `--chrome-flags=${chrome}`],
      `--only-categories=${Object.keys(targets).join(",")}`,
    ],
    {
      env: { ...process.env, CHROME_PATH: process.env.CHROMIUM ?? "/usr/bin/chromium" },
      stdio: ["ignore", "inherit", "inherit"],
    },
  );
  if (ended.status !== 0) throw new Error(`lighthouse ended with ${ended.status}`);
  const { categories, audits } = JSON.parse(readFileSync(report, "utf8"));
  const scores = Object.fromEntries(
    Object.keys(targets).map((name) => [name, categories[name].score]),
  );
  const blocked = Math.round(audits["total-blocking-time"].numericValue);
  console.log(run, scores, `blocked ${blocked} ms`);
  return scores;
}

const all = Array.from({ length: runs }, (_, run) => scoresOf(run + 1));
rmSync(folder, { recursive: true });
const median = (name) =>
  all.map((scores) => scores[name]).sort((a, b) => a - b)[Math.floor(runs / 2)];
let isMet = true;
for (const [name, target] of Object.entries(targets)) {
  isMet &&= median(name) >= target;
  console.log(`${name.padEnd(16)} median ${median(name)}  target ${target}`);
}
process.exit(isMet ? 0 : 1);
