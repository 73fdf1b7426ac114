import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { paths } from "../src/lib/api/schema";
import { finops } from "./command";
import { stateOf } from "./explorer";
import { cellsOf, factsOf, money, plain, sumOf, unitsOf } from "./figures";
import { languages, speaker } from "./said";
import { expect, type Served, serveDeciding, settled, test, visit, widget } from "./served";

type Plan =
  paths["/api/v1/recommendations"]["get"]["responses"][200]["content"]["application/json"];
type Recommendation = Plan["recommendations"][number];

const say = speaker("pt-BR");
const list = (page: Page) => page.locator(".rc-list");
const openers = (page: Page) => list(page).locator(".ls-opener");
const labels = (page: Page): Promise<readonly (string | null)[]> =>
  openers(page).evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")));
const labelOf = ({ title, name, resource_id: id }: Recommendation) => `${title}: ${name ?? id}`;

const answers = new Map<string, Plan>();

/** What the command answers to the same question. */
function planOf(language: "pt-BR" | "en", ...words: readonly string[]): Plan {
  const asked = ["recommendations", "--format", "json", ...words];
  const key = [language, ...words].join(" ");
  const answer = answers.get(key) ?? (JSON.parse(finops("company", asked, language)) as Plan);
  answers.set(key, answer);
  return answer;
}

/** What is at stake, counted once per need and place. */
function stakeOf({ blind }: Plan): bigint {
  const largest = new Map<string, bigint>();
  for (const { missing, account_id: account, region, at_stake: stakes } of blind) {
    const place = `${missing} ${account} ${region}`;
    for (const { amount } of stakes) {
      const units = unitsOf(amount ?? "0");
      if (units > (largest.get(place) ?? -1n)) largest.set(place, units);
    }
  }
  return [...largest.values()].reduce((sum, one) => sum + one, 0n);
}

test.use({ locale: "pt-BR", viewport: { width: 1440, height: 900 } });

for (const language of languages) {
  test.describe(`In ${language}`, () => {
    test.use({ locale: language });

    test("the figures are those of the command", async ({ page }) => {
      test.setTimeout(120_000);
      const [speak, plan] = [speaker(language), planOf(language)];
      expect(plan.recommendations.length).toBeGreaterThan(3);
      await visit(page, "/recommendations");
      const headline = widget(page, speak("recommendations:headline"));
      const facts = await factsOf(headline.locator("dl"));
      const total = money(sumOf(plan.totals.map(({ amount }) => amount)), language);
      expect(facts[speak("recommendations:headline.saving")]).toBe(plain(total));
      const count = String(plan.recommendations.length);
      expect(facts[speak("recommendations:headline.count")]).toBe(count);
      const stake = money(stakeOf(plan), language);
      expect(facts[speak("recommendations:headline.blind")]).toBe(plain(stake));

      expect(await labels(page)).toEqual(plan.recommendations.map(labelOf));
      const table = page.getByRole("table", { name: speak("recommendations:show.todo.table") });
      const rows = (await cellsOf(table)).slice(1);
      expect(rows.map((row) => row[2])).toEqual(
        plan.recommendations.map(({ monthly_savings: saving }) =>
          plain(money(sumOf([saving?.amount ?? null]), language)),
        ),
      );

      await visit(page, "/");
      const tile = widget(page, speak("overview:savings"));
      await expect(tile.locator(".ls-money--large")).toHaveText(total);
      const best = plan.recommendations.slice(0, 3).map(({ title }) => title);
      await expect(tile.locator("li a")).toHaveText(best);
      await tile.locator("li a").first().click();
      await settled(page);
      expect(stateOf(page).get("check")).toBe(plan.recommendations[0]?.check);
      await expect(page.locator(".rc-detail h2")).toHaveText(best[0] ?? "");
    });
  });
}

test("filters, words and order are kept by the address, and the files follow", async ({ page }) => {
  const plan = planOf("pt-BR");
  const [first] = plan.recommendations;
  if (first === undefined) throw new Error("nothing is recommended");
  await visit(page, "/recommendations");
  await page.keyboard.press("/");
  await expect(page.getByRole("combobox", { name: say("recommendations:filter") })).toBeFocused();
  const family = say(`recommendations:word.family.${first.family}`);
  await page.keyboard.type(`${say("recommendations:column.family")} = ${family}`);
  await page.keyboard.press("Enter");
  await expect.poll(() => stateOf(page).getAll("family")).toEqual([first.family]);
  const own = planOf("pt-BR", "--family", first.family).recommendations;
  expect(await labels(page)).toEqual(own.map(labelOf));
  const links = page.locator("a[download]");
  const addresses = await links.evaluateAll((all) => all.map((one) => one.getAttribute("href")));
  expect(addresses).toHaveLength(2);
  for (const address of addresses) {
    expect(new URL(address ?? "", page.url()).searchParams.get("family")).toBe(first.family);
    expect((await page.request.get(address ?? "")).status()).toBe(200);
  }

  await visit(page, `/recommendations?check=${first.check}&search=nada+disso`);
  await expect(openers(page)).toHaveCount(0);
  await page
    .locator(".ls-widget__reason")
    .getByRole("button", { name: say("widget.clear-filters") })
    .click();
  await expect(openers(page)).toHaveCount(plan.recommendations.length);
  await page
    .getByRole("columnheader", { name: say("recommendations:column.saving") })
    .getByRole("button")
    .first()
    .click();
  await expect.poll(() => stateOf(page).toString()).toBe("order=most");
  const known = plan.recommendations.filter(({ monthly_savings: saving }) => saving !== null);
  const [largest = 0n] = known
    .map((one) => unitsOf(one.monthly_savings?.amount ?? "0"))
    .sort((a, b) => (a > b ? -1 : 1));
  await expect(list(page).locator("tbody tr").first()).toContainText(money(largest, "pt-BR"));
});

