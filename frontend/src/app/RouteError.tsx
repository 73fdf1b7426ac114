import Button from "@cloudscape-design/components/button";
import type { ErrorComponentProps } from "@tanstack/react-router";
import { PageHeader } from "../components/PageHeader";
import { useText } from "../lib/i18n";

/** One page broke; the menu and the other pages still work. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  const { t } = useText();
  return (
    <div role="alert">
      <PageHeader title={t("route-error.title")} description={t("route-error.description")} />
      <p>
        <code className="ls-code">{error instanceof Error ? error.message : String(error)}</code>
      </p>
      <Button iconName="refresh" onClick={reset}>
        {t("widget.retry")}
      </Button>
    </div>
  );
}
