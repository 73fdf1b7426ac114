import { Link } from "@tanstack/react-router";
import { useText } from "../lib/i18n";
import { DisplayControls } from "./DisplayControls";
import { Glyph } from "./Glyph";
import { Mark } from "./Mark";
import { SearchBox } from "./SearchBox";

type Props = {
  readonly menuOpen: boolean;
  readonly onMenu: () => void;
  readonly onHelp: () => void;
};

/** The bar that stays on top. On narrow screens its controls move into the drawer. */
export function Header({ menuOpen, onMenu, onHelp }: Props) {
  const { t } = useText();
  return (
    <header id="top-bar" className="ls-top">
      <button
        type="button"
        className="ls-top__menu"
        aria-label={t("menu.open")}
        aria-expanded={menuOpen}
        onClick={onMenu}
      >
        <Glyph name="menu" />
      </button>
      <Link to="/" className="ls-brand">
        <Mark />
        <span className="ls-brand__name">Lastro</span>
        <span className="ls-brand__product">FinOps AWS</span>
      </Link>
      <SearchBox />
      <div className="ls-top__controls">
        <DisplayControls />
      </div>
      <button
        type="button"
        className="ls-top__help"
        aria-label={t("help.open")}
        title={t("help.open")}
        onClick={onHelp}
      >
        ?
      </button>
    </header>
  );
}
