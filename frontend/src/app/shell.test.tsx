import { QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, RouterProvider } from "@tanstack/react-router";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { createQueryClient } from "../lib/api/client";
import { destinationsOf } from "./destinations";
import { features } from "./features";
import { createDashboardRouter } from "./router";

vi.stubGlobal("scrollTo", () => undefined);

function show(address = "/") {
  const router = createDashboardRouter(createMemoryHistory({ initialEntries: [address] }));
  render(
    <QueryClientProvider client={createQueryClient()}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return router;
}

it("gives every page its own path and letter", () => {
  const paths = features.map(({ path }) => path);
  const letters = features.map(({ shortcut }) => shortcut);
  expect(new Set(paths).size).toBe(paths.length);
  expect(new Set(letters).size).toBe(letters.length);
});

it("goes to a page with g and its letter, and opens the help with ?", async () => {
  show();
  await screen.findByRole("heading", { level: 1, name: "Overview" }, { timeout: 10_000 });
  await userEvent.keyboard("gc");
  await screen.findByRole("heading", { level: 1, name: "Cost explorer" });
  await userEvent.keyboard("?");
  expect(await screen.findByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
});

it("focuses the search with / and leaves letters alone while typing", async () => {
  const router = show();
  const search = await screen.findByRole("combobox", { name: "Go to a page" });
  await userEvent.keyboard("/");
  expect(search).toHaveFocus();
  await userEvent.keyboard("gs");
  expect(search).toHaveValue("gs");
  expect(router.state.location.pathname).toBe("/");
});

it("says so when there is no such page", async () => {
  show("/nowhere");
  await screen.findByRole("heading", { level: 1, name: "Page not found" });
});

it("speaks the other language and keeps it in the address", async () => {
  const router = show();
  const [button] = await screen.findAllByRole("button", { name: "Português (Brasil)" });
  if (button !== undefined) await userEvent.click(button);
  await screen.findByRole("heading", { level: 1, name: "Visão geral" });
  expect(document.documentElement.lang).toBe("pt-BR");
  await waitFor(() => {
    expect(router.state.location.href).toContain("lang=pt-BR");
  });
});

it("finds pages without accents and offers pages that can search", () => {
  const t = (key: string) => ({ "overview:title": "Visão geral" })[key] ?? key;
  const [overview, ...others] = features;
  if (overview === undefined) throw new Error("no pages");
  expect(destinationsOf("visao", [overview], t).map(({ path }) => path)).toEqual(["/"]);
  const searching = others.map((feature) => ({ ...feature, searchParam: "q" }));
  expect(destinationsOf(" ec2 ", searching, t)[0]?.search).toEqual({ q: "ec2" });
});
