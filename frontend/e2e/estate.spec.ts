import type { Page } from "@playwright/test";
import type { paths } from "../src/lib/api/schema";
import { stateOf } from "./explorer";
import { cellsOf, factsOf, money, plain, sumOf } from "./figures";
import { speaker } from "./said";
import { expect, settled, test, textOf, visit, widget } from "./served";

type Answer<
  Path extends "/api/v1/resources" | "/api/v1/coverage" | "/api/v1/catalog" | "/api/v1/costs",
> = paths[Path]["get"]["responses"][200]["content"]["application/json"];
type Job = Answer<"/api/v1/coverage">["rows"][number];

const say = speaker("pt-BR");
test.use({ locale: "pt-BR", viewport: { width: 1440, height: 900 } });

async function ask<Wanted>(page: Page, address: string): Promise<Wanted> {
  return (await (await page.request.get(address)).json()) as Wanted;
}

const askResources = (page: Page, query: string) =>
  ask<Answer<"/api/v1/resources">>(page, `/api/v1/resources?${query}`);
const askCoverage = (page: Page, query: string) =>
  ask<Answer<"/api/v1/coverage">>(page, `/api/v1/coverage?${query}`);

const opener = ".re-name .ls-opener";
const names = (page: Page) => page.locator(opener).allTextContents();
const nameOf = (one: { name: string | null; id: string }) => one.name ?? one.id;

test.describe("The resources", () => {
  test("are those of the API, page by page, and an unknown cost is no zero", async ({ page }) => {
    const { total, counts, resources } = await askResources(page, "limit=1000");
    await visit(page, "/resources");
    const facts = await factsOf(widget(page, say("resources:summary")).locator("dl"));
    expect(facts[say("resources:summary.total")]).toBe(String(total));
    const services = new Set(counts.map(({ service }) => service)).size;
    expect(facts[say("resources:summary.services")]).toBe(String(services));

    const table = page.getByRole("table", { name: say("resources:list.table") });
    expect(await names(page)).toEqual(resources.slice(0, 25).map(nameOf));
    const rows = (await cellsOf(table)).slice(1);
    for (const [place, { costs }] of resources.slice(0, 25).entries()) {
      const amounts = costs === null ? [null] : costs.map(({ amount }) => amount);
      expect(rows[place]?.[1]).toBe(plain(money(sumOf(amounts), "pt-BR")));
    }
    const list = widget(page, say("resources:list"));
    await list.getByRole("button").filter({ hasText: /^2$/ }).click();
    await expect.poll(() => names(page)).toEqual(resources.slice(25, 50).map(nameOf));
    await settled(page);
    await expect(table).toContainText(say("unknown"));
  });

  test("are filtered by a property, which the address keeps", async ({ page }) => {
    await visit(page, "/resources");
    await page.keyboard.press("/");
    const filter = page.getByRole("combobox", { name: say("resources:filter") });
    await expect(filter).toBeFocused();
    await page.keyboard.type(`${say("resources:column.service")} = s3`);
    await page.keyboard.press("Enter");
    await expect.poll(() => stateOf(page).getAll("where")).toEqual(["service=s3"]);
    await settled(page);
    const { total, resources } = await askResources(page, "where=service%3Ds3&limit=25");
    expect(total).toBeGreaterThan(0);
    await expect.poll(() => names(page)).toEqual(resources.map(nameOf));

    await page.getByRole("searchbox", { name: say("resources:search") }).fill("nada disso");
    await expect.poll(() => stateOf(page).get("search")).toBe("nada disso");
    await widget(page, say("resources:list"))
      .getByRole("button", { name: say("widget.clear-filters") })
      .click();
    await expect.poll(() => stateOf(page).toString()).toBe("");
    await expect(page.locator(opener)).toHaveCount(25);
    await expect(filter).toBeVisible();
  });

  test("are ordered by the server, and the bars lead to one service", async ({ page }) => {
    await visit(page, "/resources?order=name&where=state~run");
    const { resources } = await askResources(page, "order=name&where=state~run&limit=25");
    expect(await names(page)).toEqual(resources.map(nameOf));
    const bar = page.getByRole("list", { name: say("resources:summary.by-service") });
    await bar.getByRole("button").first().press("Enter");
    await expect.poll(() => stateOf(page).getAll("where")).toEqual(["state~run", "service=ec2"]);
  });

  test("open with all that is known, by the keyboard, and lead to their cost", async ({ page }) => {
    const { resources, cost_month: month } = await askResources(
      page,
      "where=service%3Dec2&limit=25",
    );
    const tagged = resources.find(({ tags }) => Object.keys(tags ?? {}).length > 0);
    const first = resources[0];
    if (first === undefined || tagged === undefined) throw new Error("the ledger has no instance");
    await visit(page, "/resources?where=service%3Dec2");
    const button = page.locator(opener).nth(resources.indexOf(tagged));
    await button.focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText(tagged.account);
    for (const [key, value] of Object.entries(tagged.tags ?? {})) {
      await expect(dialog.getByRole("row", { name: key })).toContainText(value);
    }
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await expect(button).toBeFocused();
    await page.locator(opener).first().click();
    await dialog.getByRole("link", { name: say("resources:details.explorer") }).click();
    await settled(page);
    expect(new URL(page.url()).pathname).toBe("/costs");
    expect(stateOf(page).get("filter")).toContain(first.id);
    expect(stateOf(page).get("from")).toBe(`${month ?? ""}-01`);
    const cost = plain(money(sumOf((first.costs ?? []).map(({ amount }) => amount)), "pt-BR"));
    await expect(page.locator(".ls-totals__sum dd")).toHaveText(cost.replace(" ", "\u00a0"));
  });

  test("are exported as they are filtered", async ({ page }) => {
    await visit(page, "/resources?where=service%3Drds&search=ipe");
    const links = widget(page, say("resources:list")).locator("a[download]");
    const addresses = await links.evaluateAll((all) => all.map((one) => one.getAttribute("href")));
    expect(addresses).toHaveLength(2);
    for (const address of addresses) {
      const query = new URL(address ?? "", page.url()).searchParams;
      expect([query.get("where"), query.get("search")]).toEqual(["service=rds", "ipe"]);
      expect((await page.request.get(address ?? "")).status()).toBe(200);
    }
  });
});

