"""How far has the reading of a large export come?"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from collabcheck.cli.settings import settings

if TYPE_CHECKING:
    from rich.progress import Progress

    from collabcheck.core.responses.columns import Batch, Grid

SHOWN_AFTER = 1.0
"""Seconds, where as many are left; where the end is not known, twice as many."""


def watched(grid: Grid) -> Grid:
    """Show how far the reading has come, while it is gone through and where anybody can see it.

    That is on a terminal that is not dumb, and without `--quiet`.
    """
    if settings.quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        return grid

    def batches(used: frozenset[int] | None = None) -> Iterator[Batch]:
        return _shown(grid.batches(used), grid.size)

    return replace(grid, batches=batches)


def _shown(batches: Iterator[Batch], size: int | None) -> Iterator[Batch]:
    """Pass batches on, with a bar from when it is worth while until the last; then it is gone."""
    start, bar = time.monotonic(), None
    try:
        for batch in batches:
            yield batch
            done = batch.numbers[-1] if len(batch.numbers) else 0
            if bar is None and worth_while(time.monotonic() - start, done, size):
                bar = _bar(size, start)
            if bar is not None:
                bar.update(bar.task_ids[0], completed=done)
    finally:
        if bar is not None:
            bar.stop()


def worth_while(passed: float, done: int, size: int | None) -> bool:
    """Tell whether it takes long enough to be told, so that nothing flickers."""
    if not size or not done:
        return passed > 2 * SHOWN_AFTER
    return passed > SHOWN_AFTER and passed * (size - done) > SHOWN_AFTER * done


def _bar(size: int | None, start: float) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    rows = "{task.completed:,} of {task.total:,} rows" if size else "{task.completed:,} rows"
    bar = Progress(
        TextColumn("Reading"),
        BarColumn(),
        TextColumn(rows),
        TimeRemainingColumn(),
        console=Console(stderr=True, no_color=settings.no_color or None),
        transient=True,
    )
    bar.add_task("", total=size)
    bar.tasks[0].start_time = start
    bar.start()
    return bar
