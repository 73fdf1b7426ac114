import type { ReactNode } from "react";
import { Quantity } from "../../components/Quantity";
import { Unknown } from "../../components/Unknown";
import { formatInstant } from "../../lib/dates";
import { useText } from "../../lib/i18n";
import { formatCount } from "../../lib/numbers";
import type { Series } from "./queries";

function Word({ text }: { readonly text: string | null }) {
  return text === null ? <Unknown /> : <span translate="no">{text}</span>;
}

/** What is known of a series and of its resource. */
export function Fields({ series }: { readonly series: Series }) {
  const { t, lang } = useText("monitoring");
  const figure = (id: "mean" | "p95" | "largest" | "smallest") =>
    [t(`column.${id}`), <Quantity key={id} amount={series[id]} unit={series.unit} />] as const;
  const fields: readonly (readonly [string, ReactNode])[] = [
    [t("column.service"), <Word key="service" text={series.service} />],
    [t("field.type"), <Word key="type" text={series.resource_type} />],
    [t("field.id"), <Word key="id" text={series.id} />],
    [t("column.account"), <Word key="account" text={series.account} />],
    [t("column.region"), <Word key="region" text={series.region} />],
    [t("field.unit"), <Word key="unit" text={series.unit} />],
    figure("mean"),
    figure("p95"),
    figure("largest"),
    figure("smallest"),
    [t("field.hours"), formatCount(series.hours, lang)],
    [t("field.last-hour"), formatInstant(series.last_hour, lang)],
  ];
  return (
    <dl className="mo-fields">
      {fields.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
