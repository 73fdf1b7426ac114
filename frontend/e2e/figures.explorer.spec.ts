import type { Page } from "@playwright/test";
import { type Costs, comparison, costs, type Moved, type Row } from "./command";
import { cellsOf, factsOf, isTinyShare, money, percent, sumOf, unitsOf } from "./figures";
import { type Language, languages, type Say, speaker } from "./said";
import { expect, test, visit, widget } from "./served";

const month = (back: number) => {
  const now = new Date();
  const first = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1);
  return new Date(first).toISOString().slice(0, 10);
};

/** A question as the explorer's address and as the words of the command. */
type Question = {
  readonly name: string;
  readonly by: readonly string[];
  readonly metric: string;
  readonly from: string;
  readonly to: string;
  readonly granularity: "day" | "month";
  readonly filter?: string;
};

const [tenth, twentieth] = [`${month(1).slice(0, 8)}10`, `${month(1).slice(0, 8)}20`];
const questions: readonly Question[] = [
  {
    name: "the services of the running month, by day",
    by: ["ServiceName"],
    metric: "effective",
    from: month(0),
    to: month(-1),
    granularity: "day",
  },
  {
    name: "what accounts were billed in three months, by month",
    by: ["SubAccountName"],
    metric: "billed",
    from: month(2),
    to: month(-1),
    granularity: "month",
  },
  {
    name: "the list price of regions on some days of last month",
    by: ["RegionId"],
    metric: "list",
    from: tenth,
    to: twentieth,
    granularity: "day",
  },
  {
    name: "the amortized cost of a tag's values in an account, without one service",
    by: ["tag:team", "SubAccountName"],
    metric: "amortized",
    from: month(1),
    to: month(0),
    granularity: "day",
    filter: "ServiceName!=AWS Lambda",
  },
];

function addressOf({ by, metric, from, to, granularity, filter }: Question, more = ""): string {
  const search = new URLSearchParams({ metric, from, to, granularity });
  for (const dimension of by) search.append("by", dimension);
  if (filter !== undefined) search.append("filter", filter);
  return `/costs?${search.toString()}${more}`;
}

function wordsOf({ by, metric, from, to, filter }: Question): string[] {
  const words = ["--by", by.join(","), "--metric", metric, "--from", from, "--to", to];
  return filter === undefined ? words : [...words, "--filter", filter];
}

const units = (amount: string | null) => (amount === null ? null : unitsOf(amount));
const known = (amount: string | null) => unitsOf(amount ?? "");
const size = (amount: bigint) => (amount < 0n ? -amount : amount);

function nameOf(dimension: string, value: string, say: Say): string {
  if (value === "(untagged)") return say("costs:special.untagged");
  if (value === "(unallocatable)") return say("costs:special.unallocatable");
  return value === "(none)" ? say(`costs:none.${dimension}`) : value;
}

function namesOf(keys: Row["keys"], say: Say): readonly string[] {
  return Object.entries(keys).map(([dimension, value]) => nameOf(dimension, value, say));
}

function share(part: bigint, whole: bigint, language: Language): string {
  if (whole === 0n) return "—";
  const sign = part < 0n !== whole < 0n ? "-" : "";
  if (!isTinyShare(part, whole))
    return `${part === 0n ? "" : sign}${percent(part, whole, language)}`;
  return `${sign === "" ? "<" : ">"} ${sign}${percent(1n, 1000n, language)}`;
}

function groupLine(names: readonly string[], row: Row, whole: Row, language: Language) {
  const parts = [row.gross, row.credits, row.refunds, row.after_credits];
  return [
    ...names,
    ...parts.map((amount) => money(units(amount), language)),
    share(known(row.after_credits), known(whole.after_credits), language),
  ];
}

function difference(amount: bigint, language: Language): string {
  const text = money(amount, language);
  return amount > 0n && !text.startsWith("<") ? `+${text}` : text;
}

function shift(moved: bigint, before: bigint, language: Language): string {
  if (before === 0n) return moved === 0n ? "—" : speaker(language)("costs:change.new");
  const text = share(moved, size(before), language);
  return moved > 0n && !text.startsWith("<") ? `+${text}` : text;
}

type Sides = { readonly now: bigint | null; readonly before: bigint | null };

/** Current, previous, difference, change and share of one group; unknown where a side is. */
function changeLine(
  names: readonly string[],
  { now, before }: Sides,
  whole: bigint,
  lang: Language,
) {
  const unknown = money(null, lang);
  const moved = now === null || before === null ? null : now - before;
  return [
    ...names,
    money(now, lang),
    money(before, lang),
    moved === null ? unknown : difference(moved, lang),
    moved === null || before === null ? unknown : shift(moved, before, lang),
    now === null ? "—" : share(now, whole, lang),
  ];
}

