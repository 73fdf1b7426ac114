import { type ReactNode, useId } from "react";
import { Notes } from "./Notes";
import { Failed, FilteredEmpty, NoSource, Skeleton } from "./Reasons";
import type { WidgetState } from "./state";
import "./widget.css";

type Props<T> = {
  readonly title: string;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  /** Height of the body in pixels: reserved while loading, so that nothing jumps. */
  readonly height: number;
  readonly state: WidgetState<T>;
  readonly children: (data: T) => ReactNode;
};

function Body<T>({ state, children }: Pick<Props<T>, "state" | "children">) {
  switch (state.kind) {
    case "loading":
      return <Skeleton />;
    case "no-source":
      return <NoSource {...state} />;
    case "filtered-empty":
      return <FilteredEmpty {...state} />;
    case "error":
      return <Failed {...state} />;
    case "ready":
      return <>{children(state.data)}</>;
  }
}

/** A frame for one figure, chart or table that always says why it is empty. */
export function Widget<T>({ title, description, actions, height, state, children }: Props<T>) {
  const id = useId();
  return (
    <section className="ls-widget" aria-labelledby={id} aria-busy={state.kind === "loading"}>
      <header className="ls-widget__header">
        <div>
          <h2 id={id}>{title}</h2>
          {state.kind === "ready" && <Notes {...state.notes} />}
        </div>
        {actions !== undefined && <div className="ls-widget__actions">{actions}</div>}
      </header>
      {description !== undefined && <p className="ls-widget__description">{description}</p>}
      <div className="ls-widget__body" style={{ minHeight: height }}>
        <Body state={state}>{children}</Body>
      </div>
    </section>
  );
}
