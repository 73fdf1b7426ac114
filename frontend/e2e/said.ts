import { readFileSync } from "node:fs";

export const languages = ["pt-BR", "en"] as const;
export type Language = (typeof languages)[number];

/** The dashboard's words: "costs:export", or a key of the texts that all pages share. */
export type Say = (key: string, facts?: Readonly<Record<string, string | number>>) => string;

const source = new URL("../src/", import.meta.url);

function textsOf(namespace: string, language: Language): Record<string, string> {
  const place = namespace === "common" ? "lib/i18n" : `features/${namespace}/texts`;
  const file = new URL(`${place}/${language}.json`, source);
  return JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
}

/** What the dashboard says in a language; a key that has no words is an error. */
export function speaker(language: Language): Say {
  const known = new Map<string, Record<string, string>>();
  return (key, facts = {}) => {
    const [namespace, name] = key.includes(":") ? key.split(":") : ["common", key];
    const texts = known.get(namespace ?? "") ?? textsOf(namespace ?? "", language);
    known.set(namespace ?? "", texts);
    const said = texts[name ?? ""];
    if (said === undefined) throw new Error(`nothing is said for ${key} in ${language}`);
    return said.replaceAll(/\{\{(\w+)\}\}/g, (_, fact: string) => String(facts[fact] ?? ""));
  };
}

/** The pages, by the id of their texts. */
export const pages = [
  { id: "overview", path: "/", letter: "o" },
  { id: "costs", path: "/costs", letter: "c" },
  { id: "reconciliation", path: "/reconciliation", letter: "r" },
  { id: "sources", path: "/sources", letter: "s" },
  { id: "resources", path: "/resources", letter: "i" },
  { id: "regions", path: "/regions", letter: "m" },
  { id: "coverage", path: "/coverage", letter: "v" },
  { id: "recommendations", path: "/recommendations", letter: "e" },
  { id: "monitoring", path: "/monitoring", letter: "u" },
] as const;
