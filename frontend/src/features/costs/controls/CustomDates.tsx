import Button from "@cloudscape-design/components/button";
import { type FormEvent, useId, useState } from "react";
import { useText } from "../../../lib/i18n";
import { addDays, type Range } from "../period";

type Props = { readonly range: Range; readonly onApply: (range: Range) => void };

/** First and last day, both included, as people say them. */
export function CustomDates({ range, onApply }: Props) {
  const { t } = useText("costs");
  const id = useId();
  const [first, setFirst] = useState(range.from);
  const [last, setLast] = useState(addDays(range.to, -1));
  const isValid = first >= "2000-01-01" && last <= "2099-12-30" && first <= last;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (isValid) onApply({ from: first, to: addDays(last, 1) });
  };
  return (
    <form className="ls-dates" onSubmit={onSubmit} aria-label={t("period.custom")}>
      <label htmlFor={`${id}-first`}>{t("dates.first")}</label>
      <label htmlFor={`${id}-last`}>{t("dates.last")}</label>
      <input
        id={`${id}-first`}
        type="date"
        required
        value={first}
        onChange={(event) => {
          setFirst(event.target.value);
        }}
      />
      <input
        id={`${id}-last`}
        type="date"
        required
        aria-invalid={!isValid}
        aria-describedby={isValid ? undefined : `${id}-problem`}
        value={last}
        onChange={(event) => {
          setLast(event.target.value);
        }}
      />
      <Button formAction="submit" disabled={!isValid}>
        {t("dates.apply")}
      </Button>
      {!isValid && (
        <p id={`${id}-problem`} role="alert">
          {t("dates.invalid")}
        </p>
      )}
    </form>
  );
}
