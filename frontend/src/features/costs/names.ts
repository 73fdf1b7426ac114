import { useMemo } from "react";
import { useText } from "../../lib/i18n";
import { hasKnownWords, keyOf } from "./dimensions";

type Translate = (key: string, values?: Record<string, string>) => string;

export type Names = {
  readonly ofDimension: (dimension: string) => string;
  readonly ofValue: (dimension: string, value: string) => string;
  readonly ofGroup: (keys: Readonly<Record<string, string>>) => string;
};

const special = { "(untagged)": "untagged", "(unallocatable)": "unallocatable" } as const;
const isSpecial = (value: string): value is keyof typeof special => value in special;
const unmapped = /^\(unmapped\)\s*(.*)$/;

/** Whether the value says why there is no name, instead of being one. */
export function isPlaceholder(value: string): boolean {
  return isSpecial(value) || value === "(none)" || value === "" || unmapped.test(value);
}

/** Dimensions and their values in the reader's words. */
export function namesIn(t: Translate): Names {
  const ofDimension = (dimension: string) => {
    const keyed = keyOf(dimension);
    if (keyed === null) return t(`dimension.${dimension}`, { defaultValue: dimension });
    return t(keyed.kind === "tag" ? "dimension.tag" : "dimension.category", { key: keyed.key });
  };
  const ofNone = (dimension: string) =>
    t(`none.${dimension}`, { defaultValue: t("special.none", {}) });
  const ofValue = (dimension: string, value: string) => {
    if (isSpecial(value)) return t(`special.${special[value]}`);
    if (value === "(none)" || value === "") return ofNone(dimension);
    const [, product] = unmapped.exec(value) ?? [];
    if (product !== undefined) return t("special.unmapped", { product });
    if (!hasKnownWords(dimension)) return value;
    return t(`word.${value}`, { defaultValue: value });
  };
  const ofGroup = (keys: Readonly<Record<string, string>>) =>
    Object.entries(keys)
      .map(([dimension, value]) => ofValue(dimension, value))
      .join(" · ");
  return { ofDimension, ofValue, ofGroup };
}

export function useNames(): Names {
  const { t } = useText("costs");
  return useMemo(() => namesIn((key, values) => t(key, { ...values })), [t]);
}
