import { ExportLinks } from "../../components/ExportLinks";
import { Money } from "../../components/Money";
import { PageLink } from "../../components/PageLink";
import { TableBox } from "../../components/TableBox";
import { Unknown } from "../../components/Unknown";
import { Widget } from "../../components/widget";
import { advisorOf } from "../../lib/advisors";
import { formatDay } from "../../lib/dates";
import { useText } from "../../lib/i18n";
import { formatCount } from "../../lib/numbers";
import { type Advice, type AdviceAnswer, useAdvice, useTold } from "./queries";

function Word({ text }: { readonly text: string | null }) {
  return text === null ? <Unknown /> : <span translate="no">{text}</span>;
}

function ResourceCell({ advice }: { readonly advice: Advice }) {
  const { resource_id: id, account, region } = advice;
  return (
    <div className="mo-name" translate="no">
      {id === null ? (
        <Unknown />
      ) : (
        <PageLink to="/resources" search={{ search: id }}>
          {id}
        </PageLink>
      )}
      <span className="mo-soft">
        <span className="mo-whole">{account}</span> <span className="mo-whole">{region}</span>
      </span>
    </div>
  );
}

function Row({ advice }: { readonly advice: Advice }) {
  const { lang } = useText();
  const { monthly_saving: saving, currency, as_of: day } = advice;
  return (
    <tr>
      <th scope="row">
        <ResourceCell advice={advice} />
      </th>
      <td className="ls-figure">
        {currency === null ? <Unknown /> : <Money amount={saving} currency={currency} />}
      </td>
      <td>
        <div className="mo-name">
          <Word text={advice.action ?? advice.finding} />
          <span className="mo-soft">
            <Word text={advice.subject} />
          </span>
        </div>
      </td>
      <td translate="no">{advisorOf(advice.source)}</td>
      <td className="mo-whole">{day === null ? <Unknown /> : formatDay(day, lang)}</td>
    </tr>
  );
}

const columns = ["resource", "saving", "action", "source", "as-of"] as const;

function Table({ answer }: { readonly answer: AdviceAnswer }) {
  const { t, lang } = useText("monitoring");
  const { rows, total } = answer;
  return (
    <>
      <TableBox label={t("advice.table")}>
        <thead>
          <tr>
            {columns.map((id) => (
              <th key={id} scope="col" className={id === "saving" ? "ls-figure" : undefined}>
                {t(`advice-column.${id}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((advice, place) => (
            // One advisor may say two things of one resource: only the place tells them apart.
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is replaced as a whole
            <Row key={place} advice={advice} />
          ))}
        </tbody>
      </TableBox>
      {total > rows.length && (
        <p className="mo-soft mo-more">
          {t("advice.more", { all: formatCount(total, lang), shown: rows.length })}
        </p>
      )}
    </>
  );
}

/** What AWS's own advisors say, the largest monthly saving first. Never added up. */
export function AdviceList() {
  const { t } = useText("monitoring");
  const state = useTold(useAdvice());
  return (
    <Widget
      title={t("advice")}
      description={t("advice.about")}
      actions={
        state.kind === "no-source" ? undefined : (
          <ExportLinks path="/api/v1/advice" label={t("advice.export")} />
        )
      }
      height={state.kind === "loading" ? 680 : 96}
      state={state}
    >
      {(answer) =>
        answer.rows.length === 0 ? (
          <p className="mo-soft">{t("advice.none")}</p>
        ) : (
          <Table answer={answer} />
        )
      }
    </Widget>
  );
}
