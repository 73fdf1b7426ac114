/** Exact arithmetic on decimal strings, as the API sends money. No float is involved. */
type Decimal = { readonly units: bigint; readonly scale: number };

const pattern = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

const powerOfTen = (exponent: number): bigint => 10n ** BigInt(exponent);

function parse(text: string): Decimal {
  const match = pattern.exec(text.trim());
  if (match === null) throw new RangeError(`Not a decimal: ${text}`);
  const [, sign, whole = "0", fraction = "", exponent = "0"] = match;
  const scale = fraction.length - Number(exponent);
  const magnitude = BigInt(whole + fraction) * (scale < 0 ? powerOfTen(-scale) : 1n);
  return { units: sign === "-" ? -magnitude : magnitude, scale: Math.max(scale, 0) };
}

function print({ units, scale }: Decimal): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  const sign = units < 0n ? "-" : "";
  return scale === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-scale)}`;
}

function align(a: Decimal, b: Decimal): { left: bigint; right: bigint; scale: number } {
  const scale = Math.max(a.scale, b.scale);
  return {
    left: a.units * powerOfTen(scale - a.scale),
    right: b.units * powerOfTen(scale - b.scale),
    scale,
  };
}

/** The exact sum; no addends make "0". */
export function addDecimals(...addends: readonly string[]): string {
  const total = addends.map(parse).reduce<Decimal>(
    (sum, addend) => {
      const { left, right, scale } = align(sum, addend);
      return { units: left + right, scale };
    },
    { units: 0n, scale: 0 },
  );
  return print(total);
}

/** `left − right`, exactly. */
export function subtractDecimals(left: string, right: string): string {
  const { units, scale } = parse(right);
  return addDecimals(left, print({ units: -units, scale }));
}

/** Negative, zero or positive, as a sort wants it. */
export function compareDecimals(a: string, b: string): number {
  const { left, right } = align(parse(a), parse(b));
  return left < right ? -1 : Number(left > right);
}

export function isZero(amount: string): boolean {
  return parse(amount).units === 0n;
}

/** `part ÷ whole` as a float for percentages and bar lengths; null when it has no meaning. */
export function ratio(part: string | null, whole: string | null): number | null {
  if (part === null || whole === null || isZero(whole)) return null;
  const { left, right } = align(parse(part), parse(whole));
  const precision = 1_000_000_000_000n;
  return Number((left * precision) / right) / Number(precision);
}

/** Rounds half to even, as the ledger does. */
export function roundDecimal(amount: string, digits: number): string {
  const { units, scale } = parse(amount);
  if (scale <= digits) return print({ units: units * powerOfTen(digits - scale), scale: digits });
  const divisor = powerOfTen(scale - digits);
  const magnitude = units < 0n ? -units : units;
  const floor = magnitude / divisor;
  const rest = (magnitude % divisor) * 2n;
  const up = rest > divisor || (rest === divisor && floor % 2n === 1n);
  const rounded = up ? floor + 1n : floor;
  return print({ units: units < 0n ? -rounded : rounded, scale: digits });
}

/** A float good enough to place a pixel, never to show or to sum. */
export function toPixelValue(amount: string): number {
  return Number(amount);
}
