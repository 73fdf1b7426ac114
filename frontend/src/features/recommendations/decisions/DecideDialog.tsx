import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import { type FormEvent, useId, useState } from "react";
import { asProblem, type Problem } from "../../../lib/api/problem";
import { useText } from "../../../lib/i18n";
import { Savings } from "../cells";
import { sumOf } from "../sums";
import { type Order, todayIn } from "./decide";
import { DayField, ReasonField } from "./fields";
import type { Asked } from "./useDecisions";

type Props = {
  readonly asked: Asked;
  readonly onSubmit: (order: Order) => Promise<void>;
  readonly onClose: () => void;
};

function Failure({ problem }: { readonly problem: Problem }) {
  const { t } = useText();
  return (
    <div className="rc-failure" role="alert">
      <strong>{problem.title}</strong>
      {problem.detail !== null && <p>{problem.detail}</p>}
      {problem.fix !== null && <p>{problem.fix}</p>}
      {problem.request_id !== null && (
        <p>
          {t("widget.request")} <code translate="no">{problem.request_id}</code>
        </p>
      )}
    </div>
  );
}

/** What is decided about, why, and until when. */
export default function DecideDialog({ asked, onSubmit, onClose }: Props) {
  const { t } = useText("recommendations");
  const { choice, about } = asked;
  const form = useId();
  const [reason, setReason] = useState("");
  const [until, setUntil] = useState("");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const lacksReason = choice === "dismiss" && reason.trim() === "";
  const lacksDay = choice === "snooze" && until <= todayIn(new Date());

  const submit = async () => {
    setTried(true);
    if (lacksReason || lacksDay) return;
    setBusy(true);
    setProblem(null);
    const order = {
      recommendations: about.map(({ id }) => id),
      decision: choice,
      reason: reason.trim() === "" ? null : reason.trim(),
      until: choice === "snooze" ? until : null,
    };
    try {
      await onSubmit(order);
    } catch (error) {
      setProblem(asProblem(error, t("problem.network")));
      setBusy(false);
    }
  };
  const known = sumOf(about.map((one) => one.monthly_savings));
  return (
    <Modal
      visible
      header={t(`dialog.${choice}`, { count: about.length })}
      onDismiss={onClose}
      footer={
        <div className="rc-buttons rc-buttons--end">
          <Button variant="link" onClick={onClose}>
            {t("dialog.cancel")}
          </Button>
          <Button variant="primary" form={form} formAction="submit" loading={busy}>
            {t(`decide.${choice}.do`)}
          </Button>
        </div>
      }
    >
      <form
        id={form}
        className="rc-form"
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p>{t(`dialog.${choice}.about`)}</p>
        {known.length > 0 && (
          <p>
            {t("dialog.saving")} <Savings savings={known} />
          </p>
        )}
        {choice === "snooze" && (
          <DayField value={until} isWrong={tried && lacksDay} onChange={setUntil} />
        )}
        <ReasonField
          value={reason}
          isNeeded={choice === "dismiss"}
          isWrong={tried && lacksReason}
          onChange={setReason}
        />
        {problem !== null && <Failure problem={problem} />}
      </form>
    </Modal>
  );
}
