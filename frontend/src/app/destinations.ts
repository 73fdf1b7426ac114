import type { Feature } from "../lib/feature";

export type Destination = {
  readonly key: string;
  readonly label: string;
  readonly path: string;
  readonly search: Readonly<Record<string, string>>;
};

const plain = (text: string) =>
  text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();

/** Where the search box can go: pages whose title matches, then pages that search for the text. */
export function destinationsOf(
  query: string,
  features: readonly Feature[],
  t: (key: string, values?: Record<string, string>) => string,
): readonly Destination[] {
  const wanted = plain(query.trim());
  const pages = features
    .filter((feature) => plain(t(feature.titleKey)).includes(wanted))
    .map(({ id, titleKey, path }) => ({ key: id, label: t(titleKey), path, search: {} }));
  if (wanted === "") return pages;
  const searches = features.flatMap(({ id, titleKey, path, searchParam }) =>
    searchParam === undefined
      ? []
      : [
          {
            key: `${id}?`,
            label: t("search.inside", { query: query.trim(), page: t(titleKey) }),
            path,
            search: { [searchParam]: query.trim() },
          },
        ],
  );
  return [...pages, ...searches];
}
