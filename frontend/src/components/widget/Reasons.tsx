import Button from "@cloudscape-design/components/button";
import { useText } from "../../lib/i18n";
import { CopyCommand } from "../CopyCommand";
import type { WidgetState } from "./state";

type Of<Kind> = Extract<WidgetState<unknown>, { kind: Kind }>;

export function NoSource({ command }: Of<"no-source">) {
  const { t } = useText();
  return (
    <div className="ls-widget__reason">
      <strong>{t("widget.no-source")}</strong>
      <p>{t("widget.no-source.fix")}</p>
      <CopyCommand command={command} />
    </div>
  );
}

export function FilteredEmpty({ onClear }: Of<"filtered-empty">) {
  const { t } = useText();
  return (
    <div className="ls-widget__reason">
      <strong>{t("widget.filtered-empty")}</strong>
      <p>{t("widget.filtered-empty.fix")}</p>
      <Button onClick={onClear}>{t("widget.clear-filters")}</Button>
    </div>
  );
}

export function Failed({ problem, onRetry }: Of<"error">) {
  const { t } = useText();
  return (
    <div className="ls-widget__reason ls-widget__reason--error" role="alert">
      <strong>{problem.title}</strong>
      {problem.detail !== null && <p>{problem.detail}</p>}
      {problem.fix !== null && <p>{problem.fix}</p>}
      {problem.request_id !== null && (
        <p className="ls-widget__request">
          {t("widget.request")} <code translate="no">{problem.request_id}</code>
        </p>
      )}
      <Button iconName="refresh" onClick={onRetry}>
        {t("widget.retry")}
      </Button>
    </div>
  );
}

const bars = [62, 84, 48, 91, 73, 56, 80, 67, 44, 88, 59, 76];

/** A still drawing of bars that fills exactly the height the figures will take. */
export function Skeleton() {
  const { t } = useText();
  return (
    <div className="ls-skeleton" role="status" aria-label={t("widget.loading")}>
      <svg viewBox="0 0 120 100" preserveAspectRatio="none" aria-hidden="true">
        {bars.map((height, index) => (
          <rect key={height} x={index * 10 + 1} y={100 - height} width="8" height={height} rx="1" />
        ))}
      </svg>
    </div>
  );
}
