import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { useEffect, useRef, useState } from "react";

type Props = {
  readonly text: string;
  readonly label: string;
  readonly example: string;
  readonly clearLabel: string;
  readonly onChange: (text: string) => void;
};

const patience = 300;

/** Free text; asked when the reader pauses. */
export function SearchText({ text, label, example, clearLabel, onChange }: Props) {
  const [draft, setDraft] = useState(text);
  const [known, setKnown] = useState(text);
  const waiting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(
    () => () => {
      clearTimeout(waiting.current);
    },
    [],
  );
  // Another text in the address (a cleared filter, a step back) is shown; one's own is not echoed.
  if (known !== text) {
    setKnown(text);
    if (draft.trim() !== text) setDraft(text);
  }
  return (
    <FormField label={label}>
      <Input
        type="search"
        value={draft}
        placeholder={example}
        clearAriaLabel={clearLabel}
        onChange={({ detail }) => {
          setDraft(detail.value);
          clearTimeout(waiting.current);
          waiting.current = setTimeout(() => {
            onChange(detail.value.trim());
          }, patience);
        }}
      />
    </FormField>
  );
}
