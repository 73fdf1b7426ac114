import { Link } from "@tanstack/react-router";
import { levels } from "../lib/feature";
import { useText } from "../lib/i18n";
import { DisplayControls } from "./DisplayControls";
import { featuresOf } from "./features";

/** The pages by maturity level. A level without pages says so instead of offering a dead link. */
export function Navigation({ onNavigate }: { readonly onNavigate: () => void }) {
  const { t } = useText();
  return (
    <nav className="ls-nav" aria-label={t("menu.label")}>
      {levels.map((level) => (
        <section key={level} aria-labelledby={`level-${level}`}>
          <h2 id={`level-${level}`}>{t(`level.${level}`)}</h2>
          {featuresOf(level).length === 0 && <p>{t("level.later")}</p>}
          <ul>
            {featuresOf(level).map(({ id, path, titleKey, shortcut }) => (
              <li key={id}>
                <Link
                  to={path}
                  activeOptions={{ exact: path === "/", includeSearch: false }}
                  onClick={onNavigate}
                >
                  <span>{t(titleKey)}</span>
                  <kbd aria-hidden="true">g {shortcut}</kbd>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <div className="ls-nav__controls">
        <DisplayControls />
      </div>
    </nav>
  );
}
