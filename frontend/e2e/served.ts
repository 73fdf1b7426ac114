import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { ledgers, python, root } from "./ledgers";
import { newWatch, type Watch } from "./watch";

export type Ledger = "company" | "empty" | "gap" | "spoiled" | "focus" | "late";

export type Served = {
  readonly url: string;
  /** Ends the server, as when the machine goes away. */
  readonly stop: () => Promise<void>;
};

/** The environment in which a command answers for a ledger. */
export function environmentOf(ledger: Ledger): NodeJS.ProcessEnv {
  return environmentIn(join(ledgers, ledger, "data"));
}

function environmentIn(folder: string): NodeJS.ProcessEnv {
  return { ...process.env, FINOPS_DATA: folder, PYTHONUNBUFFERED: "1" };
}

/** `finops serve` on a free port, answering for one ledger. */
export function serve(ledger: Ledger): Promise<Served> {
  return serveFolder(join(ledgers, ledger, "data"), controlsOf(ledger));
}

/** `finops serve` on a free port, answering for a data directory. */
export async function serveFolder(
  folder: string,
  controls: string,
  more: NodeJS.ProcessEnv = {},
): Promise<Served> {
  const server = spawn(
    python,
    ["-m", "finops_aws", "--lang", "en", "serve", "--port", "0", "--controls", controls],
    { cwd: root, env: { ...environmentIn(folder), ...more }, stdio: ["ignore", "pipe", "inherit"] },
  );
  const url = await addressOf(server);
  return { url, stop: () => end(server) };
}

/** One ledger, with a file of decisions of its own: what is decided there disturbs nobody. */
export function serveDeciding(ledger: Ledger, decisions: string): Promise<Served> {
  const folder = join(ledgers, ledger, "data");
  return serveFolder(folder, controlsOf(ledger), { FINOPS_DECISIONS: decisions });
}

function controlsOf(ledger: Ledger): string {
  return join(ledgers, ledger === "empty" ? "company" : ledger, "controls.csv");
}

function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    server.stdout?.on("data", (piece: Buffer) => {
      said += piece.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (found !== null) resolve(found[0]);
    });
    server.once("exit", () => {
      reject(new Error(`the server ended: ${said}`));
    });
  });
}

function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    server.once("exit", () => {
      resolve();
    });
    server.kill("SIGINT");
  });
}

/** Ledgers whose resources were looked for. */
const scanned: readonly Ledger[] = ["company", "spoiled"];

type OfTest = { ledger: Ledger; served: Served; watch: Watch };
type OfWorker = { open: (ledger: Ledger) => Promise<Served> };

/** Tests that look at one ledger (`test.use({ ledger })`); its server lives as long as the worker. */
export const test = base.extend<OfTest, OfWorker>({
  open: [
    async ({ browserName: _ }, use) => {
      const running = new Map<Ledger, Promise<Served>>();
      await use((ledger) => {
        const served = running.get(ledger) ?? serve(ledger);
        running.set(ledger, served);
        return served;
      });
      for (const served of running.values()) await (await served).stop();
    },
    { scope: "worker" },
  ],
  ledger: ["company", { option: true }],
  served: async ({ open, ledger }, use) => {
    await use(await open(ledger));
  },
  baseURL: async ({ served }, use) => {
    await use(served.url);
  },
  /** Every test ends without a trouble that it did not announce. */
  watch: [
    async ({ page, ledger }, use) => {
      const watch = newWatch();
      // The overview asks everywhere what could be saved; without a scan that is not known.
      if (!scanned.includes(ledger)) watch.tolerate(/404.*\/api\/v1\/recommendations\?limit=3/);
      await watch.over(page);
      await use(watch);
      expect(watch.troubles()).toEqual([]);
    },
    { auto: true },
  ],
});

/** Goes to an address and waits until nothing on the page is still on its way. */
export async function visit(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await settled(page);
}

/** All widgets have an answer, and their charts and tables are drawn. */
export async function settled(page: Page): Promise<void> {
  const waiting = page.locator(
    '[aria-busy="true"], .ls-skeleton, .ls-chart__wait, .ls-table__wait, .ls-ask__wait',
  );
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(waiting).toHaveCount(0);
}

/** What an element says, as it was written. */
export async function textOf(element: Locator): Promise<string> {
  return (await element.textContent()) ?? "";
}

/** The widget of that title. */
export function widget(page: Page, title: string | RegExp): Locator {
  const exact = typeof title === "string";
  return page.locator(".ls-widget").filter({
    has: page.getByRole("heading", { level: 2, name: title, exact }),
  });
}

export { expect };