test("what is not in the plan has its reason, and every check says when it looked", async ({
  page,
}) => {
  const { rejected, advised, blind } = planOf("pt-BR");
  await visit(page, "/recommendations?show=rejected");
  const reasons = rejected.map(({ reason }) => say(`recommendations:reason.${reason}`));
  expect(reasons.length).toBeGreaterThan(0);
  for (const [place, reason] of reasons.entries()) {
    await expect(list(page).locator("tbody tr").nth(place)).toContainText(reason);
  }
  const spots = widget(page, say("recommendations:blind")).locator(".rc-spot");
  await expect(spots).toHaveCount(new Set(blind.map(({ missing }) => missing)).size);
  const checks = widget(page, say("recommendations:checks")).locator("tbody tr");
  await expect(checks.first()).toContainText(say("recommendations:outcome.found"));
  await visit(page, "/recommendations?show=aws");
  await expect(list(page).locator("tbody tr")).toHaveCount(Math.min(advised.length, 25));
});

test.describe("Decisions, by the keyboard alone", () => {
  let folder = "";
  let own: Served | null = null;
  test.beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "decisions-"));
    own = await serveDeciding("company", join(folder, "decisions.json"));
  });
  test.afterAll(async () => {
    await own?.stop();
    rmSync(folder, { recursive: true });
  });

  test("a dismissed one leaves the list, and comes back when that is undone", async ({ page }) => {
    const plan = planOf("pt-BR");
    const [first, second] = plan.recommendations;
    if (first === undefined || second === undefined) throw new Error("too little is recommended");
    await visit(page, `${own?.url ?? ""}/recommendations`);
    const choose = say("recommendations:choose.one", { name: labelOf(second) });
    await list(page).getByRole("checkbox", { name: choose }).focus();
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: say("recommendations:decide.dismiss") }).focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await expect(dialog).toBeVisible();
    const reason = dialog.getByRole("textbox", { name: say("recommendations:dialog.reason") });
    await reason.focus();
    await page.keyboard.type("é preciso");
    await dialog.getByRole("button", { name: say("recommendations:decide.dismiss.do") }).focus();
    await page.keyboard.press("Enter");
    const notice = page.locator(".rc-notice");
    await expect(notice).toBeFocused();
    await expect(notice).toContainText(say("recommendations:notice.dismiss_one", { count: 1 }));
    await expect(openers(page)).toHaveCount(plan.recommendations.length - 1);
    expect(await labels(page)).not.toContain(labelOf(second));

    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect(notice).toContainText(say("recommendations:notice.undone_one", { count: 1 }));
    await expect.poll(() => labels(page)).toEqual(plan.recommendations.map(labelOf));
  });

  test("an accepted one stays, is marked, and is measured", async ({ page }) => {
    const [first] = planOf("pt-BR").recommendations;
    if (first === undefined) throw new Error("nothing is recommended");
    await visit(page, `${own?.url ?? ""}/recommendations`);
    const opener = openers(page).first();
    await opener.focus();
    await page.keyboard.press("Enter");
    const detail = page.locator(".rc-detail");
    await expect(detail.locator(".ls-widget")).toBeFocused();
    await detail.getByRole("button", { name: say("recommendations:decide.accept") }).focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: say("recommendations:decide.accept.do") }).focus();
    await page.keyboard.press("Enter");
    await expect(page.locator(".rc-notice")).toBeFocused();
    const row = list(page).locator("tbody tr").first();
    await expect(row).toContainText(say("recommendations:decided.accept"));
    await detail.getByRole("button", { name: say("recommendations:detail.close") }).focus();
    await page.keyboard.press("Enter");
    await expect(opener).toBeFocused();
    await visit(page, `${own?.url ?? ""}/recommendations?show=realized`);
    await expect(list(page).locator("tbody tr")).toHaveCount(1);
    await expect(list(page)).toContainText(first.title);
  });
});
