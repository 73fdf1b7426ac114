import type { Locator, Page } from "@playwright/test";
import type { paths } from "../src/lib/api/schema";
import { choose, stateOf } from "./explorer";
import { cellsOf, factsOf, money, plain, sumOf } from "./figures";
import { speaker } from "./said";
import { expect, settled, test, visit, widget } from "./served";

type Asked = "/api/v1/usage" | "/api/v1/quantities" | "/api/v1/budgets" | "/api/v1/advice";
type Answer<Path extends Asked> =
  paths[Path]["get"]["responses"][200]["content"]["application/json"];
type Series = Answer<"/api/v1/usage">["rows"][number];

const say = speaker("pt-BR");
const unknown = say("unknown");
test.use({ locale: "pt-BR", viewport: { width: 1440, height: 900 } });

async function ask<Path extends Asked>(page: Page, path: Path, query = ""): Promise<Answer<Path>> {
  return (await (await page.request.get(`${path}?${query}`)).json()) as Answer<Path>;
}

// Written apart from the dashboard's own formats: what is on screen is compared with this.

/** Digits with points between thousands and a comma before decimals. */
function brazilian(text: string): string {
  const [whole = "0", fraction = ""] = text.split(".");
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ".");
  const rest = fraction.replace(/0+$/, "");
  return rest === "" ? grouped : `${grouped},${rest}`;
}

/** Shifted as text, because 224.725 × 100 is a little less than 22472.5. */
function rounded(value: number, places: number): string {
  const shifted = Math.round(Number(`${value.toFixed(12)}e${places}`));
  return Number(`${shifted}e-${places}`).toFixed(places);
}

/** Whole from a thousand on, two decimals below, three digits below one. */
function figure(value: number): string {
  if (value >= 1000) return brazilian(String(Math.round(value)));
  if (value === 0) return "0";
  if (value >= 1) return brazilian(rounded(value, 2));
  return brazilian(rounded(value, 2 - Math.floor(Math.log10(value))));
}

const nameOf = ({ name, id }: Series) => name ?? id;
const statisticOf = ({ statistic, dimension }: Series) =>
  dimension === "" ? statistic : `${statistic} · ${dimension}`;
const labelOf = (one: Series) => `${nameOf(one)}: ${one.metric}, ${statisticOf(one)}`;

const list = (page: Page) => widget(page, say("monitoring:list"));
const openers = (page: Page) => list(page).locator(".ls-opener");
const labels = (page: Page): Promise<readonly (string | null)[]> =>
  openers(page).evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")));

/** The values of a drawn line or of bars, from the table behind it. */
async function twinOf(chart: Locator): Promise<readonly (readonly string[])[]> {
  await chart.getByRole("button", { name: say("chart.show-table") }).click();
  return (await cellsOf(chart.getByRole("table"))).slice(1);
}

