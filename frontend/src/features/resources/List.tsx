import { lazy, Suspense } from "react";
import { ExportLinks } from "../../components/ExportLinks";
import { Widget, type WidgetState } from "../../components/widget";
import { usePageSearch } from "../../lib/feature";
import { useText } from "../../lib/i18n";
import { feature } from "./feature";
import { pageSize, questionOf, type Resource, type ResourcesAnswer } from "./queries";
import "../../components/table/table.css";

const Grid = lazy(() => import("./Grid"));

type Props = {
  readonly state: WidgetState<ResourcesAnswer>;
  /** The rows on screen are those of the question before. */
  readonly waiting: boolean;
  readonly page: number;
  readonly onPage: (page: number) => void;
  readonly onOpen: (resource: Resource) => void;
};

/** The chosen resources, page by page; the files hold all of them. */
export function List({ state, waiting, page, onPage, onOpen }: Props) {
  const { t } = useText("resources");
  const [asked] = usePageSearch(feature);
  return (
    <Widget
      title={t("list")}
      description={t("list.about")}
      actions={
        <ExportLinks path="/api/v1/resources" params={questionOf(asked)} label={t("list.export")} />
      }
      height={520}
      state={state}
    >
      {(answer) => (
        <div className="re-fresh" aria-busy={waiting}>
          <Suspense
            fallback={
              <div className="ls-table__wait" role="status" aria-label={t("widget.loading")} />
            }
          >
            <Grid
              answer={answer}
              page={page}
              pages={Math.ceil(answer.total / pageSize)}
              onPage={onPage}
              onOpen={onOpen}
            />
          </Suspense>
        </div>
      )}
    </Widget>
  );
}
