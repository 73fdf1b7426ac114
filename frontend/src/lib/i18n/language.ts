import { recall } from "../storage";

export const languages = ["pt-BR", "en"] as const;
export type Language = (typeof languages)[number];

export function isLanguage(text: unknown): text is Language {
  return languages.some((language) => language === text);
}

/** The language of the address, else of the last visit, else of the browser. */
export function initialLanguage(search: string, browser: string): Language {
  const asked = new URLSearchParams(search).get("lang");
  if (isLanguage(asked)) return asked;
  const remembered = recall("lang");
  if (isLanguage(remembered)) return remembered;
  return browser.toLowerCase().startsWith("pt") ? "pt-BR" : "en";
}
