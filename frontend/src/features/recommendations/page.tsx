import { lazy, Suspense, useCallback, useRef, useState } from "react";
import { PageHeader } from "../../components/PageHeader";
import { ShareLink } from "../../components/ShareLink";
import { useWidget } from "../../components/widget";
import { usePageSearch } from "../../lib/feature";
import { useText } from "../../lib/i18n";
import { BlindSpots } from "./BlindSpots";
import { Checks } from "./Checks";
import { Controls } from "./Controls";
import { usualShow } from "./choices";
import { NoticeBar } from "./decisions/NoticeBar";
import { useDecisions } from "./decisions/useDecisions";
import { feature } from "./feature";
import { Headline } from "./Headline";
import { Lists } from "./Lists";
import { noScan, type Recommendation, usePlan } from "./queries";
import "./recommendations.css";

const Detail = lazy(() => import("./detail/Detail"));
const DecideDialog = lazy(() => import("./decisions/DecideDialog"));

/** Opens a recommendation below the list and comes back to where it was opened. */
function useOpened() {
  const [{ open: opened }, change] = usePageSearch(feature);
  const opener = useRef<HTMLElement | null>(null);
  const [justOpened, setJustOpened] = useState<string | null>(null);
  const open = useCallback(
    (id: string) => {
      const { activeElement } = document;
      const isInDetail = activeElement?.closest(".rc-detail") != null;
      if (activeElement instanceof HTMLElement && !isInDetail) opener.current = activeElement;
      setJustOpened(id);
      change({ open: id });
    },
    [change],
  );
  const close = () => {
    change({ open: undefined });
    opener.current?.focus();
  };
  return { opened, justOpened, open, close };
}

/** What wastes money, what to do about it, and what could not be seen. */
export default function Recommendations() {
  const { t } = useText("recommendations");
  const [{ show = usualShow }] = usePageSearch(feature);
  const { opened, justOpened, open, close } = useOpened();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const decisions = useDecisions(() => {
    setChosen([]);
  });
  const { isBusy, notice, asked } = decisions;
  const query = usePlan();
  const state = useWidget(query, { noSource: noScan });
  const asks = state.kind !== "no-source";
  const deciding = {
    isBusy,
    onAsk: decisions.ask,
    onTakeBack: (about: readonly Recommendation[]) => void decisions.takeBack(about),
  };
  return (
    <>
      <PageHeader title={t("title")} description={t("about")} actions={<ShareLink />} />
      <div className="rc-page">
        <Headline state={state} />
        {asks && <Controls plan={query.data} show={show} />}
        {notice !== null && (
          <NoticeBar
            notice={notice}
            isBusy={isBusy}
            onUndo={(changes) => void decisions.undo(changes)}
            onClose={decisions.dismissNotice}
          />
        )}
        {asks && (
          <Lists
            query={query}
            deciding={{ ...deciding, chosen, onChoose: setChosen }}
            opened={opened ?? null}
            onOpen={open}
          />
        )}
        {opened !== undefined && query.data !== undefined && (
          <Suspense fallback={null}>
            <Detail
              plan={query.data}
              id={opened}
              justOpened={justOpened}
              deciding={deciding}
              onOpen={open}
              onClose={close}
            />
          </Suspense>
        )}
        {asks && <BlindSpots state={state} />}
        {asks && <Checks />}
      </div>
      {asked !== null && (
        <Suspense fallback={null}>
          <DecideDialog
            asked={asked}
            onSubmit={decisions.submit}
            onClose={() => {
              decisions.ask(null);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
