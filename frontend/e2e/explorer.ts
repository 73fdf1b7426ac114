import { expect, type Locator, type Page } from "@playwright/test";
import type { Say } from "./said";
import { settled } from "./served";

/** On a phone the choices of the explorer are folded: opens them. */
export async function unfold(page: Page, say: Say): Promise<void> {
  const fold = page.getByRole("button", { name: say("costs:controls.change") });
  if ((await fold.isVisible()) && (await fold.getAttribute("aria-expanded")) === "false") {
    await fold.click();
  }
}

/** Chooses an option of a select of the explorer, and waits for the answer. */
export async function choose(page: Page, say: Say, label: string, option: string): Promise<void> {
  await unfold(page, say);
  await page.getByRole("button", { name: label }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
  await expect(page.getByRole("listbox")).toHaveCount(0);
  await settled(page);
}

/** Opens a menu and takes one of its items. */
export async function pick(page: Page, menu: string, item: string): Promise<void> {
  await page.getByRole("button", { name: menu, exact: true }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

/** The state that the address holds. */
export function stateOf(page: Page): URLSearchParams {
  return new URL(page.url()).searchParams;
}

/** The first group of a table into which one can step. */
export function firstGroup(table: Locator): Locator {
  return table.locator("tbody a.ls-link").first();
}
