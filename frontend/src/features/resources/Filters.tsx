import PropertyFilter from "@cloudscape-design/components/property-filter";
import { useMemo } from "react";
import { useText } from "../../lib/i18n";
import { tallies } from "./counts";
import { type Resource, useEverything, useTagColumns } from "./queries";
import { tokensOf, whereOf } from "./tokens";
import { canSay, columns, parseWhere, tagKeyOf, tagStates } from "./where";

type Props = {
  readonly where: readonly string[];
  readonly shown: readonly Resource[];
  readonly onChange: (where: readonly string[]) => void;
};

type Option = { readonly propertyKey: string; readonly value: string; readonly label?: string };

function useWords() {
  const { t } = useText("resources");
  return useMemo(
    () => ({
      column: (column: string) => {
        const key = tagKeyOf(column);
        return key === null ? t(`column.${column}`) : t("column.tag", { key });
      },
      value: (value: string) => {
        if (value === "(untagged)") return t("tag.untagged");
        return value === "(unknown)" ? t("tag.unread") : value;
      },
    }),
    [t],
  );
}

function useProperties(where: readonly string[], tags: readonly string[]) {
  const { t } = useText("resources");
  const words = useWords();
  return useMemo(() => {
    const asked = where.flatMap((text) => parseWhere(text)?.column ?? []);
    return [...new Set([...columns, ...tags, ...asked])].map((key) => ({
      key,
      propertyLabel: words.column(key),
      groupValuesLabel: t("filter.values", { name: words.column(key) }),
      operators: [
        ...(["=", "!="] as const).map((operator) => ({
          operator,
          tokenType: "enum" as const,
          format: (value: unknown) =>
            (Array.isArray(value) ? value : [value])
              .map((one) => words.value(String(one)))
              .join(", "),
        })),
        { operator: ":" as const, format: (value: unknown) => String(value) },
      ],
    }));
  }, [where, tags, words, t]);
}

function valuesOf(resource: Resource): readonly Option[] {
  const { resource_type: type, id, name, state, instance_class: kind, tags } = resource;
  const fields = { type, id, name, state, class: kind };
  const named = Object.entries(fields).map(([column, value]) => [column, value ?? ""] as const);
  const tagged = Object.entries(tags ?? {}).map(([key, value]) => [`tag:${key}`, value] as const);
  return [...named, ...tagged].map(([propertyKey, value]) => ({ propertyKey, value }));
}

/** Every account, region and service there is; of the other columns, the values on screen. */
function useOptions(shown: readonly Resource[], tags: readonly string[]): readonly Option[] {
  const counts = useEverything().data?.counts;
  const words = useWords();
  return useMemo(() => {
    const places = (["account", "region", "service"] as const).flatMap((propertyKey) =>
      tallies(counts ?? [], propertyKey).map(({ value }) => ({ propertyKey, value })),
    );
    const states = tags.flatMap((propertyKey) =>
      tagStates.map((value) => ({ propertyKey, value, label: words.value(value) })),
    );
    const found = [...places, ...shown.flatMap(valuesOf), ...states].filter((one) =>
      canSay(one.propertyKey, one.value),
    );
    return [...new Map(found.map((one) => [`${one.propertyKey} ${one.value}`, one])).values()];
  }, [counts, shown, tags, words]);
}

/** The filters as tokens. All of them hold at once; a token holds for any of its values. */
export default function Filters({ where, shown, onChange }: Props) {
  const { t } = useText("resources");
  const billed = useTagColumns();
  const tags = useMemo(() => {
    const seen = shown.flatMap(({ tags: own }) =>
      Object.keys(own ?? {}).map((key) => `tag:${key}`),
    );
    return [...new Set([...billed, ...seen])].sort();
  }, [billed, shown]);
  const properties = useProperties(where, tags);
  const options = useOptions(shown, tags);
  return (
    <PropertyFilter
      query={{ operation: "and", tokens: tokensOf(where) }}
      filteringProperties={properties}
      filteringOptions={options}
      disableFreeTextFiltering
      hideOperations
      filteringPlaceholder={t("filter.placeholder")}
      filteringAriaLabel={t("filter")}
      filteringEmpty={t("filter.empty")}
      {...(where.length > 1 && { filteringConstraintText: t("filter.all") })}
      onChange={({ detail }) => {
        onChange(whereOf(detail.tokens));
      }}
    />
  );
}
