import { expect, it } from "vitest";
import { type Changed, undoing } from "./decide";

const today = "2026-11-23";
const snoozed = (until: string) => ({
  decision: "snooze",
  reason: null,
  until,
  decided_at: "2026-11-01T00:00:00+00:00",
});
const changed = (id: string, before: Changed["before"]): Changed => ({ id, now: null, before });

it("brings back what held before, together what was the same", () => {
  const until = "2026-12-01";
  const changes = [
    changed("a", null),
    changed("b", snoozed(until)),
    changed("c", null),
    changed("d", snoozed(until)),
  ];
  expect(undoing(changes, today)).toEqual([
    { recommendations: ["a", "c"], decision: "none", reason: null, until: null },
    { recommendations: ["b", "d"], decision: "snooze", reason: null, until },
  ]);
});

it("takes back what can no longer be decided, because its day has come", () => {
  const [order] = undoing([changed("a", snoozed(today))], today);
  expect(order?.decision).toBe("none");
});
