import { Badge } from "../../components/Badge";
import { Money } from "../../components/Money";
import { PageLink } from "../../components/PageLink";
import { Unknown } from "../../components/Unknown";
import { useText } from "../../lib/i18n";
import { formatCount } from "../../lib/numbers";
import type { Place, Remark } from "./facts";
import { explorerOf, resourcesOf } from "./links";
import type { RegionsAnswer } from "./use-regions";

type Props = {
  readonly place: Place;
  readonly region: string;
  readonly account?: string;
};

/** A region as AWS calls it; what no region is said of has words. */
export function RegionName({ region }: { readonly region: string }) {
  const { t } = useText("regions");
  if (region === "" || region === "(none)") return <em>{t("region.none")}</em>;
  return <span translate="no">{region}</span>;
}

/** The spend, which leads to the explorer. */
export function Spend({ place, region, account, days }: Props & Pick<RegionsAnswer, "days">) {
  const { t } = useText("regions");
  if (place.spend === null) return <Unknown reason={t("spend.unknown")} />;
  if (place.spend.length === 0) return <span className="rg-soft">{t("spend.none")}</span>;
  return (
    <PageLink to="/costs" search={explorerOf(days, region, account)}>
      {place.spend.map(({ currency, amount }) => (
        <span key={currency} className="rg-amount">
          <Money amount={amount} currency={currency} />
        </span>
      ))}
    </PageLink>
  );
}

/** The number of resources, which leads to their list. "≥": not all that was asked has an answer. */
export function Found({ place: { resources, isWhole }, region, account }: Props) {
  const { t, lang } = useText("regions");
  if (resources === null) return <Unknown reason={t("found.unknown")} />;
  const figure = { count: resources, number: formatCount(resources, lang) };
  const words = t(isWhole ? "found.whole" : "found.at-least", figure);
  if (resources === 0) {
    return (
      <span className="rg-soft" {...(!isWhole && { title: t("found.partly") })}>
        {isWhole ? words : t("found.none-seen")}
      </span>
    );
  }
  return (
    <PageLink to="/resources" search={resourcesOf(region, account)}>
      {words}
    </PageLink>
  );
}

/** Spend without resources, or resources without spend. */
export function RemarkBadge({ remark }: { readonly remark: Remark }) {
  const { t } = useText("regions");
  return (
    <Badge tone={remark === "resources-only" ? "slate" : "amber"} title={t(`why.${remark}`)}>
      {t(`remark.${remark}`)}
    </Badge>
  );
}
