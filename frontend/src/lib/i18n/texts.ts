import type { I18nProviderProps } from "@cloudscape-design/components/i18n";
import type { Language } from "./language";

type Texts = Readonly<Record<string, string>>;
type Load = () => Promise<Texts>;
export type LoadedTexts = {
  readonly namespaces: Readonly<Record<string, Texts>>;
  readonly cloudscape: readonly I18nProviderProps.Messages[];
};

const shared = import.meta.glob<Texts>("./*.json", { import: "default" });
const ofFeatures = import.meta.glob<Texts>("../../features/*/texts/*.json", { import: "default" });
const ofCloudscape = {
  "pt-BR": () => import("@cloudscape-design/components/i18n/messages/all.pt-BR"),
  en: () => import("@cloudscape-design/components/i18n/messages/all.en"),
} as const;

function filesOf(language: Language): [string, Load][] {
  const common: [string, Load][] = Object.entries(shared)
    .filter(([path]) => path.endsWith(`/${language}.json`))
    .map(([, load]) => ["common", load]);
  const features: [string, Load][] = Object.entries(ofFeatures)
    .filter(([path]) => path.endsWith(`/${language}.json`))
    .map(([path, load]) => [path.split("/").at(-3) ?? "", load]);
  return [...common, ...features];
}

/** Every text of one language: ours by namespace, and Cloudscape's own. */
export async function loadTexts(language: Language): Promise<LoadedTexts> {
  const [cloudscape, ...entries] = await Promise.all([
    ofCloudscape[language](),
    ...filesOf(language).map(async ([namespace, load]) => [namespace, await load()] as const),
  ]);
  return { namespaces: Object.fromEntries(entries), cloudscape: [cloudscape.default] };
}
