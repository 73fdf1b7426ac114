import { PageHeader } from "../components/PageHeader";
import { PageLink } from "../components/PageLink";
import { useText } from "../lib/i18n";

export function NotFound() {
  const { t } = useText();
  return (
    <>
      <PageHeader title={t("not-found.title")} description={t("not-found.description")} />
      <PageLink to="/">{t("not-found.home")}</PageLink>
    </>
  );
}
