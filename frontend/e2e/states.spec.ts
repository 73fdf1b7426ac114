import type { Page, Route } from "@playwright/test";
import { speaker } from "./said";
import { expect, serve, settled, test, textOf, visit, widget } from "./served";

const say = speaker("pt-BR");
test.use({ locale: "pt-BR" });

const failures = /status 500|console error: Failed to load resource/;
const titled = (ids: readonly string[]) => ids.map((id) => say(`overview:${id}`));
const tiles = titled(["month", "change", "forecast", "freshness"]);
const charts = titled(["daily", "months"]);
const lists = titled(["changes", "unknowns"]);

/** Holds the real answers back until told to let them go. */
async function holdAnswers(page: Page, pattern: string): Promise<() => void> {
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(pattern, async (route: Route) => {
    await held;
    await route.continue();
  });
  return letGo;
}

/** The first day of the month so many months from now. */
function monthStart(count: number): Date {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + count, 1));
}

/** The heights of some widgets do not change while `action` is done. */
async function expectSteady(page: Page, titles: readonly string[], action: () => Promise<void>) {
  const height = async (title: string) => (await widget(page, title).boundingBox())?.height ?? 0;
  const before = await Promise.all(titles.map(height));
  await action();
  for (const [place, title] of titles.entries()) {
    const moved = (await height(title)) - (before[place] ?? 0);
    expect(Math.abs(moved), title).toBeLessThanOrEqual(4);
  }
}

test.describe("While an answer is on its way", () => {
  test.use({ viewport: { width: 1440, height: 900 } });

  test("the overview reserves the room that its figures will take", async ({ page }) => {
    const letGo = await holdAnswers(page, "**/api/v1/**");
    await page.goto("/");
    const all = [...tiles, ...charts, ...lists];
    for (const title of all) {
      await expect(widget(page, title)).toHaveAttribute("aria-busy", "true");
      await expect(widget(page, title).getByRole("status")).toHaveAccessibleName(
        say("widget.loading"),
      );
    }
    await expectSteady(page, [...tiles, ...charts], async () => {
      letGo();
      await settled(page);
    });
  });

  test("the explorer's chart keeps its height", async ({ page }) => {
    const letGo = await holdAnswers(page, "**/api/v1/**");
    await page.goto("/costs");
    const title = say("costs:title.by", { by: "serviço" });
    await expect(widget(page, title)).toHaveAttribute("aria-busy", "true");
    await expectSteady(page, [title], async () => {
      letGo();
      await settled(page);
    });
  });

  test("figures stay on screen until those of the next question come", async ({ page }) => {
    await visit(page, "/costs");
    const groups = widget(page, say("costs:groups.title"));
    const letGo = await holdAnswers(page, "**/api/v1/costs**");
    await page.getByRole("button", { name: say("costs:metric") }).click();
    await page.getByRole("option", { name: say("costs:metric.list") }).click();
    await expect(groups.locator(".ls-fresh")).toHaveAttribute("aria-busy", "true");
    await expect(groups.locator("tbody tr").first()).toBeVisible();
    letGo();
    await settled(page);
  });
});

test.describe("Without any bill", () => {
  test.use({ ledger: "empty" });

  for (const path of ["/", "/costs", "/reconciliation", "/sources"]) {
    test(`${path} says which command brings one, and copies it`, async ({
      page,
      context,
      watch,
    }) => {
      watch.tolerate(/status 404.*\/api\/v1\/|console error: Failed to load resource/);
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await visit(page, path);
      const box = page
        .locator(".ls-widget__reason")
        .filter({ hasText: say("widget.no-source") })
        .first();
      await expect(box).toBeVisible();
      const command = await textOf(box.locator("code"));
      expect(command).toMatch(/^finops ingest (FOLDER|PASTA)$/);
      await box.getByRole("button", { name: say("copy.command") }).click();
      await expect(page.locator("#live-region")).toHaveText(say("copy.done"));
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(command);
      await expect(page.getByRole("main")).not.toContainText(/US\$\s?0,00/);
    });
  }
});

test("a filter that matches nothing offers to clear the filters", async ({ page }) => {
  await visit(page, "/costs?filter=ServiceName%3DNada&by=RegionId");
  for (const title of [say("costs:title.by", { by: "região" }), say("costs:groups.title")]) {
    await expect(widget(page, title)).toContainText(say("widget.filtered-empty"));
  }
  const chart = widget(page, say("costs:title.by", { by: "região" }));
  await chart.getByRole("button", { name: say("widget.clear-filters") }).click();
  await settled(page);
  expect(new URL(page.url()).searchParams.has("filter")).toBe(false);
  expect(new URL(page.url()).searchParams.get("by")).toBe("RegionId");
  await expect(chart.locator("canvas")).toBeVisible();
});

test("a state that no delivery is in offers to clear the filter", async ({ page }) => {
  await visit(page, "/sources?state=superseded");
  const deliveries = widget(page, say("sources:deliveries"));
  await deliveries.getByRole("button", { name: say("widget.clear-filters") }).click();
  await expect(deliveries.locator("tbody tr")).toHaveCount(3);
});