test.describe("The coverage", () => {
  const isGap = ({ is_known: isKnown }: Job) => !isKnown;

  test("counts the answers and the dollars behind those that lack", async ({ page }) => {
    const answer = await askCoverage(page, "limit=10000");
    await visit(page, "/coverage");
    const headline = widget(page, say("coverage:headline"));
    const facts = await factsOf(headline.locator("dl"));
    const known = answer.rows.length - answer.rows.filter(isGap).length;
    const share = say("coverage:headline.of", { answered: known, all: answer.rows.length });
    expect(facts[say("coverage:headline.answered")]).toContain(share);
    const unknown = sumOf((answer.unknown_spend ?? []).map(({ amount }) => amount));
    expect(facts[say("coverage:headline.unknown-spend")]).toBe(plain(money(unknown, "pt-BR")));
    for (const { status, jobs } of answer.by_status.filter((one) => one.jobs > 0)) {
      const name = new RegExp(`^${jobs} .*${say(`coverage:status.${status}`)}$`);
      await expect(headline.getByRole("button", { name })).toBeVisible();
    }
    for (const command of ["finops scan", "finops iam-policy"]) {
      await expect(headline.getByText(command, { exact: true })).toBeVisible();
    }
  });

  test("lists every gap with its action, which is copied", async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const gaps = (await askCoverage(page, "limit=10000")).rows.filter(isGap);
    await visit(page, "/coverage");
    const table = page.getByRole("grid", { name: say("coverage:list.table") });
    await expect(table.locator("tbody tr")).toHaveCount(Math.min(gaps.length, 25));
    const [gap] = gaps.filter((one) => one.missing_action === "kms:ListKeys");
    await visit(page, "/coverage?service=kms");
    const row = table
      .getByRole("row")
      .filter({ hasText: gap?.missing_action ?? "-" })
      .first();
    await expect(row).toContainText(gap?.code ?? "-");
    await expect(row).toContainText(say("coverage:status.denied"));
    await row.getByRole("button").click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("kms:ListKeys");
  });

  test("is a matrix whose cells filter the list by the keyboard", async ({ page }) => {
    await visit(page, "/coverage");
    const matrix = page.getByRole("table", { name: say("coverage:matrix.table") });
    const cell = matrix.getByRole("button", { name: /^kms, us-east-1: Acesso negado/ });
    await cell.focus();
    await page.keyboard.press("Enter");
    await expect(cell).toHaveAttribute("aria-pressed", "true");
    await expect(cell).toBeFocused();
    expect(stateOf(page).toString()).toBe("service=kms&region=us-east-1&status=all");
    const { page: answered } = await askCoverage(page, "service=kms&region=us-east-1");
    const table = page.getByRole("grid", { name: say("coverage:list.table") });
    await expect(table.locator("tbody tr")).toHaveCount(answered.total);

    await visit(page, "/coverage?status=throttled");
    const list = widget(page, say("coverage:list.chosen"));
    await list
      .getByRole("button", { name: say("widget.clear-filters") })
      .first()
      .click();
    await settled(page);
    expect(stateOf(page).toString()).toBe("");
    await expect(table.locator("tbody tr").first()).toBeVisible();
  });

  test("tells how far the catalogue sees, and the spend outside it", async ({ page }) => {
    const { depths, services, unmapped } = await ask<Answer<"/api/v1/catalog">>(
      page,
      "/api/v1/catalog",
    );
    await visit(page, "/coverage");
    const bars = await widget(page, say("coverage:depths")).getByRole("listitem").allTextContents();
    expect(bars).toEqual(
      depths.map(
        ({ depth, services: seen }) =>
          say(`coverage:depth.${depth}`) +
          say("coverage:headline.of", { answered: seen, all: services.length }),
      ),
    );
    const outside = widget(page, say("coverage:unmapped"));
    await expect(outside.locator("tbody tr")).toHaveCount(unmapped?.length ?? 0);
    for (const { product_code: code } of unmapped ?? []) await expect(outside).toContainText(code);
  });
});

