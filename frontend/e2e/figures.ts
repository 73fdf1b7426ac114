import type { Locator } from "@playwright/test";
import type { Amount } from "./command";
import type { Language } from "./said";

// Written apart from the dashboard's own arithmetic: what is on screen is compared with this.

const decimals = 24;
const one = 10n ** BigInt(decimals);

/** A decimal string in units of 10^-24. */
export function unitsOf(amount: string): bigint {
  const [whole = "0", fraction = ""] = amount.replace(/^-/, "").split(".");
  const units = BigInt(whole) * one + BigInt(fraction.padEnd(decimals, "0"));
  return amount.startsWith("-") ? -units : units;
}

/** The exact sum; unknown when one addend is. */
export function sumOf(amounts: readonly Amount[]): bigint | null {
  const known = amounts.filter((amount) => amount !== null);
  return known.length < amounts.length
    ? null
    : known.reduce((sum, amount) => sum + unitsOf(amount), 0n);
}

const size = (units: bigint) => (units < 0n ? -units : units);

function half(units: bigint, divisor: bigint, tiesToEven: boolean): bigint {
  const [floor, rest] = [units / divisor, (units % divisor) * 2n];
  const up = rest > divisor || (rest === divisor && (!tiesToEven || floor % 2n === 1n));
  return up ? floor + 1n : floor;
}

function digits(hundredths: bigint, places: number, language: Language): string {
  const text = hundredths.toString().padStart(places + 1, "0");
  const [thousands, point] = language === "en" ? [",", "."] : [".", ","];
  const whole = text.slice(0, text.length - places).replaceAll(/\B(?=(\d{3})+$)/g, thousands);
  return places === 0 ? whole : `${whole}${point}${text.slice(-places)}`;
}

/** Dollars with two decimals, rounded half to even; what would read as a false zero says so. */
export function money(amount: bigint | null, language: Language): string {
  if (amount === null) return language === "en" ? "unknown" : "desconhecido";
  const sign = language === "en" ? "$" : "US$ ";
  const cents = half(size(amount), one / 100n, true);
  if (cents === 0n && amount !== 0n) {
    return amount > 0n
      ? `< ${sign}${digits(1n, 2, language)}`
      : `> -${sign}${digits(1n, 2, language)}`;
  }
  return `${amount < 0n ? "-" : ""}${sign}${digits(cents, 2, language)}`;
}

/** The size of part ÷ whole with at most one decimal, as "12,5%". */
export function percent(part: bigint, whole: bigint, language: Language): string {
  const permille = half(size(part) * 1000n, size(whole), false);
  const places = permille % 10n === 0n ? 0 : 1;
  return `${digits(places === 0 ? permille / 10n : permille, places, language)}%`;
}

/** Whether part ÷ whole is too small for one decimal, but not nothing. */
export function isTinyShare(part: bigint, whole: bigint): boolean {
  return part !== 0n && size(part) * 2000n < size(whole);
}

/** Text as it reads: no-break spaces are spaces. */
export const plain = (text: string) => text.replaceAll(/\s+/g, " ").trim();

/** All cells of a table that are on screen, row by row. */
export async function cellsOf(table: Locator): Promise<readonly (readonly string[])[]> {
  const rows = await table.evaluate((element) =>
    [...element.querySelectorAll("tr")].map((row) =>
      [...row.cells].map((cell) => cell.textContent ?? ""),
    ),
  );
  return rows.map((cells) => cells.map(plain));
}

/** The pairs of a description list. */
export async function factsOf(list: Locator): Promise<Readonly<Record<string, string>>> {
  await list.locator("dt").first().waitFor();
  const pairs = await list
    .locator("div")
    .evaluateAll((rows) =>
      rows.map((row) => [
        row.querySelector("dt")?.textContent ?? "",
        row.querySelector("dd")?.textContent ?? "",
      ]),
    );
  return Object.fromEntries(pairs.map(([name = "", value = ""]) => [name, plain(value)]));
}
