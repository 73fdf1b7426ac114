import type { I18nProviderProps } from "@cloudscape-design/components/i18n";
import i18next from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import { remember } from "../storage";
import { initialLanguage, isLanguage, type Language } from "./language";
import { loadTexts } from "./texts";

export { isLanguage, type Language, languages } from "./language";

const cloudscapeMessages = new Map<Language, readonly I18nProviderProps.Messages[]>();

async function bring(language: Language): Promise<void> {
  if (cloudscapeMessages.has(language)) return;
  const { namespaces, cloudscape } = await loadTexts(language);
  for (const [namespace, texts] of Object.entries(namespaces)) {
    i18next.addResourceBundle(language, namespace, texts);
  }
  cloudscapeMessages.set(language, cloudscape);
}

/** Starts in the language of the address, of the last visit or of the browser. */
export async function startI18n(language = initialLanguage(location.search, navigator.language)) {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: {},
    defaultNS: "common",
    fallbackNS: "common",
    keySeparator: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  await bring(language);
  document.documentElement.lang = language;
}

/** Loads the language if needed, shows it and remembers it. */
export async function changeLanguage(language: Language): Promise<void> {
  await bring(language);
  remember("lang", language);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}

export function currentLanguage(): Language {
  return isLanguage(i18next.language) ? i18next.language : "pt-BR";
}

/** Translates outside of a component. */
export function text(key: string): string {
  return i18next.t(key);
}

/** `t` for one namespace (the feature's id; texts shared by all need none) and the language. */
export function useText(namespace = "common") {
  const { t, i18n } = useTranslation(namespace);
  return { t, lang: isLanguage(i18n.language) ? i18n.language : ("pt-BR" as Language) };
}

/** Cloudscape's own messages in the current language. */
export function useCloudscapeMessages(): readonly I18nProviderProps.Messages[] {
  const { lang } = useText();
  return cloudscapeMessages.get(lang) ?? [];
}
