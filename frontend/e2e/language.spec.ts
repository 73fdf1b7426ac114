import type { Page } from "@playwright/test";
import { type Language, pages, speaker } from "./said";
import { expect, settled, test, visit, widget } from "./served";

/** English words that no Portuguese page has a reason to show, outside of names given by AWS. */
const english = [
  "account",
  "all",
  "against",
  "bill",
  "change",
  "clear",
  "close",
  "column",
  "cost",
  "costs",
  "credits",
  "day",
  "days",
  "delivered",
  "difference",
  "error",
  "export",
  "failed",
  "filter",
  "filters",
  "group",
  "groups",
  "invoice",
  "loading",
  "missing",
  "month",
  "months",
  "next",
  "none",
  "others",
  "overview",
  "page",
  "period",
  "previous",
  "remove",
  "row",
  "rows",
  "search",
  "select",
  "selected",
  "sorted",
  "sources",
  "spend",
  "table",
  "unknown",
  "untagged",
  "view",
  "resize",
  "sort",
  "press",
];

/** What a reader or a screen reader meets; names of AWS and commands are marked as no text. */
async function wordsOf(page: Page): Promise<readonly string[]> {
  return await page.evaluate(() => {
    const found: string[] = [document.title];
    const skip = '[translate="no"], code, kbd, script, .ov-table th a, tbody .ls-link';
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      if (node.parentElement?.closest(skip) === null) found.push(node.textContent ?? "");
    }
    for (const name of ["aria-label", "title", "placeholder", "aria-roledescription"]) {
      for (const element of document.querySelectorAll(`[${name}]`)) {
        if (element.closest(skip) === null) found.push(element.getAttribute(name) ?? "");
      }
    }
    return found.map((text) => text.trim()).filter((text) => text !== "");
  });
}

function leftovers(texts: readonly string[], names: readonly string[]): readonly string[] {
  return texts.filter((text) => {
    const own = names.reduce((rest, name) => rest.replaceAll(name, ""), text);
    return english.some((word) => new RegExp(`\\b${word}\\b`, "i").test(own));
  });
}

/** Keys look like "overview:title" or "costs.by.first". */
const rawKey =
  /\b(?:overview|costs|reconciliation|sources|resources|regions|coverage|monitoring|common):[a-z]|^[a-z]+(?:[.-][a-z]+)+$/;

const defaults: readonly (readonly [string, Language])[] = [
  ["pt-BR", "pt-BR"],
  ["pt-PT", "pt-BR"],
  ["en-US", "en"],
  ["de-DE", "en"],
];
for (const [locale, language] of defaults) {
  test.describe(`A browser in ${locale}`, () => {
    test.use({ locale });
    test(`is answered in ${language}`, async ({ page }) => {
      await visit(page, "/");
      await expect(page.locator("html")).toHaveAttribute("lang", language);
      const title = speaker(language)("overview:title");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    });
  });
}

test.describe("The choice of a language", () => {
  test.use({ locale: "de-DE" });

  test("holds on other pages, on later visits, and wins over the browser", async ({ page }) => {
    const say = speaker("pt-BR");
    await visit(page, "/costs?by=RegionId");
    await page
      .getByRole("button", { name: "Português (Brasil)" })
      .filter({ visible: true })
      .click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(say("costs:title"));
    await settled(page);
    expect(new URL(page.url()).searchParams.get("by")).toBe("RegionId");
    await expect(page.getByRole("heading", { level: 2 }).nth(4)).toHaveText(
      say("costs:title.by", { by: "região" }),
    );
    await visit(page, "/sources");
    await expect(page.locator("html")).toHaveAttribute("lang", "pt-BR");
    await page.reload();
    await expect(page).toHaveTitle(`${say("sources:title")} · Lastro`);
  });

  test("in the address wins over the one remembered", async ({ page }) => {
    await visit(page, "/?lang=pt-BR");
    await expect(page.locator("html")).toHaveAttribute("lang", "pt-BR");
    await visit(page, "/?lang=en");
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
  });
});

test.describe("In Portuguese", () => {
  test.use({ locale: "pt-BR" });
  const say = speaker("pt-BR");

  for (const { id, path } of pages) {
    test(`the page ${path} shows no raw key and no English word`, async ({ page }) => {
      const { deliveries } = (await (await page.request.get("/api/v1/sources")).json()) as {
        deliveries: { shape: string; export: string }[];
      };
      const values = await page.request.get(
        "/api/v1/dimensions/ServiceName?from=2020-01&to=2099-01",
      );
      const services = ((await values.json()) as { values: { value: string }[] }).values;
      const names = [
        ...services.map(({ value }) => value),
        ...deliveries.flatMap((one) => [one.shape, one.export]),
      ];
      await visit(page, path);
      if (id === "costs") {
        await page.getByRole("button", { name: say("costs:metric") }).click();
        await page.keyboard.press("Escape");
      }
      const texts = await wordsOf(page);
      expect(texts.length).toBeGreaterThan(30);
      expect(texts.filter((text) => rawKey.test(text))).toEqual([]);
      expect(leftovers(texts, names)).toEqual([]);
    });
  }

  test("the help and an address that leads nowhere speak Portuguese", async ({ page }) => {
    await visit(page, "/");
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: say("help.title") })).toBeVisible();
    expect(leftovers(await wordsOf(page), [])).toEqual([]);
    await visit(page, "/nada");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(say("not-found.title"));
    expect(leftovers(await wordsOf(page), [])).toEqual([]);
  });
});

const refusals = [
  { language: "pt-BR", title: "Arquivo danificado", fix: /^Exporte-o ou baixe-o outra vez/ },
  { language: "en", title: "Damaged file", fix: /^Export or download it again/ },
] as const;
for (const { language, title, fix } of refusals) {
  test.describe(`What the server refuses, in ${language}`, () => {
    test.use({ locale: language, ledger: "spoiled" });

    test("is said in the language of the page", async ({ page, watch }) => {
      watch.tolerate(/status 500|console error: Failed to load resource/);
      await visit(page, "/");
      const say = speaker(language);
      const failed = widget(page, say("overview:daily")).getByRole("alert");
      await expect(failed.locator("strong")).toHaveText(title);
      await expect(failed.locator("p").nth(1)).toHaveText(fix);
      await expect(failed).toContainText(say("widget.request"));
    });

    test("is said in its language also when the server has no name for it", async ({
      page,
      watch,
    }) => {
      watch.tolerate(/status 500|console error: Failed to load resource/);
      await visit(page, "/reconciliation");
      const say = speaker(language);
      const failed = widget(page, say("reconciliation:headline")).getByRole("alert");
      await expect(failed).not.toContainText("Internal Server Error");
      await expect(failed).toContainText(say("widget.request"));
    });
  });
}
