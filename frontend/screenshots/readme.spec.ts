import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { root } from "../e2e/ledgers";
import { serveFolder } from "../e2e/served";

const pictures = [
  { lang: "en", file: "overview.png" },
  { lang: "pt-BR", file: "overview-pt-BR.png" },
] as const;

for (const { lang, file } of pictures) {
  test(`draws ${file}`, async ({ browser }) => {
    const demo = join(root, ".demo");
    const served = await serveFolder(join(demo, "data"), join(demo, "bill/truth/controls.csv"));
    const context = await browser.newContext({
      locale: lang,
      colorScheme: "light",
      viewport: { width: 1440, height: 960 },
    });
    const page = await context.newPage();
    await page.goto(served.url);
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
    await expect(page.locator("canvas")).toHaveCount(2);
    await page.screenshot({ path: join(root, "docs/images", file) });
    await context.close();
    await served.stop();
  });
}
