import Modal from "@cloudscape-design/components/modal";
import type { ReactNode } from "react";
import { useText } from "../lib/i18n";
import { features } from "./features";

function Row({
  keys,
  children,
}: {
  readonly keys: readonly string[];
  readonly children: ReactNode;
}) {
  return (
    <div className="ls-keys__row">
      <dt>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

type Props = { readonly visible: boolean; readonly onClose: () => void };

/** The keyboard shortcuts. */
export function HelpDialog({ visible, onClose }: Props) {
  const { t } = useText();
  return (
    <Modal visible={visible} onDismiss={onClose} header={t("help.title")} size="medium">
      <p>{t("help.about")}</p>
      <dl className="ls-keys">
        <Row keys={["/"]}>{t("help.search")}</Row>
        {features.map(({ id, shortcut, titleKey }) => (
          <Row key={id} keys={["g", shortcut]}>
            {t("help.go", { page: t(titleKey) })}
          </Row>
        ))}
        <Row keys={["?"]}>{t("help.this")}</Row>
        <Row keys={["Esc"]}>{t("help.close")}</Row>
      </dl>
    </Modal>
  );
}
