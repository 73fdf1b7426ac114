import { test, visit } from "./served";
test.use({ locale: "pt-BR", viewport: { width: 1440, height: 900 } });
test("m", async ({ page }) => {
  await visit(page, "/costs?by=SubAccountName&compare=previous");
  const who = () => page.evaluate(() => { const e = document.activeElement as HTMLElement; return `${e.tagName} ${e.getAttribute("role")} ${e.getAttribute("tabindex")} ${e.className.slice(0,30)} ${e.textContent?.slice(0,40)} hidden=${e.closest("[aria-hidden=true]")!==null}`; });
  await page.locator(".ls-chart button").focus();
  await page.keyboard.press("Tab"); console.log(await who());
  for (const k of ["ArrowDown","ArrowDown","Enter","F2","Space","Enter"]) { await page.keyboard.press(k); await page.waitForTimeout(300); console.log(k, await who(), page.url().slice(22,90)); }
  await visit(page, "/sources");
  console.log(await page.evaluate(() => [...document.querySelectorAll("[data-focus-id=sorting-control-month]")].map(e=>[e.closest("[aria-hidden=true]")!==null, e.closest("table")?.getAttribute("role"), e.getAttribute("tabindex"), e.closest("thead")?.className, getComputedStyle(e).visibility, e.getBoundingClientRect().height].join("|"))));
});
