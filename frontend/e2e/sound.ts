import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import type { Language } from "./said";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

type Expected = { readonly language: Language; readonly title: string };

/** A page that everyone can use: named, in one language, within the screen, and axe finds nothing. */
export async function expectSound(page: Page, { language, title }: Expected): Promise<void> {
  await expect(page).toHaveTitle(`${title} · Lastro`);
  await expect(page.locator("html")).toHaveAttribute("lang", language);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  await expectWithinScreen(page);
  await expectAccessible(page);
}

export async function expectWithinScreen(page: Page): Promise<void> {
  const { needed, given } = await page.evaluate(() => ({
    needed: document.documentElement.scrollWidth,
    given: window.innerWidth,
  }));
  expect(needed, "the document scrolls sideways").toBeLessThanOrEqual(given);
}

/** No violation of WCAG 2.2 AA nor of what axe calls best practice. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  const said = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`),
  );
  expect(said).toEqual([]);
}
