import type { Locator, Page } from "@playwright/test";
import { languages, pages, speaker } from "./said";
import { expect, settled, test, textOf, visit, widget } from "./served";

/** What screen readers are told of an element: its role and name; "" when they are not told of it. */
async function toldOf(element: Locator): Promise<string> {
  const hidden = await element.evaluate((one) => one.closest('[aria-hidden="true"]') !== null);
  return hidden ? "" : ((await element.ariaSnapshot()).split("\n")[0] ?? "");
}

const controls = "a[href], button, input, select, textarea, [role=button], [role=combobox]";

async function namelessControls(page: Page): Promise<readonly string[]> {
  const nameless: string[] = [];
  for (const control of await page.locator(controls).filter({ visible: true }).all()) {
    const told = await toldOf(control);
    if (told !== "" && !/^- '?[a-z]+ "/.test(told)) {
      nameless.push(await control.evaluate((element) => element.outerHTML.slice(0, 200)));
    }
  }
  return nameless;
}

async function headingLevels(page: Page): Promise<readonly number[]> {
  const headings = page.getByRole("heading").filter({ visible: true });
  return await headings.evaluateAll((all) => all.map(({ tagName }) => Number(tagName.slice(1))));
}

/** Every table is named, by itself or by the region around it, and so are its columns. */
async function expectNamedTables(page: Page): Promise<void> {
  for (const table of await page.locator("table").filter({ visible: true }).all()) {
    const told = await toldOf(table);
    if (told === "") continue;
    expect(told).toMatch(/^- '?(?:table|grid) "/);
    expect(await table.locator('th[scope="col"]').count()).toBeGreaterThan(1);
  }
}

for (const language of languages) {
  test.describe(`In ${language}`, () => {
    test.use({ locale: language, viewport: { width: 1440, height: 900 } });
    const say = speaker(language);

    for (const { id, path } of pages) {
      test(`${path} has its landmarks, ordered headings and named controls`, async ({ page }) => {
        await visit(page, path);
        await expect(page.getByRole("banner")).toHaveCount(1);
        await expect(page.getByRole("main")).toHaveCount(1);
        await expect(page.getByRole("search")).toHaveCount(1);
        const menu = page.getByRole("navigation", { name: say("menu.label") });
        const current = menu.getByRole("link", { name: say(`${id}:title`) });
        await expect(current).toHaveAttribute("aria-current", "page");
        await expect(menu.locator('[aria-current="page"]')).toHaveCount(1);

        const levels = await headingLevels(page);
        expect(levels.filter((level) => level === 1)).toHaveLength(1);
        const inMain = levels.slice(levels.indexOf(1));
        for (const [place, level] of inMain.slice(1).entries()) {
          expect(level - (inMain[place] ?? 0), "a heading level is skipped").toBeLessThanOrEqual(1);
        }
        for (const box of await page.locator("main section.ls-widget").all()) {
          const heading = box.getByRole("heading", { level: 2 }).first();
          await expect(box).toHaveAccessibleName(await textOf(heading));
        }
        expect(await namelessControls(page)).toEqual([]);
        await expectNamedTables(page);
      });
    }

    test("every chart says in a sentence what it shows, and has its table", async ({ page }) => {
      for (const [path, count] of [
        ["/", 2],
        ["/costs", 1],
        ["/costs?view=line&by=RegionId", 1],
      ] as const) {
        await visit(page, path);
        const charts = page.locator(".ls-chart");
        await expect(charts).toHaveCount(count);
        for (const chart of await charts.all()) {
          await expect(chart.getByRole("img")).toHaveAccessibleName(/^.{5,}\. .{20,}/);
          await chart.getByRole("button", { name: say("chart.show-table") }).click();
          const twin = chart.getByRole("region");
          await expect(twin).toHaveAttribute("tabindex", "0");
          expect(await twin.locator("tbody th").count()).toBeGreaterThan(0);
        }
      }
    });

    test("copying is told without moving the focus", async ({ page, context }) => {
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await visit(page, "/sources");
      const told = page.locator("#live-region");
      await expect(told).toHaveAttribute("aria-live", "polite");
      const share = page.getByRole("button", { name: say("share"), exact: true });
      await share.focus();
      await page.keyboard.press("Enter");
      await expect(told).toHaveText(say("share.done"));
      await expect(share).toBeFocused();
      const command = widget(page, say("sources:add")).getByRole("button").first();
      await command.focus();
      await page.keyboard.press("Enter");
      await expect(told).toHaveText(say("copy.done"));
      await expect(command).toBeFocused();
    });

    test("a browser that forbids copying is told so", async ({ page, context }) => {
      await context.clearPermissions();
      await page.addInitScript(() => {
        const refuse = () => Promise.reject(new DOMException("no", "NotAllowedError"));
        Object.defineProperty(navigator, "clipboard", { value: { writeText: refuse } });
      });
      await visit(page, "/sources");
      await page.getByRole("button", { name: say("share"), exact: true }).click();
      await expect(page.locator("#live-region")).toHaveText(say("copy.failed"));
    });
  });
}

/** What still moves: animations of the page and long transitions. */
async function movements(page: Page): Promise<readonly string[]> {
  return await page.evaluate(() =>
    document.getAnimations().flatMap((one) => {
      const { duration } = one.effect?.getComputedTiming() ?? {};
      const target = one.effect instanceof KeyframeEffect ? one.effect.target : null;
      return one.playState === "running" && Number(duration) > 100
        ? [`${target?.className ?? ""} ${String(duration)}`]
        : [];
    }),
  );
}

test.describe("For a reader who asked for less motion", () => {
  test.use({ contextOptions: { reducedMotion: "reduce" } });

  test("nothing moves while a page loads, a dialog opens and a chart is drawn", async ({
    page,
  }) => {
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.route("**/api/v1/**", async (route) => {
      await held;
      await route.continue();
    });
    await page.goto("/costs");
    await expect(page.locator(".ls-skeleton").first()).toBeVisible();
    expect(await movements(page)).toEqual([]);
    letGo();
    await settled(page);
    expect(await movements(page)).toEqual([]);
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog")).toBeVisible();
    expect(await movements(page)).toEqual([]);
  });
});
