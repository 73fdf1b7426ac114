import { type ReactNode, useEffect } from "react";
import "./page.css";

type Props = {
  readonly title: string;
  readonly description?: ReactNode;
  /** Buttons at the right: share, export. */
  readonly actions?: ReactNode;
  /** Filters and freshness under the title. */
  readonly children?: ReactNode;
};

/** The page's only h1; it also names the browser tab. */
export function PageHeader({ title, description, actions, children }: Props) {
  useEffect(() => {
    document.title = `${title} · Lastro`;
  }, [title]);
  return (
    <header className="ls-page-header">
      <div className="ls-page-header__row">
        <div>
          <h1>{title}</h1>
          {description !== undefined && (
            <p className="ls-page-header__description">{description}</p>
          )}
        </div>
        {actions !== undefined && <div className="ls-page-header__actions">{actions}</div>}
      </div>
      {children}
    </header>
  );
}
