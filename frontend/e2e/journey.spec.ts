import { readFile } from "node:fs/promises";
import type { BrowserContext, Page } from "@playwright/test";
import { finops, sheetRows } from "./command";
import { choose, firstGroup, pick, stateOf } from "./explorer";
import { type Language, languages, type pages, type Say, speaker } from "./said";
import { expect, settled, test, textOf, visit, widget } from "./served";
import { expectAccessible, expectSound } from "./sound";

const screens = [
  { name: "a desk", viewport: { width: 1440, height: 900 } },
  { name: "a phone", viewport: { width: 390, height: 844 } },
] as const;
const modes = ["light", "dark"] as const;

test.describe.configure({ mode: "parallel" });

/** By the menu, which on a phone is a drawer. */
async function goTo(page: Page, say: Say, id: (typeof pages)[number]["id"]): Promise<void> {
  const drawer = page.getByRole("button", { name: say("menu.open") });
  if (await drawer.isVisible()) await drawer.click();
  const menu = page.getByRole("navigation", { name: say("menu.label") });
  await menu.getByRole("link", { name: say(`${id}:title`) }).click();
  await expect(page.getByRole("heading", { level: 1, name: say(`${id}:title`) })).toBeVisible();
  await settled(page);
}

/** From the overview into the service that moved most. */
async function followBiggestChange(page: Page, say: Say): Promise<string> {
  const link = widget(page, say("overview:changes")).locator("tbody th a").first();
  const service = await textOf(link);
  await link.click();
  await expect(page.getByRole("heading", { level: 1, name: say("costs:title") })).toBeVisible();
  await settled(page);
  expect(stateOf(page).getAll("filter")).toEqual([`ServiceName=${service}`]);
  await expect(page.locator("[data-page-filter]")).toContainText(service);
  return service;
}

async function groupAndCompare(page: Page, say: Say): Promise<string> {
  const answer = await page.request.get("/api/v1/dimensions");
  const { tags } = (await answer.json()) as { tags: string[] };
  const tag = tags.find((one) => one.startsWith("tag:") && !one.startsWith("tag:aws:")) ?? "";
  const tagName = say("costs:dimension.tag", { key: tag.slice(4) });
  await choose(page, say, say("costs:by.first"), say("costs:dimension.SubAccountName"));
  await choose(page, say, say("costs:by.second"), tagName);
  await choose(page, say, say("costs:compare"), say("costs:compare.previous"));
  expect(stateOf(page).getAll("by")).toEqual(["SubAccountName", tag]);
  expect(stateOf(page).get("compare")).toBe("previous");
  const changes = widget(page, say("costs:changes.title"));
  await expect(changes.getByRole("columnheader", { name: tagName })).toBeVisible();
  return tag;
}

async function drillDown(page: Page, say: Say): Promise<void> {
  const changes = widget(page, say("costs:changes.title"));
  const account = firstGroup(changes);
  const name = await textOf(account);
  await account.click();
  await expect(page.getByRole("navigation", { name: say("costs:crumbs.label") })).toContainText(
    name,
  );
  await settled(page);
  expect(stateOf(page).getAll("filter")).toContain(`SubAccountName=${name}`);
}

async function saveView(page: Page, say: Say, name: string): Promise<void> {
  await pick(page, say("costs:views"), say("costs:views.manage"));
  const dialog = page.getByRole("dialog", { name: say("costs:views.title") });
  await dialog.getByLabel(say("costs:views.name")).fill(name);
  await dialog.getByRole("button", { name: say("costs:views.save"), exact: true }).click();
  await expect(dialog.getByText(say("costs:views.saved", { name }))).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
}

const mainText = (page: Page) => textOf(page.getByRole("main"));

async function openSavedView(page: Page, say: Say, name: string): Promise<void> {
  const saved = { state: stateOf(page).toString(), text: await mainText(page) };
  await goTo(page, say, "costs");
  await expect(widget(page, say("costs:groups.title"))).toBeVisible();
  await expectAccessible(page);
  await pick(page, say("costs:views"), name);
  await expect(widget(page, say("costs:changes.title"))).toBeVisible();
  await settled(page);
  expect(stateOf(page).toString()).toBe(saved.state);
  expect(await mainText(page)).toBe(saved.text);
}

