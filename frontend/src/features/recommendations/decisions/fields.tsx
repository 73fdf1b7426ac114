import { useId, useState } from "react";
import { useText } from "../../../lib/i18n";
import { todayIn } from "./decide";

type Props = {
  readonly value: string;
  readonly isWrong: boolean;
  readonly onChange: (value: string) => void;
};

const dayLength = 86_400_000;

/** The day on which a snooze ends: from tomorrow on. */
export function DayField({ value, isWrong, onChange }: Props) {
  const { t } = useText("recommendations");
  const id = useId();
  const [tomorrow] = useState(() => todayIn(new Date(Date.now() + dayLength)));
  return (
    <div className="rc-field">
      <label htmlFor={id}>{t("dialog.until")}</label>
      <input
        id={id}
        type="date"
        required
        min={tomorrow}
        value={value}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? `${id}-wrong` : undefined}
        onChange={(event) => {
          onChange(event.target.value);
        }}
      />
      {isWrong && (
        <p id={`${id}-wrong`} role="alert">
          {t("dialog.until.wrong")}
        </p>
      )}
    </div>
  );
}

/** Why; a dismissal needs it. */
export function ReasonField({
  value,
  isNeeded,
  isWrong,
  onChange,
}: Props & { readonly isNeeded: boolean }) {
  const { t } = useText("recommendations");
  const id = useId();
  return (
    <div className="rc-field">
      <label htmlFor={id}>{t(isNeeded ? "dialog.reason" : "dialog.reason.optional")}</label>
      <textarea
        id={id}
        rows={3}
        maxLength={1000}
        required={isNeeded}
        value={value}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? `${id}-wrong` : undefined}
        onChange={(event) => {
          onChange(event.target.value);
        }}
      />
      {isWrong && (
        <p id={`${id}-wrong`} role="alert">
          {t("dialog.reason.wrong")}
        </p>
      )}
    </div>
  );
}
