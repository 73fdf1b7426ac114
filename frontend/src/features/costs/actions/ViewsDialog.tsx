import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input, { type InputProps } from "@cloudscape-design/components/input";
import Modal from "@cloudscape-design/components/modal";
import { type FormEvent, useRef, useState } from "react";
import { announce } from "../../../lib/announce";
import { useText } from "../../../lib/i18n";
import type { CostsSearch } from "../address";
import { longestName, type SavedView, withName, withoutView, withView } from "../saved-views";
import { ViewRow } from "./ViewRow";

type Props = {
  readonly views: readonly SavedView[];
  readonly current: CostsSearch;
  readonly onKeep: (views: readonly SavedView[]) => void;
  readonly onClose: () => void;
};

type Undo = { readonly said: string; readonly before: readonly SavedView[] };

/** Names the state on screen; renames and deletes, and takes either back. */
export default function ViewsDialog({ views, current, onKeep, onClose }: Props) {
  const { t } = useText("costs");
  const [name, setName] = useState("");
  const [undo, setUndo] = useState<Undo | null>(null);
  const field = useRef<InputProps.Ref>(null);
  const done = (next: readonly SavedView[], said: string, before: readonly SavedView[] | null) => {
    onKeep(next);
    setUndo(before === null ? null : { said, before });
    announce(said);
    // What was pressed is disabled or gone now: without this the keyboard would be nowhere.
    field.current?.focus();
  };
  const onSave = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") return;
    const replaced = views.some((view) => view.name === name.trim());
    done(
      withView(views, name, current),
      t(replaced ? "views.replaced" : "views.saved", { name: name.trim() }),
      views,
    );
    setName("");
  };
  return (
    <Modal visible header={t("views.title")} onDismiss={onClose}>
      <form className="ls-views__save" onSubmit={onSave}>
        <FormField label={t("views.name")} constraintText={t("views.name.why")}>
          <Input
            ref={field}
            value={name}
            placeholder={t("views.name.example")}
            onChange={({ detail }) => {
              setName(detail.value.slice(0, longestName));
            }}
          />
        </FormField>
        <Button variant="primary" formAction="submit" disabled={name.trim() === ""}>
          {t("views.save")}
        </Button>
      </form>
      {undo !== null && (
        <p className="ls-views__undo">
          <span>{undo.said}</span>
          <Button
            variant="inline-link"
            onClick={() => {
              done(undo.before, t("views.undone"), null);
            }}
          >
            {t("views.undo")}
          </Button>
        </p>
      )}
      <ul className="ls-views" aria-label={t("views")}>
        {views.map((view) => (
          <ViewRow
            key={view.id}
            view={view}
            onRename={(next) => {
              const renamed = withName(views, view.id, next);
              const isSame = renamed === views;
              done(
                renamed,
                t(isSame ? "views.taken" : "views.renamed", { name: next }),
                isSame ? null : views,
              );
            }}
            onDelete={() => {
              done(withoutView(views, view.id), t("views.deleted", { name: view.name }), views);
            }}
          />
        ))}
        {views.length === 0 && <li className="ls-views__none">{t("views.none")}</li>}
      </ul>
    </Modal>
  );
}
