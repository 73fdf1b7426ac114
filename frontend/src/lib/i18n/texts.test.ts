import { describe, expect, it } from "vitest";
import { initialLanguage, languages } from "./language";

type Texts = Readonly<Record<string, string>>;
const shared = import.meta.glob<Texts>("./*.json", { import: "default", eager: true });
const ofFeatures = import.meta.glob<Texts>("../../features/*/texts/*.json", {
  import: "default",
  eager: true,
});
const sources = import.meta.glob<string>("../../**/*.{ts,tsx}", {
  query: "?raw",
  import: "default",
  eager: true,
});

const files = { ...shared, ...ofFeatures };
const folders = [...new Set(Object.keys(files).map((path) => path.replace(/[^/]*$/, "")))];
const plural = /_(zero|one|two|few|many|other)$/;
const code = Object.entries(sources)
  .filter(([path]) => !path.includes(".test."))
  .map(([, source]) => source)
  .join("\n");

const textsOf = (folder: string, language: string) => files[`${folder}${language}.json`] ?? {};
const stems = (texts: Texts) =>
  [...new Set(Object.keys(texts).map((key) => key.replace(plural, "")))].sort();

/** Written whole, or made of a written start or end and a part known at run time. */
function isWritten(name: string): boolean {
  const cuts = [...name.matchAll(/[.:-]/g)].map(({ index }) => index);
  return (
    code.includes(`"${name}"`) ||
    cuts.some((cut) => code.includes(`\`${name.slice(0, cut + 1)}\${`)) ||
    cuts.some(
      (cut) => code.includes(`"${name.slice(0, cut)}"`) && code.includes(`}${name.slice(cut)}\``),
    )
  );
}

function isUsed(folder: string, stem: string): boolean {
  const namespace = folder.split("/").at(-3) ?? "";
  return isWritten(stem) || (folder !== "./" && isWritten(`${namespace}:${stem}`));
}

describe.each(folders)("texts of %s", (folder) => {
  it("say the same things in both languages", () => {
    expect(stems(textsOf(folder, "en"))).toEqual(stems(textsOf(folder, "pt-BR")));
  });

  it.each(languages)("have every plural form and no empty text in %s", (language) => {
    const texts = textsOf(folder, language);
    expect(Object.entries(texts).filter(([, text]) => text.trim() === "")).toEqual([]);
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const counted = Object.keys(texts).filter((key) => plural.test(key));
    const wanted = counted.flatMap((key) =>
      forms.map((form) => `${key.replace(plural, "")}_${form}`),
    );
    expect([...counted].sort()).toEqual([...new Set(wanted)].sort());
  });

  it("are sorted and all used", () => {
    const keys = Object.keys(textsOf(folder, "en"));
    expect(keys).toEqual([...keys].sort());
    expect(stems(textsOf(folder, "en")).filter((stem) => !isUsed(folder, stem))).toEqual([]);
  });
});

describe("the first language", () => {
  it("is that of the address, else of the browser", () => {
    expect(initialLanguage("?lang=en", "pt-BR")).toBe("en");
    expect(initialLanguage("?lang=xx", "pt-PT")).toBe("pt-BR");
    expect(initialLanguage("", "de")).toBe("en");
  });
});