test.describe("When the daily tables are damaged", () => {
  test.use({ ledger: "spoiled" });

  test("their widgets say so with the id of the request, and the others live", async ({
    page,
    watch,
  }) => {
    watch.tolerate(failures);
    const ids = new Map<string, string>();
    page.on("response", (response) => {
      const part = new URL(response.url()).searchParams.get("part");
      if (part !== null) ids.set(part, response.headers()["x-request-id"] ?? "");
    });
    await visit(page, "/");
    for (const part of ["daily", "changes"]) {
      const failed = widget(page, say(`overview:${part}`)).getByRole("alert");
      await expect(failed.locator("code").last()).toHaveText(ids.get(part) ?? "");
      await expect(failed.getByRole("button", { name: say("widget.retry") })).toBeVisible();
    }
    await expect(widget(page, say("overview:months")).locator("canvas")).toBeVisible();
    await expect(widget(page, say("overview:unknowns")).locator("li").first()).toBeVisible();
    await expect(widget(page, say("overview:freshness"))).toContainText(
      say("overview:freshness.newest"),
    );
    await page
      .getByRole("link", { name: say("sources:title") })
      .first()
      .click();
    await settled(page);
    await expect(widget(page, say("sources:deliveries")).locator("tbody tr")).toHaveCount(3);
  });

  test("asking again asks the server anew", async ({ page, watch }) => {
    watch.tolerate(failures);
    await visit(page, "/");
    const failed = widget(page, say("overview:daily")).getByRole("alert");
    const first = await textOf(failed.locator("code").last());
    await failed.getByRole("button", { name: say("widget.retry") }).click();
    await expect(failed.locator("code").last()).not.toHaveText(first);
  });
});

test("a widget whose request was lost recovers when asked again", async ({ page, watch }) => {
  watch.tolerate(/failed: .*ERR_CONNECTION_REFUSED|console error: Failed to load resource/);
  await page.route("**/api/v1/overview?*part=months*", (route) => route.abort("connectionrefused"));
  await visit(page, "/");
  const months = widget(page, say("overview:months"));
  await expect(months.getByRole("alert")).toContainText(say("problem.network"));
  await page.unroute("**/api/v1/overview?*part=months*");
  await months.getByRole("button", { name: say("widget.retry") }).click();
  await expect(months.locator("canvas")).toBeVisible();
});

test.describe("With a month missing between two", () => {
  test.use({ ledger: "gap" });

  test("every page that sums months names it and calls its figures partial", async ({ page }) => {
    const words = { month: "short", year: "numeric", timeZone: "UTC" } as const;
    const month = new Intl.DateTimeFormat("pt-BR", words).format(monthStart(-1));
    const during = (from: Date, to: Date) =>
      `/costs?from=${from.toISOString().slice(0, 10)}&to=${to.toISOString().slice(0, 10)}`;
    const main = page.getByRole("main");

    await visit(page, "/");
    const months = widget(page, say("overview:months"));
    await expect(months).toContainText(say("overview:months.missing", { names: month }));
    await expect(months.locator(".ls-badge").first()).toHaveText(/^Parcial: 2 de 3$/);
    await months.getByRole("button", { name: say("chart.show-table") }).click();
    await expect(months.getByRole("row", { name: month })).toContainText(say("unknown"));
    await expect(widget(page, say("overview:freshness"))).toContainText(month);

    await visit(page, during(monthStart(-2), monthStart(1)));
    await expect(main).toContainText(say("costs:gap.months", { months: month }));
    await expect(page.getByText("Parcial: 2 de 3").first()).toBeVisible();

    await visit(page, during(monthStart(-1), monthStart(0)));
    await expect(main).toContainText(say("costs:no-bill"));
    await expect(main).not.toContainText(/US\$\s?0,00/);

    await visit(page, "/sources");
    const gaps = widget(page, say("sources:gaps"));
    await expect(gaps.getByRole("listitem").filter({ hasText: month })).toBeVisible();
  });
});

test("old figures outlive the server, and say from when they are", async ({ page, watch }) => {
  const served = await serve("company");
  await page.clock.install();
  const menu = page.getByRole("navigation", { name: say("menu.label") });
  const goTo = async (id: string) => {
    await menu.getByRole("link", { name: say(`${id}:title`) }).click();
    await settled(page);
  };
  await visit(page, `${served.url}/`);
  await goTo("sources");
  const deliveries = widget(page, say("sources:deliveries"));
  const rows = await textOf(deliveries.locator("tbody"));
  await goTo("overview");
  const figure = widget(page, say("overview:month")).locator(".ov-figure");
  const amount = await textOf(figure);
  await goTo("sources");

  await served.stop();
  watch.tolerate(/failed: .*ERR_CONNECTION_REFUSED|console error: Failed to load resource/);
  await page.clock.fastForward("02:00");
  await goTo("overview");
  const stale = (title: string) =>
    widget(page, title).locator("header .ls-badge").filter({ hasText: "Última resposta: " });
  for (const title of [say("overview:month"), ...charts, ...lists]) {
    await expect(stale(title)).toHaveText(/\d{1,2}:\d{2}/);
  }
  await expect(figure).toHaveText(amount);
  await goTo("sources");
  await expect(stale(say("sources:deliveries"))).toBeVisible();
  expect(await textOf(deliveries.locator("tbody"))).toBe(rows);
});

test.describe("When the newest delivery is five days old", () => {
  test.use({ ledger: "late" });

  test("the overview and the sources call the figures out of date", async ({ page }) => {
    await visit(page, "/");
    const freshness = widget(page, say("overview:freshness")).locator(".ls-badge");
    await expect(freshness).toHaveText(/^Desatualizado: há \d+ dias$/);
    await visit(page, "/sources");
    await expect(widget(page, say("sources:freshness"))).toContainText(
      say("sources:standing.late", { hours: 48 }),
    );
  });
});

test("a running month is called estimated on every page that shows it", async ({ page }) => {
  const places = [
    ["/", say("overview:month")],
    ["/costs", say("costs:groups.title")],
    ["/reconciliation", say("reconciliation:invoices")],
    ["/sources", say("sources:deliveries")],
  ] as const;
  for (const [path, title] of places) {
    await visit(page, path);
    const badge = widget(page, title).locator("header .ls-badge");
    await expect(badge.filter({ hasText: say("widget.estimated") })).toBeVisible();
  }
});
