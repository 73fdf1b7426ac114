import { type ReactNode, type RefObject, useId, useRef } from "react";
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

type BodyProps<T> = Pick<Props<T>, "state" | "children"> & {
  readonly box: RefObject<HTMLElement>;
};

function Body<T>({ box, state, children }: BodyProps<T>) {
  /** The button that was pressed goes away: the focus stays with the widget. */
  const held = (action: () => void) => () => {
    box.current?.focus({ preventScroll: true });
    action();
  };
  switch (state.kind) {
    case "loading":
      return <Skeleton />;
    case "no-source":
      return <NoSource {...state} />;
    case "filtered-empty":
      return <FilteredEmpty {...state} onClear={held(state.onClear)} />;
    case "error":
      return <Failed {...state} onRetry={held(state.onRetry)} />;
    case "ready":
      return <>{children(state.data)}</>;
  }
}

/** A frame for one figure, chart or table that always says why it is empty. */
export function Widget<T>({ title, description, actions, height, state, children }: Props<T>) {
  const id = useId();
  const box = useRef<HTMLElement>(null);
  return (
    <section
      ref={box}
      className="ls-widget"
      tabIndex={-1}
      aria-labelledby={id}
      aria-busy={state.kind === "loading"}
    >
      <header className="ls-widget__header">
        <div>
          <h2 id={id}>{title}</h2>
          {state.kind === "ready" && <Notes {...state.notes} />}
        </div>
        {actions !== undefined && <div className="ls-widget__actions">{actions}</div>}
      </header>
      {description !== undefined && <p className="ls-widget__description">{description}</p>}
      <div className="ls-widget__body" style={{ minHeight: height }}>
        <Body box={box} state={state}>
          {children}
        </Body>
      </div>
    </section>
  );
}
