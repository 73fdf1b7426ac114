import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import { lazy, Suspense } from "react";
import { SearchText } from "../../components/SearchText";
import { usePageSearch } from "../../lib/feature";
import { useText } from "../../lib/i18n";
import { isOrder, orders } from "./choices";
import { feature } from "./feature";
import type { Series } from "./queries";

const Filters = lazy(() => import("./Filters"));

function OrderChoice() {
  const { t } = useText("monitoring");
  const [{ order = "name", metric = [] }, change] = usePageSearch(feature);
  const options = orders.map((value) => ({ value, label: t(`order.${value}`) }));
  const mixes = order !== "name" && metric.length !== 1;
  return (
    <FormField label={t("order")} {...(mixes && { constraintText: t("order.mixes") })}>
      <Select
        selectedOption={options.find(({ value }) => value === order) ?? null}
        options={options}
        onChange={({ detail }) => {
          const { value } = detail.selectedOption;
          const next = isOrder(value) && value !== "name" ? value : undefined;
          change({ order: next, page: undefined });
        }}
      />
    </FormField>
  );
}

/** Which series, in which order. */
export function Controls({ shown }: { readonly shown: readonly Series[] }) {
  const { t } = useText("monitoring");
  const [asked, change] = usePageSearch(feature);
  return (
    <section className="mo-ask" aria-label={t("controls")}>
      <div className="mo-ask__filters" data-page-filter="">
        <Suspense
          fallback={<div className="ls-ask__wait mo-wait" role="status" aria-label={t("filter")} />}
        >
          <Filters
            chosen={asked}
            shown={shown}
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
      <OrderChoice />
    </section>
  );
}
