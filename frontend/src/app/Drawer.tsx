import { type ReactNode, useLayoutEffect, useRef } from "react";

type Props = {
  readonly label: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** The menu of narrow screens: a modal dialog, so focus stays in it and Esc closes it. */
export function Drawer({ label, closeLabel, onClose, children }: Props) {
  const box = useRef<HTMLDialogElement>(null);
  // Layout effects end before the dialog leaves the page: only then does it give the focus back.
  useLayoutEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog ref={box} className="ls-drawer" aria-label={label} onClose={onClose}>
      <button type="button" className="ls-drawer__close" aria-label={closeLabel} onClick={onClose}>
        ×
      </button>
      {children}
    </dialog>
  );
}
