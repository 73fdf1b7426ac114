import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { ExportLinks } from "./ExportLinks";

it("links to the whole table in the reader's language, as it was asked for", () => {
  const params = { by: ["InvoiceId", "BillingAccountId"], metric: "billed" };
  render(<ExportLinks path="/api/v1/costs" params={params} label="Export the invoices" />);
  expect(screen.getByRole("link", { name: "Export the invoices: CSV" })).toHaveAttribute(
    "href",
    "/api/v1/costs.csv?lang=en&by=InvoiceId&by=BillingAccountId&metric=billed",
  );
  expect(screen.getByRole("link", { name: "Export the invoices: XLSX" })).toHaveAttribute(
    "download",
  );
});
