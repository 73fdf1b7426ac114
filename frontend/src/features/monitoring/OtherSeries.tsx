import { Opener } from "../../components/Opener";
import { Quantity } from "../../components/Quantity";
import { Sparkline } from "../../components/spark";
import { TableBox } from "../../components/TableBox";
import { useText } from "../../lib/i18n";
import { seriesKey, statisticOf } from "./keys";
import type { Series } from "./queries";

type Props = {
  readonly all: readonly Series[];
  readonly opened: string;
  readonly dates: readonly string[];
  readonly onOpen: (series: Series) => void;
};

/** Every metric of one resource, each on a scale of its own; a row draws it above. */
export function OtherSeries({ all, opened, dates, onOpen }: Props) {
  const { t } = useText("monitoring");
  const figures = ["mean", "p95", "largest"] as const;
  return (
    <section className="mo-detail__others">
      <h3>{t("detail.others")}</h3>
      <TableBox label={t("detail.others")}>
        <thead>
          <tr>
            <th scope="col">{t("column.metric")}</th>
            <th scope="col">{t("column.days")}</th>
            {figures.map((id) => (
              <th key={id} scope="col" className="ls-figure">
                {t(`column.${id}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {all.map((one) => (
            <tr key={seriesKey(one)}>
              <th scope="row">
                <Opener
                  name={`${one.metric}, ${statisticOf(one)}`}
                  isOpen={seriesKey(one) === opened}
                  onOpen={() => {
                    onOpen(one);
                  }}
                />
              </th>
              <td>
                <Sparkline days={one.days} dates={dates} gaps="measured" />
              </td>
              {figures.map((id) => (
                <td key={id} className="ls-figure">
                  <Quantity amount={one[id]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </TableBox>
    </section>
  );
}
