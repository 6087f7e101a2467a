"""How did a number come to be?"""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from collabcheck.core.errors import UnknownName
from collabcheck.core.instrument.framework import Axis, Barrier
from collabcheck.core.instrument.item import Item
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.table import categories
from collabcheck.core.scoring.itemsets import item_sets, items_of
from collabcheck.core.scoring.missing import Missing
from collabcheck.core.scoring.scores import AxisScore, ItemScore, Scores, SharedBy
from collabcheck.core.scoring.statistics import distribution, spread
from collabcheck.core.scoring.tally import Counts, Tally, least_answered


@dataclass(frozen=True)
class ItemStep:
    """One item's part in a number.

    text: the wording that was seen. given: what one respondent answered, in words; None for a
    group. keyed: the code that counts, None where there is none. result: the item's counts after
    keying.
    """

    item: Item
    text: str
    given: str | None
    keyed: int | None
    result: ItemScore


@dataclass(frozen=True)
class OwnArithmetic:
    """How one respondent's axis score is reached: total / answered, if answered >= needed."""

    applicable: int
    answered: int
    needed: int
    total: int


@dataclass(frozen=True)
class GroupArithmetic:
    """How a group's mean is reached: total of the n scores, over n."""

    n: int
    total: float


@dataclass(frozen=True)
class AxisExplained:
    """All steps from the answers on an axis to its score."""

    axis: Axis
    steps: tuple[ItemStep, ...]
    own: OwnArithmetic | None
    group: GroupArithmetic | None
    result: AxisScore


@dataclass(frozen=True)
class BarrierExplained:
    """All steps from the answers on a barrier's items to its share and severity."""

    barrier: Barrier
    steps: tuple[ItemStep, ...]
    item_mean: float | None
    result: SharedBy


def explain(
    questionnaire: Questionnaire,
    tally: Tally,
    numbers: Scores,
    name: str,
    role: str | None = None,
) -> AxisExplained | BarrierExplained:
    """Explain an axis or a barrier, by its id or its name. Raises `UnknownName`.

    `role` is that of one respondent, who is shown the wording of that role.
    """
    wanted = name.casefold().strip()
    for axis in questionnaire.axes:
        if wanted in (axis.id, axis.name.casefold()):
            return _axis(questionnaire, tally.whole, numbers, axis, role)
    for barrier in questionnaire.framework.barriers:
        if wanted in (barrier.id, barrier.name.casefold()):
            return _barrier(questionnaire, tally.whole, numbers, barrier, role)
    raise UnknownName(f"there is no axis or barrier '{name}'", mend=_meant(questionnaire, wanted))


def _meant(questionnaire: Questionnaire, wanted: str) -> str:
    """Name the axes and barriers that a name may stand for, or all axes."""
    known: list[Axis | Barrier] = [*questionnaire.axes, *questionnaire.framework.barriers]
    near = [each for each in known if wanted and wanted in each.name.casefold()]
    if not near:
        names = {text: e for e in reversed(known) for text in (e.id, e.name.casefold())}
        near = [names[text] for text in difflib.get_close_matches(wanted, names, n=1)]
    listed = [f"'{e.name}' ({e.id})" for e in near[:3] or questionnaire.axes]
    return f"did you mean {' or '.join(listed)}?" if near else f"axes: {', '.join(listed)}"


def _axis(
    questionnaire: Questionnaire, whole: Counts, numbers: Scores, axis: Axis, role: str | None
) -> AxisExplained:
    items = next(s for s in item_sets(questionnaire).axes if s.id == axis.id)
    result = next(a for a in numbers.axes if a.score.id == axis.id)
    of = spread(distribution(whole.cells[axis.id], len(items.items)))
    own = group = None
    if numbers.one_person:
        ((applicable, answered, total), _), *_ = whole.cells[axis.id]
        needed = least_answered(applicable, len(items.items))
        own = OwnArithmetic(applicable, answered, needed, total)
    elif of and not isinstance(result.score.n, Missing):
        group = GroupArithmetic(of.n, float(of.mean * of.n))
    return AxisExplained(
        axis,
        _steps(questionnaire, whole, numbers, items_of(questionnaire, items), role),
        own,
        group,
        result,
    )


def _barrier(
    questionnaire: Questionnaire, whole: Counts, numbers: Scores, barrier: Barrier, role: str | None
) -> BarrierExplained:
    result = next((b for b in numbers.barriers if b.id == barrier.id), None)
    if result is None:
        raise UnknownName(
            f"no item of this questionnaire gives evidence of barrier '{barrier.id}'",
            mend="it is asked about in another questionnaire of the framework",
        )
    items = next(s for s in item_sets(questionnaire).barriers if s.id == barrier.id)
    severity, scale = result.severity, questionnaire.scale
    return BarrierExplained(
        barrier,
        _steps(questionnaire, whole, numbers, items_of(questionnaire, items), role),
        None if isinstance(severity, Missing) else scale.hi - severity * scale.width,
        result,
    )


def _steps(
    questionnaire: Questionnaire,
    whole: Counts,
    numbers: Scores,
    items: tuple[Item, ...],
    role: str | None,
) -> tuple[ItemStep, ...]:
    results = {item.id: item for item in numbers.items}
    answers = (whole.own or whole.scored).answers
    rows = dict(zip((i.id for i in questionnaire.items), answers, strict=True))
    return tuple(
        ItemStep(
            item,
            item.wording(role),
            *(_own(questionnaire, item, rows[item.id]) if numbers.one_person else (None, None)),
            results[item.id],
        )
        for item in items
    )


def _own(
    questionnaire: Questionnaire, item: Item, row: tuple[int, ...]
) -> tuple[str | None, int | None]:
    scale, kinds, category = questionnaire.scale, categories(questionnaire.scale), row.index(1)
    if category < kinds.points:
        code = scale.lo + category
        return scale.points[category].label, (
            scale.lo + scale.hi - code if item.keying == "reverse" else code
        )
    words = {
        kinds.dont_know: scale.dont_know,
        kinds.not_applicable: scale.not_applicable,
    }
    return words.get(category), None
