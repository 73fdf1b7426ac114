import { render, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { Costs, NameCell, TagCount } from "./cells";
import { tallies } from "./counts";
import type { Resource } from "./queries";

const resource = { id: "i-1", name: "web", is_seen: false } as Resource;

it("calls an unknown cost and unread tags unknown, and no tags none", () => {
  const { container, rerender } = render(<Costs costs={null} />);
  expect(container).toHaveTextContent(/^unknown$/);
  rerender(<Costs costs={[{ currency: "USD", amount: null }]} />);
  expect(container).toHaveTextContent(/^unknown$/);
  rerender(<TagCount tags={null} />);
  expect(container).toHaveTextContent(/^unknown$/);
  rerender(<TagCount tags={{}} />);
  expect(container).toHaveTextContent(/^0$/);
});

it("marks what the last scan did not see", () => {
  const { rerender } = render(<NameCell resource={resource} onOpen={vi.fn()} />);
  expect(screen.getByText("Not seen again")).toBeVisible();
  rerender(<NameCell resource={{ ...resource, is_seen: true }} onOpen={vi.fn()} />);
  expect(screen.queryByText("Not seen again")).toBeNull();
});

it("counts by service, most first", () => {
  const at = (service: string, resources: number) => ({
    account: "1",
    region: "x",
    service,
    resources,
  });
  expect(tallies([at("s3", 1), at("ec2", 2), at("s3", 4)], "service")).toEqual([
    { value: "s3", resources: 5 },
    { value: "ec2", resources: 2 },
  ]);
});
