import type { ReactNode } from "react";

type Option<Value extends string> = {
  readonly value: Value;
  readonly label: string;
  readonly face: ReactNode;
};

type Props<Value extends string> = {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly Option<Value>[];
  readonly onChange: (value: Value) => void;
};

/** A few small buttons of which one is pressed. */
export function Choice<Value extends string>({ label, value, options, onChange }: Props<Value>) {
  return (
    <fieldset className="ls-choice">
      <legend className="ls-unseen">{label}</legend>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          aria-label={option.label}
          title={option.label}
          onClick={() => {
            onChange(option.value);
          }}
        >
          {option.face}
        </button>
      ))}
    </fieldset>
  );
}
