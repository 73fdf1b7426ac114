import createWrapper from "@cloudscape-design/components/test-utils/dom";
import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { byDecimal, byText, type DataColumn } from "./columns";
import { DataTable } from "./DataTable";

type Row = { readonly id: string; readonly amount: string | null };
const rows: readonly Row[] = [
  { id: "b", amount: "9.5" },
  { id: "a", amount: "10" },
  { id: "c", amount: null },
];
const columns: readonly DataColumn<Row>[] = [
  { id: "id", header: "Service", cell: (row) => row.id, compare: byText((row) => row.id) },
  {
    id: "amount",
    header: "Cost",
    cell: (row) => row.amount ?? "unknown",
    compare: byDecimal((row) => row.amount),
    figures: true,
  },
];

it("sorts figures by value and the unknown last", () => {
  const sorted = [...rows].sort(byDecimal((row) => row.amount)).map((row) => row.id);
  expect(sorted).toEqual(["b", "a", "c"]);
});

it("shows its rows in the order asked for", async () => {
  const { container } = render(
    <DataTable
      id="test"
      label="Services"
      rows={rows}
      columns={columns}
      rowId={(row) => row.id}
      initialSort={{ columnId: "id" }}
    />,
  );
  await screen.findByRole("grid", { name: "Services" }, { timeout: 20_000 });
  const table = createWrapper(container).findTable();
  const names = table?.findRows().map((row) => row.getElement().textContent);
  expect(names).toEqual(["a10", "b9.5", "cunknown"]);
}, 30_000);
