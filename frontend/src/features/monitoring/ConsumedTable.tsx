import { Money } from "../../components/Money";
import { Opener } from "../../components/Opener";
import { Quantity } from "../../components/Quantity";
import { Sparkline } from "../../components/spark";
import { TableBox } from "../../components/TableBox";
import { toPixelValue } from "../../lib/decimal";
import { useText } from "../../lib/i18n";
import type { By } from "./choices";
import { consumedKey } from "./keys";
import type { Consumed, QuantitiesAnswer } from "./queries";

type Props = {
  readonly answer: QuantitiesAnswer;
  readonly by: By;
  readonly chosen: string;
  readonly onChoose: (row: Consumed) => void;
};

type NameProps = Omit<Props, "answer"> & { readonly row: Consumed };

function NameCell({ row, by, chosen, onChoose }: NameProps) {
  const { t } = useText("monitoring");
  const { service, key, unit } = row;
  const named = key === "" ? t(`key-none.${by}`) : key;
  const title = by === "service" ? service : named;
  return (
    <div className="mo-name" translate={by !== "service" && key === "" ? undefined : "no"}>
      <Opener
        name={title}
        label={`${title}: ${service}, ${unit}`}
        isOpen={chosen === consumedKey(row)}
        onOpen={() => {
          onChoose(row);
        }}
      />
      {by !== "service" && (
        <span className="mo-soft" translate="no">
          {service}
        </span>
      )}
    </div>
  );
}

/** The rows of a page, the most expensive first; the chosen one is drawn beside. */
export function ConsumedTable({ answer, by, chosen, onChoose }: Props) {
  const { t } = useText("monitoring");
  return (
    <TableBox label={t("quantities.table")}>
      <thead>
        <tr>
          <th scope="col">{t(`by.${by}`)}</th>
          <th scope="col" className="ls-figure">
            {t("column.quantity")}
          </th>
          <th scope="col" className="ls-figure">
            {t("column.cost")}
          </th>
          <th scope="col">{t("column.days")}</th>
        </tr>
      </thead>
      <tbody>
        {answer.rows.map((row) => (
          <tr key={consumedKey(row)}>
            <th scope="row">
              <NameCell row={row} by={by} chosen={chosen} onChoose={onChoose} />
            </th>
            <td className="ls-figure">
              <Quantity amount={row.quantity} unit={row.unit} />
            </td>
            <td className="ls-figure">
              <Money amount={row.cost} currency={row.currency} />
            </td>
            <td>
              <Sparkline
                days={row.days.map((day) => (day === null ? null : toPixelValue(day)))}
                dates={answer.days}
                gaps="billed"
              />
            </td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}
