"""How does one assessment run, from the first question to the finished file?"""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path

from collabcheck.ask import keep, scripted, words
from collabcheck.ask.aloud import tell
from collabcheck.ask.names import options_named
from collabcheck.ask.output import check_output, output_path, write_output
from collabcheck.ask.press import View
from collabcheck.ask.session import Session, resume, start
from collabcheck.core.errors import CollabcheckError
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.response import (
    Response,
    check_response,
    key_of,
    response_to_json,
)


@dataclass(frozen=True)
class Wishes:
    """What was asked for on the command line, and what the world gives.

    name: how the questionnaire is named on a command line. choices: what is known of the
    attributes, as written. respondent and date: for a new response. quiet: whether a script hears
    the result alone; whoever sits at a terminal is told all.
    """

    name: str
    folder: Path
    respondent: str
    date: str
    choices: dict[str, str | None]
    output: Path | None = None
    resume: bool = False
    plain: bool = False
    no_color: bool = False
    quiet: bool = False


@dataclass(frozen=True)
class Finished:
    """A complete response, and the file that it was written to."""

    response: Response
    path: Path


def conduct(questionnaire: Questionnaire, wishes: Wishes) -> Finished | int:
    """Ask all questions and give the complete response; or an exit code if it was left before.

    Raises `CollabcheckError` where it cannot begin, or where an answer cannot be kept.
    """
    choices = options_named(questionnaire, wishes.choices)
    ask = _live if sys.stdin.isatty() else _scripted
    return ask(questionnaire, wishes, choices)


def _live(questionnaire: Questionnaire, wishes: Wishes, choices: dict[str, str]) -> Finished | int:
    path = wishes.folder / f"{wishes.respondent}.json"
    if wishes.resume:
        path = keep.newest(wishes.folder, keep.RESPONSES, questionnaire.id)
    with keep.held(path, keep.RESPONSES) as kept:
        if wishes.resume:
            session = _resumed(questionnaire, kept, wishes, choices)
        else:
            session = _new(questionnaire, wishes, choices)
        target = _target(session, wishes)
        check_output(target)
        view = View(session)
        if not wishes.resume:
            kept.name(wishes.name)
            view = replace(view, hint=_told_of_others(questionnaire, wishes.folder))
        outcome = _at_the_terminal(view, kept, wishes)
        if isinstance(outcome, int):
            return outcome
        try:
            write_output(target, response_to_json(outcome))
        except CollabcheckError as error:
            error.mend = f"your answers are kept; go on with: {_command(wishes)} -o FILE"
            raise
        kept.discard()
    _told_of_support(questionnaire, target, wishes)
    return Finished(outcome, target)


def _new(questionnaire: Questionnaire, wishes: Wishes, choices: dict[str, str]) -> Session:
    return start(questionnaire, respondent=wishes.respondent, date=wishes.date, choices=choices)


def _target(session: Session, wishes: Wishes) -> Path:
    of = session.response
    return output_path(wishes.output, of.questionnaire.id, of.date, of.respondent)


def _scripted(questionnaire: Questionnaire, wishes: Wishes, choices: dict[str, str]) -> Finished:
    if wishes.resume:
        raise CollabcheckError(
            "an unfinished questionnaire is continued at a terminal, not from a script",
            where="--resume",
            mend="run it without input from a file or a pipe",
        )
    session = _new(questionnaire, wishes, choices)
    target = _target(session, wishes)
    check_output(target)
    if questionnaire.consent and not wishes.quiet:
        tell([*words.consent(session), words.COUNTS_AS_YES], no_color=wishes.no_color)
    finished = scripted.run(session, sys.stdin.buffer.read()).response
    write_output(target, response_to_json(finished))
    if not wishes.quiet:
        _told_of_support(questionnaire, target, wishes)
    return Finished(finished, target)


def _told_of_support(questionnaire: Questionnaire, path: Path, wishes: Wishes) -> None:
    """Say where the answers are and then who can help, to somebody who is given no report."""
    if questionnaire.support:
        print(words.finished(path, questionnaire), file=sys.stderr)
        tell(words.support(questionnaire, answered=True), no_color=wishes.no_color)


def _resumed(
    questionnaire: Questionnaire,
    kept: keep.KeptSession[Response],
    wishes: Wishes,
    choices: dict[str, str],
) -> Session:
    response = kept.read()
    now, anew = key_of(questionnaire), f"collabcheck assess {wishes.name}"
    keep.check_unchanged(kept.path, response.questionnaire, now, anew)
    check_response(questionnaire, response, str(kept.path))
    return resume(questionnaire, response, choices)


def _told_of_others(questionnaire: Questionnaire, folder: Path) -> str:
    number = len(keep.waiting(folder))
    # A family may share a computer: nobody is shown the way to another's answers.
    if not number or questionnaire.lay:
        return ""
    print(words.waiting(number), file=sys.stderr)
    return words.waiting(number)


def _at_the_terminal(
    view: View, kept: keep.KeptSession[Response], wishes: Wishes
) -> Response | int:
    """Let the respondent answer, each answer on disk before the next question is shown."""
    from collabcheck.ask import plain, press, screens
    from collabcheck.ask.inbox import LOST
    from collabcheck.ask.live import Live
    from collabcheck.ask.shown import Manner

    saved: Response | None = None

    def save(view: View) -> View:
        nonlocal saved
        response = view.response
        anything = bool(response.answers) or view.session.anything
        under_way = view.session.phase not in ("consent", "notice", "done")
        if anything and under_way and response != saved:
            kept.save(response)
            saved = response
        return view

    manner = Manner(press.press, press.paste, screens.render, plain.ask, plain.hear, press.spoken)
    view, code = Live(manner, save, plain=wishes.plain, no_color=wishes.no_color).run(view)
    if view.session.phase == "done":
        return view.session.response
    if code != LOST.code:
        _told_on_leaving(view, kept, wishes)
    return code


def _told_on_leaving(view: View, kept: keep.KeptSession[Response], wishes: Wishes) -> None:
    """Say what became of the answers, and who can help; what was to be thrown away is removed."""
    answered = kept.path.exists()
    if view.discarding:
        kept.discard()
        said = words.THROWN_AWAY
    else:
        where = kept.path if answered else None
        said = words.leaving(view.session, _command(wishes, wishes.output), kept=where)
    print(said, file=sys.stderr)
    helped = words.support(view.session.questionnaire, answered=answered)
    tell(helped, no_color=wishes.no_color)


def _command(wishes: Wishes, output: Path | None = None) -> str:
    """Write the command that goes on with this session."""
    return words.resume_command(wishes.name, output, plain=wishes.plain, no_color=wishes.no_color)
