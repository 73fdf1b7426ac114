import type { Page } from "@playwright/test";
import { stateOf } from "./explorer";
import { pages, speaker } from "./said";
import { expect, settled, test, textOf, visit, widget } from "./served";

const say = speaker("pt-BR");
test.use({ locale: "pt-BR", viewport: { width: 1440, height: 900 } });

/** The focus is on something that can be seen, and the browser or the page marks it. */
async function expectFocusSeen(page: Page): Promise<void> {
  const focus = await page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return "nothing has the focus";
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) return "what has the focus takes no room";
    if (box.bottom <= 0 || box.top >= innerHeight) return "what has the focus is off the screen";
    return "";
  });
  expect(focus).toBe("");
}

/** Tab until the focus is on a control of that name. */
async function tabTo(page: Page, name: string | RegExp, most = 80): Promise<void> {
  const named = page.getByRole("main").locator(":focus");
  const matches = async () => {
    if ((await named.count()) === 0) return false;
    const text = await named.evaluate((element) => {
      const labelled = element.getAttribute("aria-labelledby")?.split(" ") ?? [];
      const labels = labelled.map((id) => document.getElementById(id)?.textContent ?? "");
      return [element.getAttribute("aria-label") ?? "", ...labels, element.textContent ?? ""].join(
        " ",
      );
    });
    return typeof name === "string" ? text.includes(name) : name.test(text);
  };
  for (let pressed = 0; pressed < most; pressed += 1) {
    await page.keyboard.press("Tab");
    await expectFocusSeen(page);
    if (await matches()) return;
  }
  throw new Error(`no control named ${String(name)} within ${most} tabs`);
}

test("the first tab offers to skip to the content, and does", async ({ page }) => {
  await visit(page, "/");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: say("skip") });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await tabTo(page, say("overview:metric.effective"), 2);
});

test("g and a letter lead to each page, whose title is then read", async ({ page }) => {
  await visit(page, "/sources");
  for (const { id, letter, path } of pages) {
    await page.keyboard.press("g");
    await page.keyboard.press(letter);
    await expect(page).toHaveTitle(`${say(`${id}:title`)} · Lastro`);
    await settled(page);
    expect(new URL(page.url()).pathname).toBe(path);
    await expect(page.getByRole("main")).toBeFocused();
  }
});

test("/ leads to the filter of the explorer and to the search of other pages", async ({ page }) => {
  await visit(page, "/");
  await page.keyboard.press("/");
  const search = page.getByRole("combobox", { name: say("search.label") });
  await expect(search).toBeFocused();
  await page.keyboard.type("explo");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(say("costs:title"));
  await settled(page);
  await page.getByRole("main").focus();
  await page.keyboard.press("/");
  await expect(page.getByRole("combobox", { name: say("costs:filter") })).toBeFocused();
  await page.keyboard.press("Escape");
});

test("no shortcut works while the reader types", async ({ page }) => {
  await visit(page, "/costs");
  await page.keyboard.press("/");
  const filter = page.getByRole("combobox", { name: say("costs:filter") });
  await page.keyboard.type("gr/?");
  await expect(filter).toHaveValue("gr/?");
  expect(new URL(page.url()).pathname).toBe("/costs");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("? opens the help, Esc closes it and the focus comes back", async ({ page }) => {
  await visit(page, "/");
  const help = page.getByRole("button", { name: say("help.open") });
  await help.focus();
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: say("help.title") });
  await expect(dialog).toBeVisible();
  await expect(dialog.locator(":focus")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(help).toBeFocused();
});

test("the main journey needs no mouse", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await visit(page, "/");
  await page.getByRole("main").focus();
  const changes = widget(page, say("overview:changes"));
  const service = await textOf(changes.locator("tbody th a").first());
  await tabTo(page, new RegExp(`^\\s*${service}\\s*$`));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(say("costs:title"));
  await settled(page);
  expect(stateOf(page).getAll("filter")).toEqual([`ServiceName=${service}`]);
  await expect(page.getByRole("main")).toBeFocused();

  await tabTo(page, say("costs:by.first"));
  await page.keyboard.press("Enter");
  await page.keyboard.type("SubAccountName");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await settled(page);
  expect(stateOf(page).get("by")).toBe("SubAccountName");
  await expectFocusSeen(page);

  await tabTo(page, say("costs:compare"));
  await page.keyboard.press("Space");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await settled(page);
  expect(stateOf(page).get("compare")).toBe("previous");
  await expectFocusSeen(page);

  await drillByKeys(page);
  await page.keyboard.press("g");
  await page.keyboard.press("r");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(say("reconciliation:title"));
  await settled(page);
  await openFirstIdentityByKeys(page);
});