test.describe("The utilization", () => {
  test("is that of the API: how much was measured, and page by page", async ({ page }) => {
    const all = await ask(page, "/api/v1/usage", "limit=1000");
    expect(all.total).toBeGreaterThan(50);
    await visit(page, "/monitoring");
    const facts = await factsOf(widget(page, say("monitoring:headline")).locator("dl"));
    expect(facts[say("monitoring:headline.resources")]).toBe(String(all.resources));
    expect(facts[say("monitoring:headline.series")]).toBe(String(all.total));

    const shown = all.rows.slice(0, 25);
    expect(await labels(page)).toEqual(shown.map(labelOf));
    const table = page.getByRole("table", { name: say("monitoring:list.table") });
    const rows = (await cellsOf(table)).slice(1);
    for (const [place, one] of shown.entries()) {
      expect(rows[place]?.slice(3, 6)).toEqual([one.mean, one.p95, one.largest].map(figure));
      expect(rows[place]?.[1]).toBe(`${one.metric}${statisticOf(one)}`);
      expect(rows[place]?.[6]).toBe(`${one.account}${one.region}`);
    }
    await list(page).getByRole("button").filter({ hasText: /^2$/ }).click();
    await expect.poll(() => labels(page)).toEqual(all.rows.slice(25, 50).map(labelOf));
    expect(stateOf(page).get("page")).toBe("2");
  });

  test("has no line where nothing was measured", async ({ page }) => {
    const { rows, days } = await ask(page, "/api/v1/usage", "limit=1000");
    const holed = rows.find((one) => one.days.includes(null));
    if (holed === undefined) throw new Error("every series has a value on every day");
    const place = rows.indexOf(holed);
    await visit(page, `/monitoring?page=${Math.floor(place / 25) + 1}`);
    const row = list(page)
      .getByRole("row")
      .filter({ has: page.getByRole("button", { name: labelOf(holed), exact: true }) });
    const missing = holed.days.filter((day) => day === null).length;
    const count = missing === 1 ? "one" : "other";
    await expect(row.getByRole("img")).toHaveAccessibleName(
      new RegExp(say(`spark.gaps-measured_${count}`, { count: missing })),
    );
    await row.getByRole("button").press("Enter");
    const detail = page.locator(".mo-detail");
    const twin = await twinOf(detail.locator(".ls-chart"));
    expect(twin).toHaveLength(days.length);
    for (const [day, value] of holed.days.entries()) {
      expect(twin[day]?.[1]).toBe(value === null ? unknown : figure(value));
    }
  });

  test("is filtered, searched and ordered by the server, which the address keeps", async ({
    page,
  }) => {
    await visit(page, "/monitoring");
    await page.keyboard.press("/");
    const filter = page.getByRole("combobox", { name: say("monitoring:filter") });
    await expect(filter).toBeFocused();
    await page.keyboard.type(`${say("monitoring:column.metric")} = CPUUtilization`);
    await page.keyboard.press("Enter");
    await expect.poll(() => stateOf(page).getAll("metric")).toEqual(["CPUUtilization"]);
    await choose(page, say, say("monitoring:order"), say("monitoring:order.most"));
    const query = "metric=CPUUtilization&order=most&limit=25";
    const { rows, total } = await ask(page, "/api/v1/usage", query);
    expect(total).toBeGreaterThan(1);
    await expect.poll(() => labels(page)).toEqual(rows.map(labelOf));
    const search = page.getByRole("searchbox", { name: say("monitoring:search") });
    await search.fill("nada disso");
    await expect.poll(() => stateOf(page).get("search")).toBe("nada disso");
    await list(page)
      .getByRole("button", { name: say("widget.clear-filters") })
      .click();
    await expect.poll(() => stateOf(page).toString()).toBe("order=most");
    await expect(openers(page)).toHaveCount(25);
    await expect(search).toHaveValue("");
  });

  test("is exported as it is filtered", async ({ page }) => {
    await visit(page, "/monitoring?service=lambda&search=duration&order=least");
    const links = list(page).locator("a[download]");
    const addresses = await links.evaluateAll((all) => all.map((one) => one.getAttribute("href")));
    expect(addresses).toHaveLength(2);
    for (const address of addresses) {
      const query = new URL(address ?? "", page.url()).searchParams;
      expect([query.get("service"), query.get("search")]).toEqual(["lambda", "duration"]);
      expect(query.get("order")).toBe("least");
      expect((await page.request.get(address ?? "")).status()).toBe(200);
    }
  });

  test("opens by the keyboard with the days and all metrics of the resource", async ({ page }) => {
    const { rows } = await ask(page, "/api/v1/usage", "service=lambda&limit=25");
    const [first] = rows;
    if (first === undefined) throw new Error("no function was measured");
    const own = (await ask(page, "/api/v1/usage", `resource=${first.id}`)).rows;
    await visit(page, "/monitoring?service=lambda");
    const opener = openers(page).first();
    await opener.focus();
    await page.keyboard.press("Enter");
    const detail = widget(page, say("monitoring:detail", { name: nameOf(first) }));
    await expect(detail).toBeFocused();
    await expect(detail.getByRole("heading", { level: 2 })).toBeInViewport();
    await settled(page);
    const others = detail.getByRole("table", { name: say("monitoring:detail.others") });
    const cells = (await cellsOf(others)).slice(1);
    expect(cells.map((row) => row.slice(2))).toEqual(
      own.map((one) => [one.mean, one.p95, one.largest].map(figure)),
    );
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect(page.locator(".mo-detail")).toHaveCount(0);
    await expect(opener).toBeFocused();
    expect(stateOf(page).toString()).toBe("service=lambda");

    await opener.press("Enter");
    await others.getByRole("button").last().press("Enter");
    await expect.poll(() => stateOf(page).get("series")).toContain(own.at(-1)?.metric);
    await page.reload();
    await settled(page);
    await expect(others.getByRole("button", { pressed: true })).toHaveText(
      `${own.at(-1)?.metric ?? ""}, ${own.at(-1)?.statistic ?? ""}`,
    );
    await detail.getByRole("link", { name: say("monitoring:detail.resource") }).click();
    await settled(page);
    expect(new URL(page.url()).pathname).toBe("/resources");
  });
});