/** The copied link, opened by someone whose browser speaks another language. */
async function shareLink(
  page: Page,
  { say, language }: { say: Say; language: Language },
  newContext: (locale: string) => Promise<BrowserContext>,
): Promise<Page> {
  await page.getByRole("button", { name: say("share"), exact: true }).click();
  await expect(page.locator("#live-region")).toHaveText(say("share.done"));
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(new URL(link).searchParams.get("lang")).toBe(language);
  const context = await newContext(language === "en" ? "pt-BR" : "en-US");
  const other = await context.newPage();
  await visit(other, link);
  await expect(other.locator("html")).toHaveAttribute("lang", language);
  expect(await mainText(other)).toBe(await mainText(page));
  return other;
}

async function download(page: Page, say: Say, format: "csv" | "xlsx") {
  const coming = page.waitForEvent("download");
  await pick(page, say("costs:export"), say(`costs:export.${format}`));
  const file = await coming;
  await expect(page.locator("#live-region")).toHaveText(say("costs:export.done"));
  return { name: file.suggestedFilename(), path: await file.path() };
}

/** The files hold what the command prints for the same question. */
async function exportFiles(page: Page, say: Say): Promise<void> {
  const state = stateOf(page);
  const by = state.getAll("by");
  const words = ["costs", "--format", "csv", "--compare", "previous", "--by", by.join(",")];
  for (const filter of state.getAll("filter")) words.push("--filter", filter);
  words.push("--from", state.get("from") ?? "", "--to", state.get("to") ?? "");
  const printed = finops("company", words);
  const name = `changes-${by.map((one) => one.replaceAll(/[^\w-]+/g, "-")).join("-")}`;
  const period = `${state.get("from") ?? ""}_${state.get("to") ?? ""}`;

  const csv = await download(page, say, "csv");
  expect(csv.name).toBe(`${name}-${period}.csv`);
  expect(await readFile(csv.path, "utf8")).toBe(printed);

  const xlsx = await download(page, say, "xlsx");
  expect(xlsx.name).toBe(`${name}-${period}.xlsx`);
  const rows = sheetRows(xlsx.path);
  const lines = printed.trim().split(/\r?\n/);
  expect(rows).toHaveLength(lines.length);
  expect(rows[0]?.join(",")).toBe(lines[0]);
  expect(rows.at(-1)?.[0]).toBe(lines.at(-1)?.split(",")[0]);
}

async function openIdentity(page: Page, say: Say): Promise<void> {
  const table = page.getByRole("table", { name: say("reconciliation:identities.table") });
  const opener = table.getByRole("button").first();
  await opener.click();
  await expect(opener).toHaveAttribute("aria-expanded", "true");
  const identity = await textOf(opener);
  const bills = say("reconciliation:bills.of", { identity });
  await expect(page.getByRole("table", { name: bills })).toBeVisible();
}

for (const language of languages) {
  for (const mode of modes) {
    for (const { name, viewport } of screens) {
      test.describe(`In ${language}, ${mode}, on ${name}`, () => {
        test.use({ locale: language, colorScheme: mode, viewport });
        test.describe.configure({ timeout: 300_000 });

        test("the reader goes from the overview to the proof and the sources", async ({
          page,
          context,
          browser,
          watch,
        }) => {
          const say = speaker(language);
          const sound = (id: string) => expectSound(page, { language, title: say(`${id}:title`) });
          await context.grantPermissions(["clipboard-read", "clipboard-write"]);

          await visit(page, "/");
          await sound("overview");
          await followBiggestChange(page, say);
          await groupAndCompare(page, say);
          await drillDown(page, say);
          await sound("costs");
          await saveView(page, say, "Journey");
          await openSavedView(page, say, "Journey");
          const other = await shareLink(page, { say, language }, async (locale) => {
            const second = await browser.newContext({
              locale,
              colorScheme: mode,
              viewport,
              reducedMotion: "reduce",
            });
            second.on("page", (opened) => void watch.over(opened));
            return second;
          });
          await other.context().close();
          await exportFiles(page, say);
          await goTo(page, say, "reconciliation");
          await openIdentity(page, say);
          await sound("reconciliation");
          await goTo(page, say, "sources");
          await sound("sources");
        });
      });
    }
  }
}
