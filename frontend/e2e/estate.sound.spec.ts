import { AxeBuilder } from "@axe-core/playwright";
import { languages, speaker } from "./said";
import { expect, test, visit, widget } from "./served";
import { expectSound } from "./sound";

const screens = [
  { name: "a desk", viewport: { width: 1440, height: 900 } },
  { name: "a phone", viewport: { width: 390, height: 844 } },
] as const;
const pages = [
  { id: "resources", path: "/resources" },
  { id: "coverage", path: "/coverage" },
  { id: "regions", path: "/regions" },
] as const;

for (const language of languages) {
  for (const mode of ["light", "dark"] as const) {
    for (const { name, viewport } of screens) {
      test.describe(`The estate in ${language}, ${mode}, on ${name}`, () => {
        test.use({ locale: language, colorScheme: mode, viewport });
        const say = speaker(language);

        test("can be read by everyone", async ({ page }) => {
          test.setTimeout(120_000);
          for (const { id, path } of pages) {
            await visit(page, path);
            await expectSound(page, { language, title: say(`${id}:title`) });
          }
          await visit(page, "/resources");
          await page.locator("tbody").getByRole("button").first().click();
          await expect(page.getByRole("dialog")).toBeVisible();
          // What lies behind the dialog cannot be reached: only the dialog itself is looked at.
          const { violations } = await new AxeBuilder({ page }).include("[role=dialog]").analyze();
          expect(violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);
        });
      });
    }
  }
}

const say = speaker("pt-BR");
test.describe("Without any scan", () => {
  test.use({ ledger: "empty", locale: "pt-BR" });

  for (const { id, path } of pages) {
    test(`${path} says which command makes one`, async ({ page, watch }) => {
      watch.tolerate(/status 404.*\/api\/v1\/|console error: Failed to load resource/);
      await visit(page, path);
      const main = page.getByRole("main");
      await expect(main.getByText("finops scan", { exact: true })).toHaveCount(1);
      await expect(main).toContainText(say("widget.no-source"));
      await expect(main).not.toContainText(/US\$\s?0,00/);
      await expectSound(page, { language: "pt-BR", title: say(`${id}:title`) });
    });
  }
});

test.describe("With a bill and no scan", () => {
  test.use({ ledger: "late", locale: "pt-BR" });

  test("the regions show the spend, call the resources unknown and say what to do", async ({
    page,
    watch,
  }) => {
    watch.tolerate(/status 404.*\/api\/v1\/|console error: Failed to load resource/);
    await visit(page, "/regions");
    const table = widget(page, say("regions:by-region"));
    await expect(table.locator("tbody tr").first()).toContainText("US$");
    await expect(table.locator("tbody tr").first()).toContainText(say("unknown"));
    await expect(table.getByText("finops scan", { exact: true })).toBeVisible();
  });
});