test.describe("The regions", () => {
  test("show the spend of the bill next to the resources of the scan", async ({ page }) => {
    const costs = await ask<Answer<"/api/v1/costs">>(page, "/api/v1/costs?by=RegionId");
    const { counts } = await askResources(page, "limit=1");
    await visit(page, "/regions");
    const table = page.getByRole("table", { name: say("regions:by-region.table") });
    const rows = (await cellsOf(table)).slice(1);
    expect(rows.length).toBeGreaterThan(1);
    for (const [region = "", spend, found] of rows) {
      const billed = costs.rows.filter((row) => row.keys.RegionId === region);
      const sum = sumOf(billed.map((row) => row.after_credits));
      const said = billed.length === 0 ? say("regions:spend.none") : plain(money(sum, "pt-BR"));
      expect(spend, region).toBe(said);
      const there = counts.filter((one) => one.region === region);
      const resources = there.reduce((all, one) => all + one.resources, 0);
      expect(found, region).toMatch(new RegExp(`^(≥ )?${resources} recursos?$`));
    }
  });

  test("lead from an account in a region to its costs and to its resources", async ({ page }) => {
    const { counts } = await askResources(page, "limit=1");
    const [{ account, region } = { account: "", region: "" }] = counts;
    const own = counts.filter((one) => one.account === account && one.region === region);
    const resources = own.reduce((all, one) => all + one.resources, 0);
    await visit(page, "/regions");
    const table = page.getByRole("table", { name: say("regions:by-account.table") });
    const row = table.getByRole("row").filter({ hasText: account });
    await row
      .getByRole("link", { name: new RegExp(`${resources} recursos?$`) })
      .first()
      .click();
    await settled(page);
    expect(new URL(page.url()).pathname).toBe("/resources");
    expect(stateOf(page).getAll("where")).toEqual([`region=${region}`, `account=${account}`]);
    const facts = await factsOf(widget(page, say("resources:summary")).locator("dl"));
    expect(facts[say("resources:summary.total")]).toBe(String(resources));

    await page.goBack();
    await settled(page);
    const spend = row.getByRole("link", { name: /US\$/ }).first();
    const figure = plain(await textOf(spend));
    await spend.click();
    await settled(page);
    expect(stateOf(page).getAll("filter")).toContain(`SubAccountId=${account}`);
    expect(plain(await textOf(page.locator(".ls-totals__sum dd")))).toBe(figure);
  });

  test("call what nobody asked about unknown", async ({ page }) => {
    const scanned = new Set(
      (await askCoverage(page, "limit=10000")).rows.map((one) => one.account),
    );
    await visit(page, "/regions");
    const table = page.getByRole("table", { name: say("regions:by-account.table") });
    for (const row of await table.locator("tbody tr").all()) {
      const account = plain(await textOf(row.getByRole("rowheader"))).slice(-12);
      if (!scanned.has(account)) await expect(row).toContainText(say("unknown"));
    }
  });
});
