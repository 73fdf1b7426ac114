import { useText } from "../../lib/i18n";
import { Money } from "../Money";
import { Quantity } from "../Quantity";
import { fullLabel } from "./labels";
import type { ChartFacts } from "./types";

/** The same figures as a table: exact, and open to keyboards and screen readers. */
export function Twin({ facts, label }: { readonly facts: ChartFacts; readonly label: string }) {
  const { t, lang } = useText();
  return (
    <div className="ls-twin" role="region" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t(`chart.${facts.categoryKind}`)}</th>
            {facts.series.map((series) => (
              <th key={series.id} scope="col">
                {series.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {facts.categories.map((category, index) => (
            <tr key={category}>
              <th scope="row">
                {fullLabel(category, facts.categoryKind, lang)}
                {facts.partial?.includes(category) === true && ` (${t("chart.partial")})`}
              </th>
              {facts.series.map((series) => (
                <td key={series.id}>
                  {facts.currency === null ? (
                    <Quantity amount={series.values[index] ?? null} unit={facts.unit} />
                  ) : (
                    <Money amount={series.values[index] ?? null} currency={facts.currency} />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
