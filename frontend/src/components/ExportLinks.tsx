import Button from "@cloudscape-design/components/button";
import { useText } from "../lib/i18n";

type Props = {
  /** The API's address of the table, without the ending. */
  readonly path: `/api/v1/${string}`;
  /** What the table was asked with; lists become repeated parameters. */
  readonly params?: Readonly<Record<string, string | readonly string[]>>;
  /** What is exported, for screen readers: "Export the invoices". */
  readonly label: string;
};

const formats = ["csv", "xlsx"] as const;

/** Buttons that bring the whole table, every row and digit, as the server writes it. */
export function ExportLinks({ path, params = {}, label }: Props) {
  const { lang } = useText();
  const query = new URLSearchParams({ lang });
  for (const [name, value] of Object.entries(params)) {
    for (const one of typeof value === "string" ? [value] : value) query.append(name, one);
  }
  return (
    <>
      {formats.map((format) => (
        <Button
          key={format}
          iconName="download"
          href={`${path}.${format}?${query.toString()}`}
          download
          ariaLabel={`${label}: ${format.toUpperCase()}`}
        >
          {format.toUpperCase()}
        </Button>
      ))}
    </>
  );
}
