import importlib.resources
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from finops_aws import errors
from finops_aws.errors import FinOpsError
from finops_aws.toolkit.messages import LANGUAGES, Messages

MESSAGES = Messages(Path(str(importlib.resources.files("finops_aws"))) / "catalog" / "messages")

BRANCHES = {
    errors.RequestError: ({400}, 2),
    errors.NotFoundError: ({404}, 2),
    errors.SetupError: ({500}, 3),
    errors.SourceError: ({502, 503}, 4),
    errors.DataError: ({500}, 5),
}

NEEDED = {
    errors.InvalidPeriod,
    errors.InvalidFilter,
    errors.UnknownName,
    errors.NotFound,
    errors.MissingSetting,
    errors.InvalidFile,
    errors.AccessDenied,
    errors.CredentialsExpired,
    errors.NotEnabled,
    errors.NotOffered,
    errors.Throttled,
    errors.ExportNotReady,
    errors.ExportChanged,
    errors.CorruptFile,
    errors.SchemaMismatch,
    errors.CurrencyMismatch,
    errors.UnbalancedAllocation,
    errors.BudgetExceeded,
    errors.ProviderUnavailable,
    errors.ModelRetired,
}


def leaves(branch: type[FinOpsError]) -> Iterator[type[FinOpsError]]:
    for child in branch.__subclasses__():
        if child.__module__ == errors.__name__:
            yield from leaves(child) if child.__subclasses__() else [child]


LEAVES = list(leaves(FinOpsError))
every_leaf = pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: leaf.__name__)


def example(leaf: type[FinOpsError]) -> FinOpsError:
    return leaf(**{name: f"<{name}>" for name in leaf.fields})


def test_the_tree_has_five_branches_and_all_the_errors_a_user_can_act_on():
    assert set(BRANCHES) == set(FinOpsError.__subclasses__())
    assert set(LEAVES) >= NEEDED


def test_the_tree_drawn_on_top_names_every_error():
    assert [leaf.__name__ for leaf in LEAVES if leaf.__name__ not in (errors.__doc__ or "")] == []


@every_leaf
def test_an_error_answers_with_the_status_and_exit_code_of_its_branch(leaf):
    branch = next(branch for branch in BRANCHES if issubclass(leaf, branch))
    statuses, exit_code = BRANCHES[branch]
    assert leaf.http_status in statuses
    assert leaf.exit_code == exit_code


@every_leaf
def test_an_error_carries_exactly_its_facts(leaf):
    with pytest.raises(leaf) as caught:
        raise example(leaf)
    assert caught.value.facts == {name: f"<{name}>" for name in leaf.fields}
    assert all(f"{name}=<{name}>" in str(caught.value) for name in leaf.fields)
    with pytest.raises(TypeError, match="differs in"):
        leaf(**caught.value.facts, unexpected=1)
    with pytest.raises(TypeError, match="differs in"):
        leaf()


@every_leaf
@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_error_is_told_in_both_languages_with_exactly_its_facts(leaf, lang):
    template = MESSAGES.text(f"error.{leaf.__name__}", lang, **{name: f"{{{name}}}" for name in leaf.fields})
    assert {name for _, name, _, _ in Formatter().parse(template) if name} == set(leaf.fields)
    told = MESSAGES.error_text(example(leaf), lang)
    assert all(f"<{name}>" in told for name in leaf.fields)
    assert told.count(". ") >= 1, "say what happened, then what to do next"
