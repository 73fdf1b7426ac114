import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useId, useState } from "react";
import { useText } from "../lib/i18n";
import { type Destination, destinationsOf } from "./destinations";
import { features } from "./features";
import { Glyph } from "./Glyph";

/** Type to reach a page, or to search inside one that knows how. */
export function SearchBox() {
  const { t } = useText();
  const navigate = useNavigate();
  const list = useId();
  const [query, setQuery] = useState("");
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const found = destinationsOf(query, features, t);

  const close = () => {
    setOpen(false);
    setActive(0);
  };
  const go = ({ path, search }: Destination) => {
    close();
    setQuery("");
    void navigate({ to: path, search });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Escape") {
      close();
      event.currentTarget.blur();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && found.length > 0) {
      event.preventDefault();
      setOpen(true);
      setActive((active + step + found.length) % found.length);
    }
    const chosen = found[active];
    if (event.key === "Enter" && open && chosen !== undefined) go(chosen);
  };

  return (
    <div className="ls-search" role="search">
      <Glyph name="search" />
      <input
        id="global-search"
        type="text"
        role="combobox"
        autoComplete="off"
        aria-label={t("search.label")}
        aria-expanded={open}
        aria-controls={list}
        aria-activedescendant={open && found.length > 0 ? `${list}-${active}` : undefined}
        placeholder={t("search.label")}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setActive(0);
          setOpen(true);
        }}
        onFocus={() => {
          setOpen(true);
        }}
        onBlur={close}
        onKeyDown={onKeyDown}
      />
      <kbd aria-hidden="true">/</kbd>
      <div className="ls-search__drop" hidden={!open}>
        <div id={list} role="listbox" aria-label={t("search.label")}>
          {found.map((destination, index) => (
            <div
              key={destination.key}
              id={`${list}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              onMouseDown={(event) => {
                event.preventDefault();
              }}
              onClick={() => {
                go(destination);
              }}
            >
              {destination.label}
            </div>
          ))}
        </div>
        {found.length === 0 && <p>{t("search.nothing")}</p>}
      </div>
    </div>
  );
}
