import { useEffect, useRef } from "react";
import { announce } from "../../../lib/announce";
import { useText } from "../../../lib/i18n";
import { crumbsOf } from "../drill";
import { useNames } from "../names";
import type { CostsState } from "../state";
import { StateLink } from "./StateLink";

type Props = {
  readonly state: CostsState;
  /** The title of the groups on screen; changes when a step into a group has been answered. */
  readonly shown: string;
};

/** A step into a group takes its link off the page: the focus then rests on the way back. */
function useFocusAfterStep(shown: string) {
  const place = useRef<HTMLElement>(null);
  const last = useRef(shown);
  useEffect(() => {
    if (last.current === shown) return;
    last.current = shown;
    announce(shown);
    if (document.activeElement === document.body) place.current?.focus({ preventScroll: true });
  }, [shown]);
  return place;
}

/** The way down to the groups on screen. */
export function Crumbs({ state, shown }: Props) {
  const { t } = useText("costs");
  const names = useNames();
  const place = useFocusAfterStep(shown);
  const crumbs = crumbsOf(state);
  return (
    <nav ref={place} className="ls-crumbs" aria-label={t("crumbs.label")} tabIndex={-1}>
      {crumbs.length > 1 && (
        <ol>
          {crumbs.map(({ filter, state: target }, index) => {
            const value = filter?.values[0] ?? "";
            const name = filter === null ? t("crumbs.all") : names.ofValue(filter.dimension, value);
            const title = filter === null ? undefined : names.ofDimension(filter.dimension);
            const isHere = index === crumbs.length - 1;
            return (
              <li key={filter === null ? "" : filter.dimension} title={title}>
                {isHere ? <strong>{name}</strong> : <StateLink state={target}>{name}</StateLink>}
              </li>
            );
          })}
        </ol>
      )}
    </nav>
  );
}