async function tableOf(page: Page, title: string) {
  const [, ...rows] = await cellsOf(widget(page, title).locator("table").first());
  return rows;
}

/** The nine groups that weigh most, in that order. */
function largest(rows: readonly Row[]): readonly string[] {
  const weights = new Map<string, bigint>();
  for (const row of rows) {
    const id = JSON.stringify(row.keys);
    weights.set(id, (weights.get(id) ?? 0n) + known(row.after_credits));
  }
  return [...weights]
    .sort(([, a], [, b]) => (size(a) < size(b) ? 1 : size(a) > size(b) ? -1 : 0))
    .slice(0, 9)
    .map(([id]) => id);
}

/** Every day or month of the period, as the command names its buckets. */
function bucketsOf({ from, to, granularity }: Question): readonly string[] {
  const found: string[] = [];
  for (const day = new Date(`${from}T00:00:00Z`); day < new Date(`${to}T00:00:00Z`); ) {
    found.push(day.toISOString().slice(0, 10));
    if (granularity === "day") day.setUTCDate(day.getUTCDate() + 1);
    else day.setUTCMonth(day.getUTCMonth() + 1);
  }
  return found;
}

function chartLines(question: Question, { rows }: Costs, lastDay: string, language: Language) {
  const kept = largest(rows);
  const hasOthers = new Set(rows.map(({ keys }) => JSON.stringify(keys))).size > kept.length;
  return bucketsOf(question).map((bucket) => {
    const inBucket = rows.filter((row) => row.bucket === bucket);
    if (bucket > lastDay)
      return [...kept, ...(hasOthers ? [""] : [])].map(() => money(null, language));
    const of = (id: string) => inBucket.find(({ keys }) => JSON.stringify(keys) === id);
    const rest = inBucket.filter(({ keys }) => !kept.includes(JSON.stringify(keys)));
    const others = hasOthers ? [sumOf(rest.map((row) => row.after_credits))] : [];
    return [...kept.map((id) => units(of(id)?.after_credits ?? "0")), ...others].map((amount) =>
      money(amount, language),
    );
  });
}

for (const language of languages) {
  test.describe(`In ${language}`, () => {
    test.use({ locale: language, viewport: { width: 1440, height: 900 } });
    const say = speaker(language);

    for (const question of questions) {
      test(`the totals, groups and chart of ${question.name} are the command's`, async ({
        page,
      }) => {
        await visit(page, addressOf(question));
        const words = wordsOf(question);
        const { rows, totals } = costs("company", ...words);
        const [whole] = totals;
        if (whole === undefined) throw new Error("the command has no total");
        const chart = page.locator(".ls-widget").first();
        expect(await factsOf(chart.locator("dl"))).toEqual({
          [say("costs:column.after-credits")]: money(units(whole.after_credits), language),
          [say("costs:column.gross")]: money(units(whole.gross), language),
          [say("costs:column.credits")]: money(units(whole.credits), language),
          [say("costs:column.refunds")]: money(units(whole.refunds), language),
        });
        const heads = [say("costs:total"), ...question.by.slice(1).map(() => "")];
        const expected = [
          groupLine(heads, whole, whole, language),
          ...rows
            .slice(0, 50)
            .map((row) => groupLine(namesOf(row.keys, say), row, whole, language)),
        ];
        expect(await tableOf(page, say("costs:groups.title"))).toEqual(expected);

        const answer = await page.request.get("/api/v1/overview?part=freshness");
        const { window } = (await answer.json()) as { window: { last_day: string } };
        const buckets = costs("company", ...words, "--granularity", question.granularity);
        await chart.getByRole("button", { name: say("chart.show-table") }).click();
        const [, ...lines] = await cellsOf(chart.getByRole("table"));
        expect(lines.map((cells) => cells.slice(1))).toEqual(
          chartLines(question, buckets, window.last_day, language),
        );
      });

      test(`${question.name} against the period before are the command's`, async ({ page }) => {
        await visit(page, addressOf(question, "&compare=previous"));
        const answer = comparison("company", ...wordsOf(question));
        const all = ({ rows }: Costs) =>
          rows.length === 0 ? null : sumOf(rows.map((row) => row.after_credits));
        const whole = { now: all(answer.current), before: all(answer.previous) };
        const heads = [say("costs:total"), ...question.by.slice(1).map(() => "")];
        const line = ({ keys, current, previous }: Moved) => {
          const sides = { now: units(current), before: units(previous) };
          return changeLine(namesOf(keys, say), sides, whole.now ?? 0n, language);
        };
        expect(await tableOf(page, say("costs:changes.title"))).toEqual([
          changeLine(heads, whole, whole.now ?? 0n, language),
          ...answer.changes.slice(0, 50).map(line),
        ]);
      });
    }
  });
}
