import { TableBox } from "../../../components/TableBox";
import { Unknown } from "../../../components/Unknown";
import { advisorOf } from "../../../lib/advisors";
import { formatDay } from "../../../lib/dates";
import { useText } from "../../../lib/i18n";
import { SavingCell, Word } from "../cells";
import type { Advised } from "../queries";

const columns = ["source", "says", "aws-saving", "as-of"] as const;

/** What AWS's own advisors say of the same resource. */
export function AwsSays({ advice }: { readonly advice: readonly Advised[] }) {
  const { t, lang } = useText("recommendations");
  if (advice.length === 0) return null;
  return (
    <section>
      <h3>{t("detail.aws")}</h3>
      <p className="rc-soft">{t("detail.aws.about")}</p>
      <TableBox label={t("detail.aws")}>
        <thead>
          <tr>
            {columns.map((id) => (
              <th key={id} scope="col" className={id === "aws-saving" ? "ls-figure" : undefined}>
                {t(`column.${id}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {advice.map((said) => (
            <tr key={`${said.source} ${said.finding} ${said.action}`}>
              <th scope="row" translate="no">
                {advisorOf(said.source)}
              </th>
              <td>
                <Word text={said.action ?? said.finding} />
              </td>
              <td className="ls-figure">
                <SavingCell saving={said.monthly_savings} />
              </td>
              <td className="rc-whole">
                {said.as_of === null ? <Unknown /> : formatDay(said.as_of, lang)}
              </td>
            </tr>
          ))}
        </tbody>
      </TableBox>
    </section>
  );
}
