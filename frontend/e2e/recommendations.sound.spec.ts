import { AxeBuilder } from "@axe-core/playwright";
import { speaker } from "./said";
import { expect, settled, test, visit } from "./served";
import { expectSound } from "./sound";

const desk = { name: "a desk", viewport: { width: 1440, height: 900 } };
const phone = { name: "a phone", viewport: { width: 390, height: 844 } };

/** Every two of language, mode and screen meet once. */
const readings = [
  { language: "pt-BR", mode: "light", screen: desk },
  { language: "pt-BR", mode: "dark", screen: phone },
  { language: "en", mode: "light", screen: phone },
  { language: "en", mode: "dark", screen: desk },
] as const;

for (const { language, mode, screen } of readings) {
  test.describe(`The recommendations in ${language}, ${mode}, on ${screen.name}`, () => {
    test.use({ locale: language, colorScheme: mode, viewport: screen.viewport });
    const say = speaker(language);

    test("can be read by everyone, with one opened and about to be decided", async ({ page }) => {
      test.setTimeout(120_000);
      await visit(page, "/recommendations");
      await page.locator(".rc-list .ls-opener").first().click();
      const detail = page.locator(".rc-detail");
      await expect(detail).toBeVisible();
      for (const summary of await page.locator(".rc-page summary").all()) await summary.click();
      await settled(page);
      await expectSound(page, { language, title: say("recommendations:title") });
      await detail
        .getByRole("button", { name: say("recommendations:decide.snooze"), exact: true })
        .click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await page
        .getByRole("dialog")
        .getByRole("button", { name: say("recommendations:decide.snooze.do"), exact: true })
        .click();
      // What lies behind the dialog cannot be reached: only the dialog itself is looked at.
      const { violations } = await new AxeBuilder({ page }).include("[role=dialog]").analyze();
      expect(violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);
    });
  });
}

test.describe("The lists of what is not in the plan", () => {
  test.use({ locale: "pt-BR", viewport: { width: 1440, height: 900 } });
  const say = speaker("pt-BR");

  for (const show of ["rejected", "aws"]) {
    test(`${show} can be read by everyone`, async ({ page }) => {
      await visit(page, `/recommendations?show=${show}`);
      await expectSound(page, { language: "pt-BR", title: say("recommendations:title") });
    });
  }
});

test.describe("Without what recommendations are made of", () => {
  const say = speaker("pt-BR");
  const commands = { empty: "finops ingest FOLDER", late: "finops scan" } as const;

  for (const ledger of ["empty", "late"] as const) {
    test.describe(ledger, () => {
      test.use({ ledger, locale: "pt-BR" });

      test("the page says once which command brings it", async ({ page, watch }) => {
        watch.tolerate(/status 404.*\/api\/v1\/|console error: Failed to load resource/);
        await visit(page, "/recommendations");
        const main = page.getByRole("main");
        await expect(main.getByText(commands[ledger], { exact: true })).toHaveCount(1);
        await expect(main.getByRole("searchbox")).toHaveCount(0);
        await expect(main).not.toContainText(/US\$\s?0,00/);
        await expectSound(page, { language: "pt-BR", title: say("recommendations:title") });
      });
    });
  }
});
