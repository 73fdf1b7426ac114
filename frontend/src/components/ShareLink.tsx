import Button from "@cloudscape-design/components/button";
import { useState } from "react";
import { announce } from "../lib/announce";
import { copy } from "../lib/clipboard";
import { useText } from "../lib/i18n";

/** Copies the address of exactly what is on screen, language included. */
export function ShareLink() {
  const { t, lang } = useText();
  const [copied, setCopied] = useState(false);
  const onCopy = async () => {
    const address = new URL(location.href);
    address.searchParams.set("lang", lang);
    const done = await copy(address.href);
    setCopied(done);
    announce(t(done ? "share.done" : "copy.failed"));
  };
  return (
    <Button iconName={copied ? "check" : "share"} onClick={() => void onCopy()}>
      {t("share")}
    </Button>
  );
}
