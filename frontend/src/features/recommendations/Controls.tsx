import SegmentedControl from "@cloudscape-design/components/segmented-control";
import { lazy, Suspense } from "react";
import { SearchText } from "../../components/SearchText";
import { usePageSearch } from "../../lib/feature";
import { useText } from "../../lib/i18n";
import { formatCount } from "../../lib/numbers";
import { isShow, propertiesOf, type Show, shows, usualShow } from "./choices";
import { feature } from "./feature";
import { type Plan, useSavings } from "./queries";

const Filters = lazy(() => import("./Filters"));

function useCounts(plan: Plan | undefined): Readonly<Record<Show, number | undefined>> {
  const { data } = useSavings();
  return {
    todo: plan?.recommendations.length,
    aside: plan?.set_aside.length,
    rejected: plan?.rejected.length,
    aws: plan?.advised.length,
    realized: data?.decisions.length,
  };
}

type Props = { readonly plan: Plan | undefined; readonly show: Show };

function ShowChoice({ plan, show }: Props) {
  const { t, lang } = useText("recommendations");
  const [, change] = usePageSearch(feature);
  const counts = useCounts(plan);
  const nameOf = (one: Show) => {
    const count = counts[one];
    return count === undefined
      ? t(`show.${one}`)
      : `${t(`show.${one}`)} (${formatCount(count, lang)})`;
  };
  return (
    <div className="rc-ask__show">
      <SegmentedControl
        label={t("show")}
        selectedId={show}
        options={shows.map((id) => ({ id, text: nameOf(id) }))}
        onChange={({ detail }) => {
          const next = detail.selectedId;
          change({
            show: isShow(next) && next !== usualShow ? next : undefined,
            page: undefined,
            open: undefined,
          });
        }}
      />
    </div>
  );
}

/** Which list, and which of its rows. */
export function Controls({ plan, show }: Props) {
  const { t } = useText("recommendations");
  const [asked, change] = usePageSearch(feature);
  return (
    <section className="rc-ask" aria-label={t("controls")}>
      <ShowChoice plan={plan} show={show} />
      <div data-page-filter="">
        <Suspense
          fallback={<div className="ls-ask__wait rc-wait" role="status" aria-label={t("filter")} />}
        >
          <Filters
            plan={plan}
            offered={propertiesOf(show)}
            chosen={asked}
            onChange={(chosen) => {
              change({ ...chosen, page: undefined });
            }}
          />
        </Suspense>
      </div>
      <SearchText
        text={asked.search ?? ""}
        label={t("search")}
        example={t("search.example")}
        clearLabel={t("search.clear")}
        onChange={(text) => {
          const search = text === "" ? undefined : text;
          change({ search, page: undefined }, { replace: true });
        }}
      />
    </section>
  );
}
