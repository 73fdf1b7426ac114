import "./opener.css";

type Props = {
  readonly name: string;
  /** What the button opens, when its own words are not enough: it starts with them. */
  readonly label?: string;
  /** Whether what it opens is on screen now; left out where that is a dialog. */
  readonly isOpen?: boolean;
  /** Words of AWS are not translated; a check's title is in the reader's language. */
  readonly isOurs?: boolean;
  readonly onOpen: () => void;
};

/** A name that opens what is known of it; the opened one is marked. */
export function Opener({ name, label, isOpen, isOurs = false, onOpen }: Props) {
  return (
    <button
      type="button"
      className="ls-opener"
      {...(isOpen === undefined ? { "aria-haspopup": "dialog" } : { "aria-pressed": isOpen })}
      {...(label !== undefined && { "aria-label": label })}
      {...(!isOurs && { translate: "no" })}
      onClick={onOpen}
    >
      {name}
    </button>
  );
}
