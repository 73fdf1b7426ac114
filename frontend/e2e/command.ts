import { execFileSync } from "node:child_process";
import { python, root } from "./ledgers";
import { environmentOf, type Ledger } from "./served";

export type Amount = string | null;
export type Row = {
  readonly bucket: string | null;
  readonly keys: Readonly<Record<string, string>>;
  readonly currency: string;
  readonly gross: Amount;
  readonly credits: Amount;
  readonly refunds: Amount;
  readonly after_credits: Amount;
};
export type Costs = {
  readonly question: { readonly start: string; readonly end: string };
  readonly rows: readonly Row[];
  readonly totals: readonly Row[];
};
export type Moved = {
  readonly keys: Readonly<Record<string, string>>;
  readonly currency: string;
  readonly previous: Amount;
  readonly current: Amount;
  readonly difference: Amount;
};
export type Comparison = {
  readonly current: Costs;
  readonly previous: Costs;
  readonly changes: readonly Moved[];
};
export type Sources = {
  readonly deliveries: readonly {
    readonly billing_period: string;
    readonly lines: number;
    readonly estimated_lines: number;
    readonly is_current: boolean;
  }[];
};

const mebibyte = 1_048_576;

/** What `finops` prints about a ledger: the same question asked without server and browser. */
export function finops(ledger: Ledger, words: readonly string[], language = "en"): string {
  return execFileSync(python, ["-m", "finops_aws", "--lang", language, ...words], {
    cwd: root,
    env: environmentOf(ledger),
    encoding: "utf8",
    maxBuffer: 64 * mebibyte,
  });
}

/** `finops costs`, as JSON. */
export function costs(ledger: Ledger, ...words: readonly string[]): Costs {
  return JSON.parse(finops(ledger, ["costs", "--format", "json", ...words])) as Costs;
}

/** `finops costs --compare previous`, as JSON. */
export function comparison(ledger: Ledger, ...words: readonly string[]): Comparison {
  const asked = ["costs", "--format", "json", "--compare", "previous", ...words];
  return JSON.parse(finops(ledger, asked)) as Comparison;
}

export function sources(ledger: Ledger): Sources {
  return JSON.parse(finops(ledger, ["sources", "--format", "json"])) as Sources;
}

const readSheet = `
import sys, zipfile
from xml.etree import ElementTree
name = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
book = zipfile.ZipFile(sys.argv[1])
shared = []
if "xl/sharedStrings.xml" in book.namelist():
    strings = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
    shared = ["".join(text.itertext()) for text in strings.iter(name + "si")]
sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
for row in sheet.iter(name + "row"):
    cells = []
    for cell in row.iter(name + "c"):
        text = "".join(cell.itertext())
        cells.append(shared[int(text)] if cell.get("t") == "s" else text)
    print("\\t".join(cells))
`;

/** The rows of a workbook's first sheet. */
export function sheetRows(file: string): readonly (readonly string[])[] {
  const said = execFileSync(python, ["-c", readSheet, file], { encoding: "utf8" });
  return said
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t"));
}