test.describe("The consumed quantity", () => {
  for (const by of ["usage_type", "service", "resource"] as const) {
    test(`by ${by} is the bill's, in its unit, with its days`, async ({ page }) => {
      const { rows, days } = await ask(page, "/api/v1/quantities", `by=${by}&limit=10`);
      await visit(page, "/monitoring");
      if (by !== "usage_type") {
        const usual = `${say("monitoring:by")} ${say("monitoring:by.usage_type")}`;
        await choose(page, say, usual, say(`monitoring:by.${by}`));
        expect(stateOf(page).get("by")).toBe(by);
      }
      const consumed = widget(page, say("monitoring:quantities"));
      const table = consumed.getByRole("table", { name: say("monitoring:quantities.table") });
      await expect(table.locator("tbody tr")).toHaveCount(rows.length);
      const shown = (await cellsOf(table)).slice(1);
      for (const [place, { quantity, unit, cost }] of rows.entries()) {
        const amount = quantity === null ? unknown : `${figure(Number(quantity))} ${unit}`;
        expect(shown[place]?.slice(1, 3)).toEqual([amount, plain(money(sumOf([cost]), "pt-BR"))]);
      }
      const last = rows.at(-1);
      await table.getByRole("button").last().press("Enter");
      await expect(table.getByRole("button", { pressed: true })).toHaveCount(1);
      const twin = await twinOf(consumed.locator(".ls-chart"));
      expect(twin).toHaveLength(days.length);
      for (const [day, value] of (last?.days ?? []).entries()) {
        const said = value === null ? unknown : `${figure(Number(value))} ${last?.unit ?? ""}`;
        expect(twin[day]?.[1]).toBe(said);
      }
    });
  }
});

test("AWS's budgets stand as AWS counts them, over the limit in words", async ({ page }) => {
  const { rows } = await ask(page, "/api/v1/budgets");
  expect(rows.length).toBeGreaterThan(1);
  await visit(page, "/monitoring");
  const cards = widget(page, say("monitoring:budgets")).locator(".mo-budget");
  await expect(cards).toHaveCount(rows.length);
  for (const [place, { limit, actual, forecast }] of rows.entries()) {
    const facts = await factsOf(cards.nth(place).locator("dl"));
    expect(Object.values(facts)).toEqual(
      [limit, actual, forecast].map((one) => plain(money(sumOf([one]), "pt-BR"))),
    );
    const isOver = Number(actual) > Number(limit);
    const over = cards.nth(place).getByText(say("monitoring:standing.over"), { exact: true });
    await expect(over).toHaveCount(isOver ? 1 : 0);
  }
});

test("AWS's advice comes with the largest savings first, and is not added up", async ({ page }) => {
  const { rows, total } = await ask(page, "/api/v1/advice", "limit=10");
  expect(total).toBeGreaterThan(0);
  await visit(page, "/monitoring");
  const table = page.getByRole("table", { name: say("monitoring:advice.table") });
  const cells = (await cellsOf(table)).slice(1);
  expect(cells.map((row) => row[1])).toEqual(
    rows.map(({ monthly_saving: saving }) => plain(money(sumOf([saving]), "pt-BR"))),
  );
  await expect(table.locator("tfoot")).toHaveCount(0);
  const [first] = rows;
  await table.getByRole("link").first().click();
  await settled(page);
  expect(new URL(page.url()).pathname).toBe("/resources");
  expect(stateOf(page).get("search")).toBe(first?.resource_id);
});

test.describe("With a bill and no collection", () => {
  test.use({ ledger: "late" });

  test("the bill's quantities are there, and the command that collects", async ({
    page,
    watch,
  }) => {
    watch.tolerate(/status 404.*\/api\/v1\/|console error: Failed to load resource/);
    await visit(page, "/monitoring");
    for (const id of ["headline", "budgets", "advice"]) {
      const box = widget(page, say(`monitoring:${id}`));
      await expect(box).toContainText(say("widget.no-source"));
      await expect(box.getByText("finops collect", { exact: true })).toBeVisible();
    }
    await expect(list(page)).toHaveCount(0);
    const consumed = widget(page, say("monitoring:quantities"));
    await expect(consumed.locator("tbody tr").first()).toContainText("US$");
  });
});

test("the rest of the page lives when one widget fails", async ({ page, watch }) => {
  watch.tolerate(/failed: .*ERR_CONNECTION_REFUSED|console error: Failed to load resource/);
  await page.route("**/api/v1/quantities?**", (route) => route.abort("connectionrefused"));
  await visit(page, "/monitoring");
  await expect(widget(page, say("monitoring:quantities")).getByRole("alert")).toBeVisible();
  await expect(openers(page)).toHaveCount(25);
  await expect(widget(page, say("monitoring:budgets")).locator(".mo-budget").first()).toBeVisible();
});
