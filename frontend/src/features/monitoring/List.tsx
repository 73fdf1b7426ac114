import { lazy, Suspense } from "react";
import { ExportLinks } from "../../components/ExportLinks";
import { Widget, type WidgetState } from "../../components/widget";
import { usePageSearch } from "../../lib/feature";
import { useText } from "../../lib/i18n";
import { feature } from "./feature";
import { type Series, type UsageAnswer, usageQuestion } from "./queries";
import "../../components/table/table.css";

const Grid = lazy(() => import("./Grid"));

/** About what a full page of rows takes. */
const loadingHeight = 1_900;

type Props = {
  readonly state: WidgetState<UsageAnswer>;
  /** The rows on screen are those of the question before. */
  readonly waiting: boolean;
  readonly onOpen: (series: Series) => void;
};

/** The chosen series, page by page; the files hold all of them. */
export function List({ state, waiting, onOpen }: Props) {
  const { t } = useText("monitoring");
  const [asked, change] = usePageSearch(feature);
  return (
    <Widget
      title={t("list")}
      description={t("list.about")}
      actions={
        <ExportLinks path="/api/v1/usage" params={usageQuestion(asked)} label={t("list.export")} />
      }
      height={state.kind === "loading" ? loadingHeight : 160}
      state={state}
    >
      {(answer) => (
        <div className="mo-fresh" aria-busy={waiting}>
          <Suspense
            fallback={
              <div className="ls-table__wait" role="status" aria-label={t("widget.loading")} />
            }
          >
            <Grid
              answer={answer}
              page={Number(asked.page ?? "1")}
              opened={asked.series ?? null}
              onPage={(page) => {
                change({ page: String(page) });
              }}
              onOpen={onOpen}
            />
          </Suspense>
        </div>
      )}
    </Widget>
  );
}
