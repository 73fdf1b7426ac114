import Button from "@cloudscape-design/components/button";
import { useState } from "react";
import { announce } from "../lib/announce";
import { copy } from "../lib/clipboard";
import { useText } from "../lib/i18n";
import "./command.css";

/** A command to run in a terminal, with a button that copies it. */
export function CopyCommand({ command }: { readonly command: string }) {
  const { t } = useText();
  const [copied, setCopied] = useState(false);
  const onCopy = async () => {
    const done = await copy(command);
    setCopied(done);
    announce(t(done ? "copy.done" : "copy.failed"));
  };
  return (
    <div className="ls-command">
      <code translate="no">{command}</code>
      <Button
        variant="inline-icon"
        iconName={copied ? "check" : "copy"}
        ariaLabel={t("copy.command")}
        onClick={() => void onCopy()}
      />
    </div>
  );
}
