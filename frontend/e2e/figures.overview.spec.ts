import type { Locator, Page } from "@playwright/test";
import { type Costs, costs, type Row, sources } from "./command";
import { cellsOf, factsOf, money, percent, plain, sumOf, unitsOf } from "./figures";
import { type Language, languages, speaker } from "./said";
import { expect, test, textOf, visit, widget } from "./served";

type Question = { readonly start: string; readonly end: string };

/** Which days the overview speaks of; what they cost is asked elsewhere. */
async function questionsOf(page: Page) {
  const answer = await page.request.get("/api/v1/overview");
  return (await answer.json()) as {
    readonly window: Question;
    readonly daily: { readonly question: Question };
    readonly months: { readonly question: Question };
    readonly changes: { readonly current: Question; readonly previous: Question };
  };
}

const during = ({ start, end }: Question) => ["--from", start, "--to", end];

const total = (answer: Costs) => sumOf(answer.rows.map((row) => row.after_credits)) ?? 0n;

function byService(rows: readonly Row[]): Map<string, bigint> {
  const found = new Map<string, bigint>();
  for (const { keys, after_credits: amount } of rows) {
    const name = keys.ServiceName ?? "";
    found.set(name, (found.get(name) ?? 0n) + unitsOf(amount ?? "0"));
  }
  return found;
}

const size = (amount: bigint) => (amount < 0n ? -amount : amount);
const descending = (a: bigint, b: bigint) => (a === b ? 0 : a > b ? -1 : 1);

function difference(amount: bigint, language: Language): string {
  const text = money(size(amount), language);
  if (text.startsWith("<")) return money(amount, language);
  return `${amount > 0n ? "+" : amount < 0n ? "−" : ""}${text}`;
}

function shift(moved: bigint, before: bigint, language: Language): string {
  if (before === 0n) return moved === 0n ? "–" : speaker(language)("overview:change.new");
  const sign = moved > 0n ? "+" : moved < 0n ? "−" : "";
  return `${sign}${percent(moved, before, language)}`;
}

/** The words of a figure, without the arrow and what only screen readers say. */
async function figures(place: Locator): Promise<readonly string[]> {
  return (await place.locator('[translate="no"]').allInnerTexts()).map(plain);
}

async function asTable(box: Locator, language: Language) {
  await box.getByRole("button", { name: speaker(language)("chart.show-table") }).click();
  return await cellsOf(box.getByRole("table"));
}

function dayName(day: string, language: Language): string {
  const date = new Date(`${day}T00:00:00Z`);
  return plain(
    new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" }).format(date),
  );
}

