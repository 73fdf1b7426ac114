import { describe, expect, it } from "vitest";
import { dimensionGroups } from "./dimensions";
import { isPlaceholder, namesIn } from "./names";
import en from "./texts/en.json";
import pt from "./texts/pt-BR.json";

function namesOf(texts: Readonly<Record<string, string>>) {
  return namesIn((key, values = {}) => {
    const text = texts[key] ?? values.defaultValue ?? key;
    return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? "");
  });
}

describe.each([
  ["en", namesOf(en)],
  ["pt-BR", namesOf(pt)],
])("names in %s", (_, names) => {
  it("has a plain word for every dimension", () => {
    const all = dimensionGroups.flatMap(({ dimensions }): readonly string[] => dimensions);
    const words = all.map(names.ofDimension);
    expect(new Set(words).size).toBe(all.length);
    expect(words.filter((word) => all.includes(word))).toEqual([]);
    expect(names.ofDimension("tag:team")).toBe("Tag team");
  });

  it("never shows a special key as it is", () => {
    const special = ["(untagged)", "(unallocatable)", "(none)", "(unmapped) AmazonNew"];
    for (const value of special) {
      expect(names.ofValue("tag:team", value)).not.toContain(value);
      expect(names.ofValue("ResourceId", value)).not.toContain(value);
      expect(isPlaceholder(value)).toBe(true);
    }
    expect(names.ofValue("ServiceName", "(unmapped) AmazonNew")).toContain("AmazonNew");
  });

  it("leaves the reader's own words alone", () => {
    expect(names.ofValue("tag:team", "Usage")).toBe("Usage");
    expect(names.ofValue("ServiceName", "Amazon S3")).toBe("Amazon S3");
    expect(names.ofGroup({ ServiceName: "a", RegionId: "b" })).toBe("a · b");
  });
});

it("translates the words of FOCUS", () => {
  expect(namesOf(pt).ofValue("ChargeCategory", "Tax")).toBe("Imposto");
  expect(namesOf(pt).ofValue("ResourceId", "(none)")).toBe("sem recurso");
  expect(namesOf(pt).ofValue("ChargeCategory", "Novelty")).toBe("Novelty");
});
