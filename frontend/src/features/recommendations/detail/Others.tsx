import { Opener } from "../../../components/Opener";
import { useText } from "../../../lib/i18n";
import type { Plan, Recommendation } from "../queries";
import { allOf, titlesOf } from "../words";

type Props = {
  readonly plan: Plan;
  readonly one: Recommendation;
  readonly onOpen: (id: string) => void;
};

/** An id is its check's, a dash, and twelve digits. */
const ending = /-[0-9a-f]{12}$/;

function Items({ plan, ids, onOpen }: Omit<Props, "one"> & { readonly ids: readonly string[] }) {
  const all = allOf(plan);
  const titles = titlesOf(plan);
  return (
    <ul className="rc-others">
      {ids.map((id) => {
        const found = all.find((each) => each.id === id);
        const check = id.replace(ending, "");
        return (
          <li key={id}>
            {found === undefined ? (
              <span>{titles.get(check) ?? check}</span>
            ) : (
              <Opener
                name={`${found.title}: ${found.name ?? found.resource_id}`}
                isOpen={false}
                isOurs
                onOpen={() => {
                  onOpen(id);
                }}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** What is done before it on the same lines of the bill, and what it makes needless. */
export function Others({ plan, one, onOpen }: Props) {
  const { t } = useText("recommendations");
  const lists = [
    ["after", one.after],
    ["alternatives", one.alternatives],
  ] as const;
  return (
    <>
      {lists.map(
        ([kind, ids]) =>
          ids.length > 0 && (
            <section key={kind}>
              <h3>{t(`detail.${kind}`)}</h3>
              <p className="rc-soft">{t(`detail.${kind}.about`)}</p>
              <Items plan={plan} ids={ids} onOpen={onOpen} />
            </section>
          ),
      )}
    </>
  );
}
