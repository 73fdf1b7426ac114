import Button from "@cloudscape-design/components/button";
import Input, { type InputProps } from "@cloudscape-design/components/input";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useText } from "../../../lib/i18n";
import { longestName, type SavedView } from "../saved-views";

type Props = {
  readonly view: SavedView;
  readonly onRename: (name: string) => void;
  readonly onDelete: () => void;
};

/** One saved view with its buttons; renaming happens in place. */
export function ViewRow({ view, onRename, onDelete }: Props) {
  const { t } = useText("costs");
  const [draft, setDraft] = useState<string | null>(null);
  const field = useRef<InputProps.Ref>(null);
  const isRenaming = draft !== null;
  useEffect(() => {
    if (isRenaming) field.current?.focus();
  }, [isRenaming]);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (draft !== null && draft.trim() !== view.name) onRename(draft.trim());
    setDraft(null);
  };
  if (draft !== null) {
    return (
      <li>
        <form onSubmit={onSubmit}>
          <Input
            ref={field}
            ariaLabel={t("views.rename", { name: view.name })}
            value={draft}
            onChange={({ detail }) => {
              setDraft(detail.value.slice(0, longestName));
            }}
          />
          <Button formAction="submit" disabled={draft.trim() === ""}>
            {t("views.rename.apply")}
          </Button>
        </form>
      </li>
    );
  }
  return (
    <li>
      <span>{view.name}</span>
      <Button
        variant="icon"
        iconName="edit"
        ariaLabel={t("views.rename", { name: view.name })}
        onClick={() => {
          setDraft(view.name);
        }}
      />
      <Button
        variant="icon"
        iconName="remove"
        ariaLabel={t("views.delete", { name: view.name })}
        onClick={onDelete}
      />
    </li>
  );
}
