import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import { lazy, Suspense } from "react";
import { SearchText } from "../../components/SearchText";
import { usePageSearch } from "../../lib/feature";
import { useText } from "../../lib/i18n";
import { feature } from "./feature";
import type { Resource } from "./queries";
import { isOrder, orders } from "./where";

const Filters = lazy(() => import("./Filters"));

function OrderChoice() {
  const { t } = useText("resources");
  const [{ order }, change] = usePageSearch(feature);
  const options = orders.map((value) => ({ value, label: t(`order.${value}`) }));
  return (
    <FormField label={t("order")}>
      <Select
        selectedOption={options.find(({ value }) => value === (order ?? "cost")) ?? null}
        options={options}
        onChange={({ detail }) => {
          const { value } = detail.selectedOption;
          change({ order: isOrder(value) && value !== "cost" ? value : undefined });
        }}
      />
    </FormField>
  );
}

/** Which resources, in which order. */
export function Controls({ shown }: { readonly shown: readonly Resource[] }) {
  const { t } = useText("resources");
  const [{ where = [], search = "" }, change] = usePageSearch(feature);
  return (
    <section className="re-ask" aria-label={t("controls")}>
      <div className="re-ask__filters" data-page-filter="">
        <Suspense
          fallback={<div className="ls-ask__wait re-wait" role="status" aria-label={t("filter")} />}
        >
          <Filters
            where={where}
            shown={shown}
            onChange={(next) => {
              change({ where: next.length > 0 ? next : undefined });
            }}
          />
        </Suspense>
      </div>
      <SearchText
        text={search}
        label={t("search")}
        example={t("search.example")}
        clearLabel={t("search.clear")}
        onChange={(text) => {
          change({ search: text === "" ? undefined : text }, { replace: true });
        }}
      />
      <OrderChoice />
    </section>
  );
}
