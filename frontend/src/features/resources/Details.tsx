import Modal from "@cloudscape-design/components/modal";
import type { ReactNode } from "react";
import { CopyCommand } from "../../components/CopyCommand";
import { PageLink } from "../../components/PageLink";
import { TableBox } from "../../components/TableBox";
import { Unknown } from "../../components/Unknown";
import { formatInstant, formatMonth } from "../../lib/dates";
import { useText } from "../../lib/i18n";
import { Costs, NotSeen, Word } from "./cells";
import { explorerOf } from "./explorer";
import type { Resource } from "./queries";

type Props = {
  readonly resource: Resource;
  readonly month: string | null;
  readonly onClose: () => void;
};

function Tags({ tags }: { readonly tags: Resource["tags"] }) {
  const { t } = useText("resources");
  if (tags === null) return <p className="re-soft">{t("tags.unknown")}</p>;
  const pairs = Object.entries(tags).sort(([a], [b]) => a.localeCompare(b));
  if (pairs.length === 0) return <p className="re-soft">{t("tags.none")}</p>;
  return (
    <TableBox label={t("details.tags")}>
      <thead>
        <tr>
          <th scope="col">{t("tags.key")}</th>
          <th scope="col">{t("tags.value")}</th>
        </tr>
      </thead>
      <tbody>
        {pairs.map(([key, value]) => (
          <tr key={key} translate="no">
            <th scope="row">{key}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}

function useFields({ resource, month }: Omit<Props, "onClose">) {
  const { t, lang } = useText("resources");
  const instant = (at: string | null) => (at === null ? <Unknown /> : formatInstant(at, lang));
  const name = month === null ? "" : formatMonth(month, lang);
  const fields: readonly (readonly [string, ReactNode])[] = [
    [t("column.service"), <Word key="service" text={resource.service} />],
    [t("column.type"), <Word key="type" text={resource.resource_type} />],
    [t("column.id"), <Word key="id" text={resource.id} />],
    [t("column.account"), <Word key="account" text={resource.account} />],
    [t("column.region"), <Word key="region" text={resource.region} />],
    [t("column.state"), <Word key="state" text={resource.state} />],
    [t("column.class"), <Word key="class" text={resource.instance_class} />],
    [t("column.size"), <Word key="size" text={resource.size} />],
    [t("column.created"), instant(resource.created)],
    [t("column.first-seen"), instant(resource.first_seen)],
    [t("column.last-seen"), instant(resource.last_seen)],
    [
      month === null ? t("column.cost") : t("column.cost-of", { month: name }),
      <Costs key="costs" costs={resource.costs} />,
    ],
  ];
  return fields;
}

/** Everything known of one resource. */
export default function Details({ resource, month, onClose }: Props) {
  const { t } = useText("resources");
  const fields = useFields({ resource, month });
  return (
    <Modal visible size="large" header={resource.name ?? resource.id} onDismiss={onClose}>
      <div className="re-details">
        {!resource.is_seen && (
          <p>
            <NotSeen /> {t("not-seen.why")}
          </p>
        )}
        <dl className="re-fields">
          {fields.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <h3>{t("details.arn")}</h3>
        {resource.arn === null ? <Unknown /> : <CopyCommand command={resource.arn} />}
        <h3>{t("details.tags")}</h3>
        <Tags tags={resource.tags} />
        <p>
          <PageLink to="/costs" search={explorerOf(resource, month)}>
            {t("details.explorer")}
          </PageLink>
        </p>
      </div>
    </Modal>
  );
}
