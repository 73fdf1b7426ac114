import Button from "@cloudscape-design/components/button";
import { useEffect, useRef } from "react";
import { announce } from "../../../lib/announce";
import { useText } from "../../../lib/i18n";
import type { Changed } from "./decide";
import type { Notice } from "./useDecisions";

type Props = {
  readonly notice: Notice;
  readonly isBusy: boolean;
  readonly onUndo: (changes: readonly Changed[]) => void;
  readonly onClose: () => void;
};

/** Says what was decided and offers to take it back. The focus comes here: its button went away. */
export function NoticeBar({ notice, isBusy, onUndo, onClose }: Props) {
  const { t } = useText("recommendations");
  const box = useRef<HTMLDivElement>(null);
  const { kind, count, changes, problem } = notice;
  const failed = [problem?.title, problem?.detail, problem?.request_id].filter(Boolean).join(" · ");
  const said = kind === "failed" ? failed : t(`notice.${kind}`, { count });
  useEffect(() => {
    announce(said);
    box.current?.focus({ preventScroll: true });
    box.current?.scrollIntoView({ block: "nearest" });
  }, [said]);
  return (
    <div
      ref={box}
      className={`rc-notice${kind === "failed" ? " rc-notice--failed" : ""}`}
      role="group"
      aria-label={t("notice")}
      tabIndex={-1}
    >
      <p>{said}</p>
      {changes.length > 0 && (
        <Button
          iconName="undo"
          disabled={isBusy}
          onClick={() => {
            onUndo(changes);
          }}
        >
          {t("notice.undo")}
        </Button>
      )}
      <Button variant="icon" iconName="close" ariaLabel={t("notice.close")} onClick={onClose} />
    </div>
  );
}
