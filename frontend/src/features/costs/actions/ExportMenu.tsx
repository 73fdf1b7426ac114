import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import { useState } from "react";
import { announce } from "../../../lib/announce";
import type { Problem } from "../../../lib/api/problem";
import { useText } from "../../../lib/i18n";
import type { CostsState } from "../state";
import { exportFile, type Format, formats } from "./export-file";

export type ExportFailure = { readonly problem: Problem; readonly format: Format };

/** Makes a file and remembers how it went. */
export function useExport(state: CostsState) {
  const { t } = useText("costs");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ExportFailure | null>(null);
  const run = async (format: Format) => {
    setBusy(true);
    setFailure(null);
    announce(t("export.busy"));
    const problem = await exportFile(state, format, t("problem.network"));
    setBusy(false);
    setFailure(problem === null ? null : { problem, format });
    if (problem === null) announce(t("export.done"));
  };
  const dismiss = () => {
    setFailure(null);
  };
  return { busy, failure, run, dismiss };
}

type Props = { readonly busy: boolean; readonly run: (format: Format) => Promise<void> };

/** CSV or XLSX of everything, not only of the page on screen. */
export function ExportMenu({ busy, run }: Props) {
  const { t } = useText("costs");
  return (
    <ButtonDropdown
      loading={busy}
      loadingText={t("export.busy")}
      items={formats.map((id) => ({ id, text: t(`export.${id}`) }))}
      onItemClick={({ detail }) => {
        const format = formats.find((one) => one === detail.id);
        if (format !== undefined) void run(format);
      }}
    >
      {t("export")}
    </ButtonDropdown>
  );
}
