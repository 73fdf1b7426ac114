import { expect, it } from "vitest";
import { many, one, parseSearch, printSearch } from "./search-params";

it("keeps account ids as text and repeats lists", () => {
  const search = { account: ["111122223333", "444455556666"], group: "service", empty: "" };
  expect(printSearch(search)).toBe("?account=111122223333&account=444455556666&group=service");
  expect(parseSearch("?account=111122223333&account=444455556666&group=service")).toEqual({
    account: ["111122223333", "444455556666"],
    group: "service",
  });
});

it("reads one or many values of a parameter", () => {
  expect(one(["a", "b"])).toBe("a");
  expect(one(undefined)).toBeUndefined();
  expect(many("a")).toEqual(["a"]);
  expect(many(undefined)).toEqual([]);
});
