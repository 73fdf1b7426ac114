import { I18nProvider } from "@cloudscape-design/components/i18n";
import { Outlet, useNavigate, useRouter } from "@tanstack/react-router";
import { useCallback, useEffect, useState } from "react";
import { useCloudscapeMessages, useText } from "../lib/i18n";
import { Drawer } from "./Drawer";
import { features } from "./features";
import { Header } from "./Header";
import { HelpDialog } from "./HelpDialog";
import { Navigation } from "./Navigation";
import { focusSearch, useShortcuts } from "./shortcuts";
import "./shell.css";

const narrow = "(max-width: 912px)";

function useNarrow(): boolean {
  const [value, setValue] = useState(() => matchMedia(narrow).matches);
  useEffect(() => {
    const query = matchMedia(narrow);
    const onChange = () => {
      setValue(query.matches);
    };
    query.addEventListener("change", onChange);
    return () => {
      query.removeEventListener("change", onChange);
    };
  }, []);
  return value;
}

/** A link that leads to another page goes away with its page: the focus then rests on the new one. */
function useFocusAfterNavigation() {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe("onRendered", ({ fromLocation, pathChanged }) => {
        if (fromLocation === undefined || !pathChanged) return;
        const isLost = document.activeElement === document.body;
        if (isLost) document.getElementById("content")?.focus({ preventScroll: true });
      }),
    [router],
  );
}

/** Top bar, menu and the page. */
export function Shell() {
  const { t, lang } = useText();
  const messages = useCloudscapeMessages();
  const navigate = useNavigate();
  const isNarrow = useNarrow();
  const [drawer, setDrawer] = useState(false);
  const [help, setHelp] = useState(false);
  const closeDrawer = useCallback(() => {
    setDrawer(false);
  }, []);

  useFocusAfterNavigation();
  useShortcuts({
    go: Object.fromEntries(
      features.map(({ shortcut, path }) => [shortcut, () => void navigate({ to: path })]),
    ),
    onSearch: focusSearch,
    onHelp: () => {
      setHelp(true);
    },
    onEscape: closeDrawer,
  });

  return (
    <I18nProvider locale={lang} messages={messages}>
      <a className="ls-skip" href="#content">
        {t("skip")}
      </a>
      <Header
        menuOpen={drawer}
        onMenu={() => {
          setDrawer(!drawer);
        }}
        onHelp={() => {
          setHelp(true);
        }}
      />
      <div className="ls-layout">
        {!isNarrow && (
          <div className="ls-side">
            <Navigation onNavigate={closeDrawer} />
          </div>
        )}
        <main id="content" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      {isNarrow && drawer && (
        <Drawer label={t("menu.label")} closeLabel={t("menu.close")} onClose={closeDrawer}>
          <Navigation onNavigate={closeDrawer} />
        </Drawer>
      )}
      <HelpDialog
        visible={help}
        onClose={() => {
          setHelp(false);
        }}
      />
      <div id="live-region" className="ls-unseen" role="status" aria-live="polite" />
    </I18nProvider>
  );
}
