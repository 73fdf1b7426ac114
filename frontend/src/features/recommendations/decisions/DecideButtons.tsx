import Button from "@cloudscape-design/components/button";
import { useText } from "../../../lib/i18n";
import type { Recommendation } from "../queries";
import { choices } from "./decide";
import type { Asked } from "./useDecisions";

type Props = {
  readonly about: readonly Recommendation[];
  readonly isBusy: boolean;
  readonly onAsk: (asked: Asked) => void;
  readonly onTakeBack: (about: readonly Recommendation[]) => void;
};

/** What can be decided about the chosen recommendations. */
export function DecideButtons({ about, isBusy, onAsk, onTakeBack }: Props) {
  const { t } = useText("recommendations");
  const held = about.some(({ decision }) => decision !== null);
  return (
    <div className="rc-buttons">
      {choices.map((choice) => (
        <Button
          key={choice}
          disabled={about.length === 0 || isBusy}
          onClick={() => {
            onAsk({ choice, about });
          }}
        >
          {t(`decide.${choice}`)}
        </Button>
      ))}
      {held && (
        <Button
          disabled={isBusy}
          onClick={() => {
            onTakeBack(about);
          }}
        >
          {t("decide.none")}
        </Button>
      )}
    </div>
  );
}
