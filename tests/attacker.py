"""What can be worked out by adding and subtracting all that is published?

The attacker knows the program, the questionnaire and every published number, but no answer. What
is not known is a vector: for each group, each axis, and each kind of person on it (answered all of
it, or left a gap; there in both states, or in one only), the answers in each category of each item
and the sum of the scores. Each published number is a known sum of these. A target can be worked out
where it lies in the span of what is published.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np

from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.table import Table
from collabcheck.core.scoring.itemsets import item_sets
from collabcheck.core.scoring.missing import Missing
from collabcheck.core.scoring.scores import Rated, Scores

Row = dict[Any, float]
POINTS = range(1, 6)


@dataclass
class Attacker:
    """What is published, as rows over the unknowns, and what should stay unknown."""

    known: list[Row] = field(default_factory=list)
    targets: list[tuple[str, Row]] = field(default_factory=list)

    def worked_out(self) -> list[str]:
        """Name the targets that the published numbers determine."""
        rows = [*self.known, *(row for _, row in self.targets)]
        names = {name: place for place, name in enumerate({n: 0 for row in rows for n in row})}
        matrix = np.zeros((len(rows), len(names)))
        for place, row in enumerate(rows):
            for name, factor in row.items():
                matrix[place, names[name]] += factor
        published, wanted = matrix[: len(self.known)], matrix[len(self.known) :]
        if not len(wanted):
            return []
        solution = np.linalg.lstsq(published.T, wanted.T, rcond=None)[0]
        off = np.abs(published.T @ solution - wanted.T).max(axis=0)
        return [
            name for (name, _), how_far in zip(self.targets, off, strict=True) if how_far < 1e-8
        ]


@dataclass(frozen=True)
class Person:
    """One respondent: which states they are in, their group, and their answers as keyed codes."""

    states: frozenset[int]
    group: str
    codes: tuple[int | None, ...]
    applicable: tuple[bool, ...]


def people_of(of: Questionnaire, table: Table, states: list[frozenset[int]]) -> list[Person]:
    """Read respondents off a table; nothing of the scoring is used."""
    found = []
    for row, group, where in zip(table.answers, table.attributes["agency"], states, strict=True):
        codes = tuple(
            None if c > 4 else 5 - int(c) if item.keying == "reverse" else int(c) + 1
            for c, item in zip(row, of.items, strict=True)
        )
        found.append(Person(where, group or "", codes, tuple(int(c) != 6 for c in row)))
    return found


def attack(of: Questionnaire, people: list[Person], published: list[Scores]) -> Attacker:
    """Set out what is published in each state, and every cell of one to four people."""
    attacker = Attacker()
    sets = item_sets(of)
    axis_of = {p: s for s in sets.scored for p in s.items}

    def kind(person: Person, axis: Any) -> str | None:
        own = [person.codes[p] for p in axis.items]
        answered = sum(code is not None for code in own)
        applicable = sum(person.applicable[p] for p in axis.items)
        if 2 * answered < applicable or answered < min(2, len(own)):
            return None
        return "all" if answered == len(own) else "gap"

    for axis in sets.scored:
        for place in {(kind(p, axis), p.states, p.group) for p in people} - {None}:
            alike = [p for p in people if (kind(p, axis), p.states, p.group) == place]
            answered = [{i for i in axis.items if p.codes[i]} for p in alike]
            # Where all of a kind answered as many items, their scores are the sum of their answers
            # over that number; the attacker may guess it, and who left out what.
            if place[0] and len({len(items) for items in answered}) == 1:
                row: Row = {("score", axis.id, *place): -1.0}
                for p in set().union(*answered):
                    for c in POINTS:
                        row["count", p, c, *place] = c / len(answered[0])
                attacker.known.append(row)

    def scores(axis: Any, choose: Any) -> tuple[int, Row]:
        row: Row = {}
        chosen = [p for p in people if kind(p, axis) and choose(p)]
        for p in chosen:
            row["score", axis.id, kind(p, axis), p.states, p.group] = 1.0
        return len(chosen), row

    def counts(position: int, codes: Any, choose: Any) -> tuple[int, Row]:
        row: Row = {}
        axis = axis_of[position]
        chosen = [p for p in people if kind(p, axis) and choose(p) and p.codes[position]]
        for p in chosen:
            for c in codes:
                row["count", position, c, kind(p, axis), p.states, p.group] = 1.0
        return len(chosen), row

    groups = sorted({p.group for p in people})
    for state, numbers in enumerate(published):
        for told in _published(of, numbers, state, scores, counts):
            attacker.known.append(told)

    spans = [(f"state {s}", _in_state(s)) for s in range(len(published))]
    spans += [
        (f"in state {s} only", lambda p, s=s: p.states == {s})
        for s in range(len(published))
        if len(published) > 1
    ]
    for span, inside in spans:
        for group in (None, *groups):
            chosen = _both(inside, group)
            for axis in sets.scored:
                n, row = scores(axis, chosen)
                for name in ("all", "gap"):
                    some, some_row = scores(axis, _of_kind(chosen, name, axis, kind))
                    if 0 < some < 5:
                        attacker.targets.append((f"{name} {axis.id}, {group}, {span}", some_row))
                if 0 < n < 5:
                    attacker.targets.append((f"{axis.id}, {group}, {span}", row))
            for position in axis_of:
                n, row = counts(position, POINTS, chosen)
                if 0 < n < 5:
                    weighed = {key: float(key[2]) for key in row}
                    attacker.targets.append((f"item {position}, {group}, {span}", weighed))
    return attacker


def _published(
    of: Questionnaire, numbers: Scores, state: int, scores: Any, counts: Any
) -> Iterator[Row]:
    sets = item_sets(of)
    inside = _in_state(state)
    for axis, result in zip(sets.axes, numbers.axes, strict=True):
        if not isinstance(result.score.mean, Missing):
            yield scores(axis, inside)[1]
    for position, item in enumerate(numbers.items):
        if not isinstance(item.counts, Missing):
            for c in POINTS:
                yield counts(position, [c], inside)[1]
    for facet, of_facet in zip(sets.facets, numbers.facets, strict=True):
        if not isinstance(of_facet.mean, Missing):
            row: Row = {}
            for position in facet.items:
                n, part = counts(position, POINTS, inside)
                row |= {key: key[2] / n for key in part}
            yield row
    for barrier, of_barrier in zip(sets.barriers, numbers.barriers, strict=True):
        if not isinstance(of_barrier.severity, Missing):
            row = {}
            for position in barrier.items:
                row |= {key: float(key[2]) for key in counts(position, POINTS, inside)[1]}
            yield row
        if len(barrier.items) == 1 and not isinstance(of_barrier.share, Missing):
            yield counts(barrier.items[0], [1, 2], inside)[1]
            yield counts(barrier.items[0], [3, 4, 5], inside)[1]
    for enabler, of_enabler in zip(sets.enablers, numbers.enablers, strict=True):
        if len(enabler.items) == 1 and not isinstance(of_enabler.share, Missing):
            yield counts(enabler.items[0], [4, 5], inside)[1]
            yield counts(enabler.items[0], [1, 2, 3], inside)[1]
    for group in numbers.groups:
        chosen = _both(inside, *(group.parts or (group.id,)))
        for axis, of_axis in zip(sets.axes, group.axes, strict=False):
            if not isinstance(of_axis.score.mean, Missing):
                yield scores(axis, chosen)[1]
        for barrier, told in zip(sets.barriers, group.barriers, strict=False):
            if len(barrier.items) == 1 and not isinstance(told.share, Missing):
                yield counts(barrier.items[0], [1, 2], chosen)[1]
                yield counts(barrier.items[0], [3, 4, 5], chosen)[1]
    for target, rated in zip(sets.targets, numbers.robin, strict=True):
        yield from _matrix(target, rated, numbers, inside, scores)


def _matrix(target: Any, rated: Rated, numbers: Scores, inside: Any, scores: Any) -> Iterator[Row]:
    """Set out what a round robin tells of one group: by all, by each, by all others."""
    parts = {group.id: group.parts or (group.id,) for group in numbers.groups}
    if not isinstance(rated.everyone.mean, Missing):
        yield scores(target, inside)[1]
    for rater, cell in rated.by_group:
        if not isinstance(cell.mean, Missing):
            yield scores(target, _both(inside, *parts[rater]))[1]
    if not isinstance(rated.others, Missing) and not isinstance(rated.others.mean, Missing):
        yield scores(target, lambda p: inside(p) and p.group != rated.target)[1]


def _in_state(state: int) -> Any:
    return lambda person: state in person.states


def _both(inside: Any, *groups: str | None) -> Any:
    return lambda person: inside(person) and (groups == (None,) or person.group in groups)


def _of_kind(inside: Any, name: str, axis: Any, kind: Any) -> Any:
    return lambda person: inside(person) and kind(person, axis) == name


def attack_shares(of: Questionnaire, numbers: Scores) -> list[str]:
    """Name the barriers and enablers on two items that tell of few people who left one item out.

    The attacker tries every way in which those few can have answered the other item, with the items
    alone and with the share beside them: fewer ways are left where the share tells of them. Good is
    an answer that speaks for an enabler, or does not speak for a barrier.
    """
    sets = item_sets(of)
    told: list[tuple[Any, Any, range, Any]] = [
        (s, n, range(4, 6), n.reported)
        for s, n in zip(sets.enablers, numbers.enablers, strict=True)
    ]
    for s, n in zip(sets.barriers, numbers.barriers, strict=True):
        if not isinstance(n.reported, Missing) and not isinstance(n.answered, Missing):
            told.append((s, n, range(3, 6), n.answered - n.reported))
    found = []
    for s, n, codes, good in told:
        rows: list[Any] = [numbers.items[p].counts for p in s.items]
        if len(rows) != 2 or any(isinstance(x, Missing) for x in (*rows, good)):
            continue
        for one, other in (rows, rows[::-1]):
            without = n.answered - sum(one), n.answered - sum(other)
            of_each = [sum(row[code - 1] for code in codes) for row in (one, other)]
            alone, beside = (_ways(n.answered, without, of_each, g) for g in (None, good))
            if 0 < without[0] < 5 and alone != beside:
                found.append(s.id)
    return found


def _ways(people: int, without: tuple[int, int], good: list[int], share: int | None) -> list[int]:
    """Count how many of those without the first item can have answered the second well."""
    both = people - sum(without)
    found = []
    for x in range(without[0] + 1):
        rest = good[1] - x
        left = [good[0] - y for y in range(without[1] + 1)]
        if 0 <= rest <= both and any(
            share is None or max(0, n + rest - both) <= share - x - (good[0] - n) <= min(n, rest)
            for n in left
            if 0 <= n <= both
        ):
            found.append(x)
    return found


def attack_network(of: Questionnaire, people: list[Person], numbers: Scores) -> Attacker:
    """Set out what the lines between axes tell of those who share a score on one of them.

    The attacker is given more than there is: r with all its digits, and how many of those with both
    scores have which on the first axis. Then what these scored together on the second is unknown,
    for each score on the first; r tells the sum of products, the mean their sum.
    """
    attacker = Attacker()
    sets = {s.id: s for s in item_sets(of).axes}

    def mean(person: Person, axis: Any) -> Fraction | None:
        own = [code for p in axis.items if (code := person.codes[p]) is not None]
        applicable = sum(person.applicable[p] for p in axis.items)
        enough = 2 * len(own) >= applicable and len(own) >= min(2, len(axis.items))
        return Fraction(sum(own), len(own)) if enough else None

    for edge in [] if isinstance(numbers.network, Missing) else numbers.network.edges:
        for one, other in ((edge.first, edge.second), (edge.second, edge.first)):
            both = [x for p in people if (x := mean(p, sets[one])) and mean(p, sets[other])]
            shared = Counter(both)
            attacker.known.append({(one, other, x): float(x) for x in shared})
            attacker.known.append({(one, other, x): 1.0 for x in shared})
            attacker.targets += [
                (f"{other} of those with {x} on {one}", {(one, other, x): 1.0})
                for x, n in shared.items()
                if n < 5
            ]
    return attacker
