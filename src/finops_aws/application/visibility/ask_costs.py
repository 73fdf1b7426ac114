"""Answer what was spent, and what changed."""

from dataclasses import replace

from finops_aws.application.ports import CostStore
from finops_aws.domain.visibility.costs import Comparison, CostAnswer, CostQuestion, compare


def ask_costs(question: CostQuestion, *, store: CostStore) -> CostAnswer:
    """The cost of a period by group; raises NotFound without a ledger, UnknownName for an unknown tag."""
    return store.costs(question)


def compare_costs(question: CostQuestion, *, store: CostStore) -> Comparison:
    """The same question for the period and for the one of equal length before it, ranked by change."""
    previous = replace(question, period=question.period.previous())
    return compare(store.costs(question), store.costs(previous))
