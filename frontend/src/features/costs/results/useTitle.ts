import { useText } from "../../../lib/i18n";
import { useNames } from "../names";

/** "Cost by service and account": what the groups on screen are. */
export function useTitle(): (by: readonly string[]) => string {
  const { t, lang } = useText("costs");
  const names = useNames();
  const list = new Intl.ListFormat(lang, { type: "conjunction" });
  const lower = (name: string) => {
    const isWord = name.slice(1, 2) === name.slice(1, 2).toLocaleLowerCase(lang);
    return isWord ? name.slice(0, 1).toLocaleLowerCase(lang) + name.slice(1) : name;
  };
  return (by) =>
    t("title.by", { by: list.format(by.map((dimension) => lower(names.ofDimension(dimension)))) });
}
