"""What a question lists: the items of every page, described."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from finops_aws.adapters.aws.access.calls import AT_ONCE_PER_PLACE
from finops_aws.adapters.aws.access.endings import STOPPING, Failure, Trouble
from finops_aws.adapters.aws.access.paths import found
from finops_aws.adapters.aws.inventory.catalogue import Description, ForEach
from finops_aws.adapters.aws.inventory.questions import Question

Item = dict[str, Any]
Thing = TypeVar("Thing")
Answer = TypeVar("Answer")


@dataclass(slots=True)
class Listed:
    """What was found, and what went wrong on the way without ending it."""

    items: list[Item] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


def list_items(question: Question) -> Listed:
    """Everything the row lists, described; raises Failure when nothing at all was obtained."""
    listed = Listed()
    for parents in _parents(question):
        failure = _list_under(parents, question, listed)
        if failure is not None and failure.trouble in STOPPING:
            break
    if listed.failures and not listed.items:
        raise listed.failures[0]
    for step in question.row.describe:
        listed = _describe(step, listed, question)
    if question.row.keep:
        listed.items = [item for item in listed.items if found(question.row.keep, item)]
    return listed


def at_once(ask: Callable[[Thing], Answer], things: Sequence[Thing]) -> Sequence[Answer]:
    """The answers in the order of the things, several asked for at once."""
    if len(things) < 2:
        return [ask(thing) for thing in things]
    with ThreadPoolExecutor(AT_ONCE_PER_PLACE) as threads:
        return list(threads.map(ask, things))


def _list_under(parents: Item, question: Question, listed: Listed) -> Failure | None:
    """Add the items under these parents; a parent that was deleted since it was listed has none."""
    listing = question.row.listing
    try:
        for page in question.lists.pages(question.caller, listing, parents=parents):
            listed.items += [{**item, "_parent": parents} for item in found(listing.items, page) or []]
    except Failure as failure:
        if failure.trouble is Trouble.GONE and parents:
            return None
        listed.failures.append(failure)
        return failure
    return None


def _parents(question: Question) -> list[Item]:
    """Every combination of the parameters that a list is asked for; a later may hang on an earlier."""
    combinations: list[Item] = [{}]
    for each in question.row.listing.for_each:
        combinations = [
            {**known, each.param: value} for known in combinations for value in _values(each, known, question)
        ]
    return combinations


def _values(each: ForEach, known: Item, question: Question) -> list[Any]:
    if each.context is not None:
        return [{"account_id": question.job.account, "region": question.region}[each.context]]
    if each.const is not None:
        return list(each.const)
    caller = question.caller_of(each.client) if each.client else question.caller
    operation = each.op or ""
    taken = {name: value for name, value in known.items() if caller.takes(operation, name)}
    pages = caller.pages(operation, taken)
    return [value for page in pages for value in found(each.path or "", page) or []]


def _describe(step: Description, listed: Listed, question: Question) -> Listed:
    """Each item with what the step tells of it; an item that is gone meanwhile is left out."""
    described = Listed(failures=listed.failures)
    groups = list(_groups(step, listed.items))
    outcomes = at_once(lambda group: _outcome(step, group, question), groups)
    for group, outcome in zip(groups, outcomes, strict=True):
        if not isinstance(outcome, Failure):
            described.items += outcome
        elif outcome.trouble is not Trouble.GONE:
            described.failures.append(outcome)
            described.items += [item | ({step.into: None} if step.into else {}) for item in group]
    return described


def _groups(step: Description, items: list[Item]) -> Iterator[list[Item]]:
    """Items that one call can describe together: of the same parent, at most so many."""
    if step.batch is None:
        yield from ([item] for item in items)
        return
    by_parent: dict[str, list[Item]] = {}
    for item in items:
        by_parent.setdefault(repr(item["_parent"]), []).append(item)
    for same in by_parent.values():
        left = iter(same)
        while group := list(islice(left, step.batch.size)):
            yield group


def _outcome(step: Description, group: list[Item], question: Question) -> list[Item] | Failure:
    first = group[0]
    parameters = {**step.params, **{name: found(path, first) for name, path in step.param_map.items()}}
    if step.batch is not None:
        parameters[step.batch.param] = [found(step.batch.of, item) for item in group]
    try:
        answers = [found(step.items, page) for page in question.caller.pages(step.op, parameters)]
    except Failure as failure:
        if failure.code in step.absent:
            return [item | {step.into or "": None} for item in group]
        return failure
    if step.batch is not None:
        return _joined(step, group, [one for page in answers for one in page or []])
    answer = answers[0]
    return [first | ({step.into: answer} if step.into else dict(answer or {}))]


def _joined(step: Description, group: list[Item], answers: list[Item]) -> list[Item]:
    """Each item with its own part of the answer; what the answer does not hold is gone."""
    join = step.join
    if join is None:
        return [item | answer for item, answer in zip(group, answers, strict=False)]
    theirs = {found(join.theirs, answer): answer for answer in answers}
    pairs = ((item, theirs.get(found(join.ours, item))) for item in group)
    return [
        item | ({step.into: answer} if step.into else answer) for item, answer in pairs if answer is not None
    ]
