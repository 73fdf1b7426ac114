import { useId } from "react";
import { CopyCommand } from "../../components/CopyCommand";
import { ingestCommand } from "../../lib/api/no-ledger";
import { useText } from "../../lib/i18n";

const steps = [
  ["add.setup", "finops export setup --bucket BUCKET"],
  ["add.s3", "finops ingest s3://BUCKET/finops/finops-cur2"],
  ["add.folder", ingestCommand],
] as const;

/** How to bring a bill: needs no answer of the server, so it is always there. */
export function AddSource() {
  const { t } = useText("sources");
  const id = useId();
  return (
    <section className="ls-widget" aria-labelledby={id}>
      <h2 id={id}>{t("add")}</h2>
      <p className="ls-widget__description">{t("add.about")}</p>
      <ol className="so-steps">
        {steps.map(([key, command]) => (
          <li key={key}>
            <h3>{t(key)}</h3>
            <p>{t(`${key}.about`)}</p>
            <CopyCommand command={command} />
          </li>
        ))}
      </ol>
    </section>
  );
}
