import ButtonDropdown, {
  type ButtonDropdownProps,
} from "@cloudscape-design/components/button-dropdown";
import { lazy, Suspense, useState } from "react";
import { useText } from "../../../lib/i18n";
import { useSavedViews } from "../saved-views";
import { type CostsState, searchOf, stateOf } from "../state";
import type { ChangeState } from "../use-costs";

const ViewsDialog = lazy(() => import("./ViewsDialog"));

type Props = { readonly state: CostsState; readonly change: ChangeState };

/** The saved views: open one, save what is on screen, put them in order. */
export function ViewsMenu({ state, change }: Props) {
  const { t } = useText("costs");
  const [views, keep] = useSavedViews();
  const [open, setOpen] = useState(false);
  const items: ButtonDropdownProps.ItemOrGroup[] = [
    ...(views.length === 0
      ? []
      : [
          {
            text: t("views.open"),
            items: views.map(({ id, name }) => ({ id: `view ${id}`, text: name })),
          },
        ]),
    { id: "manage", text: t("views.manage") },
  ];
  return (
    <>
      <ButtonDropdown
        items={items}
        onItemClick={({ detail }) => {
          const view = views.find(({ id }) => detail.id === `view ${id}`);
          if (view === undefined) setOpen(true);
          else change(stateOf(view.search));
        }}
      >
        {t("views")}
      </ButtonDropdown>
      {open && (
        <Suspense fallback={null}>
          <ViewsDialog
            views={views}
            current={searchOf(state)}
            onKeep={keep}
            onClose={() => {
              setOpen(false);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
