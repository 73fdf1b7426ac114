type Props = {
  readonly name: string;
  /** What the button opens, when its own words are not enough: it starts with them. */
  readonly label?: string;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
};

/** A name that opens what is known of it; the opened one is marked. */
export function Opener({ name, label, isOpen, onOpen }: Props) {
  return (
    <button
      type="button"
      className="mo-opener"
      aria-pressed={isOpen}
      {...(label !== undefined && { "aria-label": label })}
      translate="no"
      onClick={onOpen}
    >
      {name}
    </button>
  );
}
