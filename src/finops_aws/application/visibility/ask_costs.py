"""Answer what was spent, and what changed."""

from dataclasses import replace

from finops_aws.application.ports import CostStore
from finops_aws.domain.period import Period
from finops_aws.domain.visibility.costs import Comparison, CostAnswer, CostQuestion, compare
from finops_aws.domain.visibility.delivery import gaps


def ask_costs(question: CostQuestion, *, store: CostStore) -> CostAnswer:
    """The cost of a period by group; raises NotFound without a ledger, UnknownName for an unknown tag."""
    return replace(store.costs(question), gaps=gaps(store.deliveries(), question.period))


def compare_costs(question: CostQuestion, *, store: CostStore, baseline: Period | None = None) -> Comparison:
    """The same question for two periods, ranked by change.

    Without a ``baseline`` the period is held against the one of equal length before it.
    """
    previous = replace(question, period=baseline or question.period.previous())
    return compare(ask_costs(question, store=store), ask_costs(previous, store=store))
