import Button from "@cloudscape-design/components/button";
import { useText } from "../../../lib/i18n";
import type { ExportFailure } from "./ExportMenu";

type Props = {
  readonly failure: ExportFailure;
  readonly onRetry: () => void;
  readonly onDismiss: () => void;
};

/** Why the file could not be made; the page goes on. */
export function ExportFailed({ failure: { problem }, onRetry, onDismiss }: Props) {
  const { t } = useText("costs");
  return (
    <div className="ls-widget__reason ls-widget__reason--error ls-strip" role="alert">
      <strong>{t("export.failed", { title: problem.title })}</strong>
      {problem.detail !== null && <p>{problem.detail}</p>}
      {problem.fix !== null && <p>{problem.fix}</p>}
      {problem.request_id !== null && (
        <p className="ls-widget__request">
          {t("widget.request")} <code translate="no">{problem.request_id}</code>
        </p>
      )}
      <div className="ls-strip__buttons">
        <Button iconName="refresh" onClick={onRetry}>
          {t("widget.retry")}
        </Button>
        <Button variant="link" onClick={onDismiss}>
          {t("dismiss")}
        </Button>
      </div>
    </div>
  );
}
