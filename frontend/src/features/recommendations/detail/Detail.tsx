import Button from "@cloudscape-design/components/button";
import { useEffect, useRef } from "react";
import { CopyCommand } from "../../../components/CopyCommand";
import { PageLink } from "../../../components/PageLink";
import { Widget } from "../../../components/widget";
import { useText } from "../../../lib/i18n";
import { DecideButtons } from "../decisions/DecideButtons";
import type { Plan, Recommendation } from "../queries";
import type { Deciding } from "../tabs/PlanList";
import { allOf } from "../words";
import { AwsSays } from "./AwsSays";
import { Evidence } from "./Evidence";
import { Fields } from "./Fields";
import { Metrics } from "./Metrics";
import { Others } from "./Others";
import { PriceTable } from "./PriceTable";

type Props = {
  readonly plan: Plan;
  readonly id: string;
  /** What the reader opened just now: the focus follows it here. */
  readonly justOpened: string | null;
  readonly deciding: Omit<Deciding, "chosen" | "onChoose">;
  readonly onOpen: (id: string) => void;
  readonly onClose: () => void;
};

function Advice({ one }: { readonly one: Recommendation }) {
  const { t } = useText("recommendations");
  return (
    <section>
      <h3>{t("detail.why")}</h3>
      <p>{one.why}</p>
      <h3>{t("detail.remedy")}</h3>
      <p>{one.remedy}</p>
      {one.commands.length > 0 && <h3>{t("detail.commands")}</h3>}
      <div className="rc-commands">
        {one.commands.map((command) => (
          <CopyCommand key={command} command={command} />
        ))}
      </div>
    </section>
  );
}

type BodyProps = Pick<Props, "plan" | "deciding" | "onOpen"> & { readonly one: Recommendation };

function Body({ plan, one, deciding, onOpen }: BodyProps) {
  const { t } = useText("recommendations");
  return (
    <div className="rc-detail__body">
      {plan.excluded.includes(one) ? (
        <p className="rc-soft">{t("detail.excluded")}</p>
      ) : (
        <DecideButtons about={[one]} {...deciding} />
      )}
      <Fields one={one} />
      <div className="rc-detail__halves">
        <Advice one={one} />
        <Evidence evidence={one.evidence} />
      </div>
      <PriceTable one={one} />
      <Metrics one={one} />
      <Others plan={plan} one={one} onOpen={onOpen} />
      <AwsSays advice={one.advice} />
      <details>
        <summary>{t("detail.query")}</summary>
        <pre translate="no">{one.evidence.query}</pre>
      </details>
      <p>
        <PageLink to="/resources" search={{ search: one.resource_id }}>
          {t("detail.resource")}
        </PageLink>
      </p>
    </div>
  );
}

/** Everything there is to believe, or not, about one recommendation. */
export default function Detail({ plan, id, justOpened, deciding, onOpen, onClose }: Props) {
  const { t } = useText("recommendations");
  const box = useRef<HTMLDivElement>(null);
  const one = allOf(plan).find((each) => each.id === id);
  useEffect(() => {
    if (justOpened !== id) return;
    const widget = box.current?.querySelector<HTMLElement>(".ls-widget");
    widget?.focus({ preventScroll: true });
    widget?.scrollIntoView({ block: "start" });
  }, [justOpened, id]);
  return (
    <div ref={box} className="rc-detail">
      <Widget
        title={one?.title ?? t("detail.gone")}
        actions={
          <Button iconName="close" onClick={onClose}>
            {t("detail.close")}
          </Button>
        }
        height={80}
        state={{ kind: "ready", data: one, notes: { estimated: false } }}
      >
        {(found) =>
          found === undefined ? (
            <p className="rc-soft">{t("detail.gone.why")}</p>
          ) : (
            <Body plan={plan} one={found} deciding={deciding} onOpen={onOpen} />
          )
        }
      </Widget>
    </div>
  );
}
