import { CopyCommand } from "../../components/CopyCommand";
import { byDecimal, byText, type DataColumn } from "../../components/table";
import { formatInstant } from "../../lib/dates";
import type { Language } from "../../lib/i18n";
import type { Job } from "./queries";
import { Stake } from "./Stake";
import { StatusMark } from "./StatusMark";
import { statuses } from "./statuses";

type T = (key: string) => string;

function word(id: "service" | "account" | "region", header: string, width: number) {
  return {
    id,
    header,
    width,
    cell: (job: Job) => <span translate="no">{job[id]}</span>,
    compare: byText<Job>((job) => job[id]),
  };
}

/** What AWS said: its code, then its words. */
function Reason({ job: { code, reason } }: { readonly job: Job }) {
  if (code === null && reason === null) return null;
  return (
    <div className="co-reason" translate="no">
      {code !== null && <code className="ls-code">{code}</code>} {reason}
    </div>
  );
}

const stakeOf = (job: Job) => job.at_stake?.[0]?.amount ?? null;

function whatColumns(t: T): readonly DataColumn<Job>[] {
  return [
    {
      id: "status",
      header: t("column.status"),
      width: 175,
      fixed: true,
      cell: ({ status }) => <StatusMark status={status} />,
      compare: (a, b) => statuses.indexOf(a.status) - statuses.indexOf(b.status),
    },
    word("service", t("column.service"), 115),
    {
      id: "type",
      header: t("column.type"),
      width: 175,
      cell: (job) => <span translate="no">{job.resource_type.replace(/^aws:/, "")}</span>,
      compare: byText((job) => job.resource_type),
    },
    {
      id: "action",
      header: t("column.action"),
      width: 265,
      cell: ({ missing_action: action }) =>
        action === null ? null : <CopyCommand command={action} />,
      compare: byText((job) => job.missing_action ?? ""),
    },
    {
      id: "stake",
      header: t("column.stake"),
      width: 155,
      figures: true,
      cell: (job) => <Stake spent={job.at_stake} />,
      compare: byDecimal(stakeOf),
    },
  ];
}

function placeColumns(t: T): readonly DataColumn<Job>[] {
  return [word("account", t("column.account"), 140), word("region", t("column.region"), 125)];
}

/** The columns of the list of questions. */
export function columnsOf(t: T, lang: Language): readonly DataColumn<Job>[] {
  return [
    ...whatColumns(t),
    ...placeColumns(t),
    {
      id: "reason",
      header: t("column.reason"),
      width: 560,
      cell: (job) => <Reason job={job} />,
    },
    {
      id: "ended",
      header: t("column.ended"),
      width: 190,
      cell: (job) => formatInstant(job.ended_at, lang),
      compare: byText((job) => job.ended_at),
    },
  ];
}
