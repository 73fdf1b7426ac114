import { languages, speaker } from "./said";
import { expect, settled, test, visit } from "./served";
import { expectSound } from "./sound";

const screens = [
  { name: "a desk", viewport: { width: 1440, height: 900 } },
  { name: "a phone", viewport: { width: 390, height: 844 } },
] as const;

for (const language of languages) {
  for (const mode of ["light", "dark"] as const) {
    for (const { name, viewport } of screens) {
      test.describe(`The monitoring in ${language}, ${mode}, on ${name}`, () => {
        test.use({ locale: language, colorScheme: mode, viewport });
        const title = speaker(language)("monitoring:title");

        test("can be read by everyone, with a series opened and as tables", async ({ page }) => {
          test.setTimeout(120_000);
          await visit(page, "/monitoring?by=resource");
          await expectSound(page, { language, title });
          await page.locator(".mo-fresh .ls-opener").first().click();
          await expect(page.locator(".mo-detail")).toBeVisible();
          await settled(page);
          for (const toggle of await page.locator(".ls-chart__toggle button").all()) {
            await toggle.click();
          }
          await expect(page.locator(".ls-twin")).toHaveCount(2);
          await expectSound(page, { language, title });
        });
      });
    }
  }
}

test.describe("Without anything", () => {
  test.use({ ledger: "empty", locale: "pt-BR" });
  const say = speaker("pt-BR");

  test("the page says which commands bring what", async ({ page, watch }) => {
    watch.tolerate(/status 404.*\/api\/v1\/|console error: Failed to load resource/);
    await visit(page, "/monitoring");
    const main = page.getByRole("main");
    await expect(main.getByText("finops collect", { exact: true })).toHaveCount(3);
    await expect(main.getByText("finops ingest FOLDER", { exact: true })).toHaveCount(1);
    await expect(main).not.toContainText(/US\$\s?0,00/);
    await expectSound(page, { language: "pt-BR", title: say("monitoring:title") });
  });
});