for (const language of languages) {
  test.describe(`In ${language}`, () => {
    test.use({ locale: language });
    const say = speaker(language);

    test("the month costs what the command says, before and after credits and refunds", async ({
      page,
    }) => {
      await visit(page, "/");
      const [row] = costs("company").totals;
      const tile = widget(page, say("overview:month"));
      const after = money(unitsOf(row?.after_credits ?? ""), language);
      expect(plain(await textOf(tile.locator(".ls-money--large")))).toBe(after);
      expect(await factsOf(tile.locator("dl"))).toEqual({
        [say("overview:month.gross")]: money(unitsOf(row?.gross ?? ""), language),
        [say("overview:month.credits")]: money(unitsOf(row?.credits ?? ""), language),
        [say("overview:month.refunds")]: money(unitsOf(row?.refunds ?? ""), language),
      });
    });

    test("the same days now and before, their difference and percentage are the command's", async ({
      page,
    }) => {
      await visit(page, "/");
      const { changes } = await questionsOf(page);
      const now = total(costs("company", ...during(changes.current)));
      const before = total(costs("company", ...during(changes.previous)));
      const tile = widget(page, say("overview:change"));
      expect(await figures(tile)).toEqual([
        difference(now - before, language),
        shift(now - before, before, language),
        money(now, language),
        money(before, language),
      ]);
    });

    test("the services that moved most are the command's, in its order", async ({ page }) => {
      await page.setViewportSize({ width: 1440, height: 900 });
      await visit(page, "/");
      const { changes } = await questionsOf(page);
      const now = byService(costs("company", ...during(changes.current)).rows);
      const before = byService(costs("company", ...during(changes.previous)).rows);
      const ranked = [...new Set([...now.keys(), ...before.keys()])]
        .sort()
        .map((name) => ({ name, now: now.get(name) ?? 0n, before: before.get(name) ?? 0n }))
        .sort((a, b) => descending(size(a.now - a.before), size(b.now - b.before)))
        .slice(0, 10);
      const rows = widget(page, say("overview:changes")).locator("tbody tr");
      await expect(rows).toHaveCount(ranked.length);
      for (const [place, one] of ranked.entries()) {
        const row = rows.nth(place);
        await expect(row.getByRole("link")).toHaveText(one.name);
        const cells = row.locator("td").filter({ visible: true });
        expect((await cells.allInnerTexts()).map(plain).slice(0, 2)).toEqual([
          money(one.before, language),
          money(one.now, language),
        ]);
        const moved = one.now - one.before;
        const arrow = cells.locator(".ov-difference");
        expect(await figures(arrow)).toEqual([difference(moved, language)]);
        const share = shift(moved, one.before, language);
        expect(plain(await textOf(cells.last()))).toBe(share);
      }
    });

    test("the daily chart's table shows each day of the nine largest services and of all others", async ({
      page,
    }) => {
      await visit(page, "/");
      const { daily } = await questionsOf(page);
      const { rows } = costs("company", ...during(daily.question), "--granularity", "day");
      const sums = byService(rows);
      const kept = [...sums.keys()]
        .sort((a, b) => descending(size(sums.get(a) ?? 0n), size(sums.get(b) ?? 0n)))
        .slice(0, 9)
        .sort((a, b) => descending(sums.get(a) ?? 0n, sums.get(b) ?? 0n));
      const [head, ...days] = await asTable(widget(page, say("overview:daily")), language);
      expect(head?.slice(1)).toEqual([...kept, say("overview:daily.others")]);
      expect(days).toHaveLength(30);
      const first = Date.parse(`${daily.question.start}T00:00:00Z`);
      for (const [place, cells] of days.entries()) {
        const day = new Date(first + place * 86_400_000).toISOString().slice(0, 10);
        const ofDay = byService(rows.filter(({ bucket }) => bucket === day));
        const rest = [...ofDay].filter(([name]) => !kept.includes(name));
        const others = rest.reduce((sum, [, amount]) => sum + amount, 0n);
        expect(cells[0]).toContain(dayName(day, language));
        expect(cells.slice(1), day).toEqual(
          [...kept.map((name) => ofDay.get(name) ?? 0n), others].map((amount) =>
            money(amount, language),
          ),
        );
      }
    });

    test("the last months cost what the command says, month by month", async ({ page }) => {
      await visit(page, "/");
      const { months } = await questionsOf(page);
      const asked = [...during(months.question), "--granularity", "month", "--by", "ProviderName"];
      const { rows } = costs("company", ...asked);
      const [, ...shown] = await asTable(widget(page, say("overview:months")), language);
      expect(shown).toHaveLength(3);
      const month = new Date(`${months.question.start}T00:00:00Z`);
      for (const cells of shown) {
        const bucket = month.toISOString().slice(0, 10);
        const ofMonth = rows.filter((row) => row.bucket === bucket);
        const sum = sumOf(ofMonth.map((row) => row.after_credits));
        expect(cells[0]).toContain(month.getUTCFullYear().toString());
        expect(cells.slice(1), bucket).toEqual([money(sum, language)]);
        month.setUTCMonth(month.getUTCMonth() + 1);
      }
    });

    test("each unknown amount is what its filter finds, and its share of the month", async ({
      page,
    }) => {
      await visit(page, "/");
      const month = total(costs("company"));
      const rows = widget(page, say("overview:unknowns")).locator("li");
      expect(await rows.count()).toBeGreaterThan(0);
      for (const row of await rows.all()) {
        const link = await row.getByRole("link").getAttribute("href");
        const [filter = ""] = new URL(link ?? "", page.url()).searchParams.getAll("filter");
        const amount = total(costs("company", "--filter", filter));
        const said = await row.locator(".ov-unknown__figures > *").allInnerTexts();
        expect(said.map(plain), filter).toEqual([
          money(amount, language),
          percent(amount, month, language),
        ]);
      }
    });

    test("the part of the lines that is estimated is that of the deliveries", async ({ page }) => {
      await visit(page, "/");
      const current = sources("company").deliveries.filter((one) => one.is_current);
      const newest = current
        .map((one) => one.billing_period)
        .sort()
        .at(-1);
      const bills = current.filter((one) => one.billing_period === newest);
      const sum = (amounts: readonly number[]) =>
        BigInt(amounts.reduce((all, one) => all + one, 0));
      const tile = widget(page, say("overview:freshness"));
      const facts = await factsOf(tile.locator("dl"));
      expect(facts[say("overview:freshness.estimated")]).toBe(
        percent(
          sum(bills.map((one) => one.estimated_lines)),
          sum(bills.map((one) => one.lines)),
          language,
        ),
      );
    });
  });
}
