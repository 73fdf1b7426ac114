import { type ReactNode, useMemo, useState } from "react";
import { formatDay, formatInstant, formatMonth } from "../../lib/dates";
import { type Language, useText } from "../../lib/i18n";
import { Costs, NameCell, TagCount, Word } from "./cells";
import type { Resource } from "./queries";

export type Column = {
  readonly id: string;
  readonly header: string;
  readonly width: number;
  readonly figures?: boolean;
  readonly cell: (row: Resource) => ReactNode;
};

type Open = (resource: Resource) => void;

/** "aws:ec2:instance" without its first part, which every type has. */
export function typeName(type: string): string {
  return type.replace(/^aws:/, "");
}

function whatColumns(onOpen: Open, t: (key: string) => string): readonly Column[] {
  const word = (id: string, width: number, of: (row: Resource) => string | null): Column => ({
    id,
    header: t(`column.${id}`),
    width,
    cell: (row) => <Word text={of(row)} />,
  });
  return [
    {
      id: "name",
      header: t("column.resource"),
      width: 250,
      cell: (row) => <NameCell resource={row} onOpen={onOpen} />,
    },
    word("type", 190, (row) => typeName(row.resource_type)),
    word("account", 150, (row) => row.account),
    word("region", 125, (row) => row.region),
    word("state", 150, (row) => row.state),
    word("class", 185, (row) => row.instance_class),
    {
      id: "tags",
      header: t("column.tags"),
      width: 150,
      figures: true,
      cell: (row) => <TagCount tags={row.tags} />,
    },
  ];
}

function whenColumns(lang: Language, t: (key: string) => string): readonly Column[] {
  return [
    {
      id: "created",
      header: t("column.created"),
      width: 150,
      cell: ({ created }) => (created === null ? <Word text={null} /> : formatDay(created, lang)),
    },
    {
      id: "first-seen",
      header: t("column.first-seen"),
      width: 190,
      cell: (row) => formatInstant(row.first_seen, lang),
    },
    {
      id: "last-seen",
      header: t("column.last-seen"),
      width: 190,
      cell: (row) => formatInstant(row.last_seen, lang),
    },
  ];
}

/** The columns of the table; the cost is that of the month. */
export function useColumns(month: string | null, onOpen: Open): readonly Column[] {
  const { t, lang } = useText("resources");
  const [narrow] = useState(() => matchMedia("(max-width: 560px)").matches);
  return useMemo(() => {
    const header =
      month === null ? t("column.cost") : t("column.cost-of", { month: formatMonth(month, lang) });
    const cost: Column = {
      id: "cost",
      header,
      width: narrow ? 130 : 160,
      figures: true,
      cell: ({ costs }) => <Costs costs={costs} />,
    };
    const [name, ...others] = whatColumns(onOpen, t);
    if (name === undefined) return [cost];
    // A phone shows little more than two columns: the second is what it costs.
    const first = narrow ? { ...name, width: 170 } : name;
    return [first, cost, ...others, ...whenColumns(lang, t)];
  }, [month, onOpen, narrow, t, lang]);
}
