import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./ledgers";
import { pages } from "./said";
import { expect, test, visit } from "./served";

const policy: Readonly<Record<string, string>> = {
  "default-src": "'self'",
  "script-src": "'self'",
  "style-src": "'self'",
  "img-src": "'self' data:",
  "font-src": "'self'",
  "connect-src": "'self'",
  "object-src": "'none'",
  "base-uri": "'none'",
  "form-action": "'none'",
  "frame-ancestors": "'none'",
};

const headers: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

function directivesOf(header: string | undefined): Readonly<Record<string, string>> {
  const directives = (header ?? "").split(";").map((one) => one.trim().split(/\s+/));
  return Object.fromEntries(directives.map(([name = "", ...rest]) => [name, rest.join(" ")]));
}

const built = join(root, "src/finops_aws/entrypoints/api/dashboard/index.html");

test("documents, assets and answers, refused ones too, carry the strict policy", async ({
  request,
}) => {
  const html = await (await request.get("/")).text();
  const assets = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((hit) => hit[1] ?? "");
  expect(assets.length).toBeGreaterThan(2);
  const answers = [
    "/api/v1/overview?part=headline",
    "/api/v1/costs?by=Nothing",
    "/api/v1/nothing",
    "/api/v1/costs.csv",
  ];
  for (const path of [...pages.map((page) => page.path), "/nothing", ...assets, ...answers]) {
    const answer = await request.get(path);
    const given = answer.headers();
    expect(directivesOf(given["content-security-policy"]), path).toEqual(policy);
    expect(given, path).toMatchObject(headers);
    expect(given["x-request-id"], path).toMatch(/^[0-9a-f]{16}$/);
  }
});

test("the document holds no script, style or handler of its own", async ({ request }) => {
  for (const html of [await (await request.get("/")).text(), readFileSync(built, "utf8")]) {
    const scripts = [...html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)];
    expect(scripts.length).toBeGreaterThan(0);
    for (const [, attributes = "", body = ""] of scripts) {
      expect(attributes).toMatch(/\bsrc="\//);
      expect(body.trim()).toBe("");
    }
    expect(html).not.toMatch(/<style\b/i);
    expect(html).not.toMatch(/\sstyle=/i);
    expect(html).not.toMatch(/\son[a-z]+=/i);
    expect(html).not.toMatch(/https?:\/\/|\/\/[a-z]/i);
  }
});

test("every file that the four pages load is the server's own", async ({ page, served }) => {
  const origins = new Set<string>();
  page.on("request", (request) => origins.add(new URL(request.url()).origin));
  for (const { path } of pages) await visit(page, path);
  expect([...origins]).toEqual([served.url]);
});

test("every style of the running pages comes from a file", async ({ page }) => {
  for (const { path } of pages) {
    await visit(page, path);
    const inDocument = await page.evaluate(() => ({
      elements: document.querySelectorAll("style").length,
      others: [...document.styleSheets].filter((sheet) => sheet.href === null).length,
    }));
    expect(inDocument, path).toEqual({ elements: 0, others: 0 });
  }
});

test("a policy that is violated fails a test", async ({ page, watch }) => {
  await visit(page, "/");
  watch.tolerate(/policy: style-src-attr inline|Content Security Policy/);
  await page.evaluate(() => {
    const probe = document.createElement("p");
    probe.setAttribute("style", "color: red");
    document.body.append(probe);
  });
  await expect.poll(() => watch.all().some((one) => one.includes("policy: style-src"))).toBe(true);
});

test("tooltips, lines and sorting violate nothing", async ({ page }) => {
  await visit(page, "/");
  await page.locator(".ls-chart__canvas").first().hover();
  await expect(page.locator(".ls-tip").first()).toBeVisible();
  await visit(page, "/costs?view=line");
  await expect(page.locator(".ls-chart__canvas")).toBeVisible();
  await visit(page, "/sources");
  const lines = page.getByRole("columnheader", { name: "Lines" });
  await lines.getByRole("button").first().focus();
  await page.keyboard.press("Enter");
  await expect(lines).toHaveAttribute("aria-sort", "ascending");
});
