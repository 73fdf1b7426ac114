import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));
export const python = process.env.FINOPS_PYTHON ?? join(root, ".venv/bin/python");
export const ledgers = process.env.FINOPS_E2E_LEDGERS ?? join(root, "build/browser-ledgers");

/** Makes the ledgers that the tests open, unless they were made today. */
export default function makeLedgers(): void {
  const made = spawnSync(python, ["-m", "tests.browser.ledgers", ledgers], {
    cwd: root,
    stdio: "inherit",
  });
  if (made.status !== 0) throw new Error("the ledgers could not be made");
}