/** One step deeper into the first group that moved. */
async function drillByKeys(page: Page): Promise<void> {
  const link = widget(page, say("costs:changes.title")).locator("tbody a.ls-link").first();
  const name = await textOf(link);
  await tabTo(page, say("costs:drill", { name, next: say("costs:dimension.x_UsageType") }));
  await expect(link).toBeFocused();
  await page.keyboard.press("Enter");
  const crumbs = page.getByRole("navigation", { name: say("costs:crumbs.label") });
  await expect(crumbs).toContainText(name);
  await settled(page);
  await expect(page.locator("#live-region")).toHaveText(/^Custo por /);
  await expectFocusSeen(page);
}

async function openFirstIdentityByKeys(page: Page): Promise<void> {
  const opener = page.locator(".rc-opener").first();
  await opener.focus();
  await page.keyboard.press("Enter");
  await expect(opener).toHaveAttribute("aria-expanded", "true");
  await expectFocusSeen(page);
  await page.keyboard.press("Space");
  await expect(opener).toHaveAttribute("aria-expanded", "false");
  await expect(opener).toBeFocused();
}

test("a chart becomes its table and back by keys, and keeps the focus", async ({ page }) => {
  await visit(page, "/");
  const chart = widget(page, say("overview:daily"));
  await chart.getByRole("button", { name: say("chart.show-table") }).focus();
  await page.keyboard.press("Enter");
  await expect(chart.getByRole("table")).toBeVisible();
  const back = chart.getByRole("button", { name: say("chart.show-drawing") });
  await expect(back).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(chart.getByRole("region", { name: say("overview:daily") })).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(chart.getByRole("img")).toBeVisible();
});

test("a button that goes away when pressed leaves the focus on its widget", async ({
  page,
  watch,
}) => {
  watch.tolerate(/failed: .*ERR_CONNECTION_REFUSED|console error: Failed to load resource/);
  await visit(page, "/costs?filter=ServiceName%3DNada");
  const groups = widget(page, say("costs:groups.title"));
  await groups.getByRole("button", { name: say("widget.clear-filters") }).focus();
  await page.keyboard.press("Enter");
  await settled(page);
  await expect(groups).toBeFocused();

  await page.route("**/api/v1/sources", (route) => route.abort("connectionrefused"));
  await visit(page, "/sources");
  const freshness = widget(page, say("sources:freshness"));
  await page.unroute("**/api/v1/sources");
  await freshness.getByRole("button", { name: say("widget.retry") }).focus();
  await page.keyboard.press("Enter");
  await settled(page);
  await expect(freshness).toBeFocused();
});

test("a saved view is named, renamed and deleted by keys, and the focus is never lost", async ({
  page,
}) => {
  await visit(page, "/costs?by=RegionId");
  const menu = page.getByRole("button", { name: say("costs:views"), exact: true });
  await menu.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: say("costs:views.title") });
  const name = dialog.getByLabel(say("costs:views.name"));
  await name.focus();
  await page.keyboard.type("Regiões");
  await page.keyboard.press("Enter");
  await expect(page.locator("#live-region")).toHaveText(
    say("costs:views.saved", { name: "Regiões" }),
  );
  await expectFocusSeen(page);
  const rename = say("costs:views.rename", { name: "Regiões" });
  await dialog.getByRole("button", { name: rename }).focus();
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("textbox", { name: rename })).toBeFocused();
  await page.keyboard.type(" do mês");
  await page.keyboard.press("Enter");
  await expectFocusSeen(page);
  const renamed = "Regiões do mês";
  await dialog.getByRole("button", { name: say("costs:views.delete", { name: renamed }) }).focus();
  await page.keyboard.press("Enter");
  await expect(dialog.getByText(say("costs:views.none"))).toBeVisible();
  await expectFocusSeen(page);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(menu).toBeFocused();
});

test("on a phone the menu is a dialog that Esc closes", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await visit(page, "/");
  const opener = page.getByRole("button", { name: say("menu.open") });
  await opener.focus();
  await page.keyboard.press("Enter");
  const drawer = page.getByRole("dialog", { name: say("menu.label") });
  await expect(drawer.locator(":focus")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(drawer).toHaveCount(0);
  await expect(opener).toBeFocused();
});
