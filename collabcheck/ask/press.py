"""What does the press of a key do?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from collabcheck.ask import session as step
from collabcheck.ask.names import OPTION_KEYS, answer_keys
from collabcheck.ask.session import Session, settled, tidy_comment
from collabcheck.ask.shown import Shown
from collabcheck.ask.text import clean, safe
from collabcheck.ask.writing import edited
from collabcheck.core.responses.response import LONGEST_COMMENT, Response

# A key is a character as typed, or one of these names:
NAMED = (
    "enter", "escape", "backspace", "clear", "word", "up", "down", "left", "right",
    "pageup", "pagedown", "home", "end", "tab", "unknown",
)  # fmt: skip

Row = tuple[Literal["attributes", "items"], int]


@dataclass(frozen=True)
class View(Shown):
    """A session and what stands around it on the screen.

    draft: the comment being written. typed: the digits of a number being typed.
    cursor: the row chosen in a list, -1 before any is. parting: whether the respondent was asked
    what becomes of the answers given so far. discarding: whether these are thrown away.
    """

    session: Session
    draft: str | None = None
    typed: str = ""
    cursor: int = -1
    parting: bool = False
    discarding: bool = False

    @property
    def done(self) -> bool:
        """Whether every question was asked and the answers were finished."""
        return self.session.phase == "done"

    @property
    def writing(self) -> bool:
        """Whether a comment is being written."""
        return self.draft is not None

    @property
    def topic(self) -> object:
        """What is asked: a step of the session, a comment, or what becomes of the answers."""
        return self.session, self.draft, self.parting

    @property
    def response(self) -> Response:
        """The response with a comment that is still being written: what a break must not lose."""
        if self.draft is None:
            return self.session.response
        return step.comment(self.session, self.draft).response


def press(view: View, key: str) -> View:
    """Give the view after a key. A key without a meaning here gives a hint."""
    if view.draft is not None:
        return _write(view, view.draft, key)
    if view.helping:
        return _scrolled(view, key) or replace(view, helping=False, scroll=0)
    before, view = view, replace(view, hint="")
    key = key.lower() if len(key) == 1 else key
    if view.parting:
        return _parting(view, key)
    if key == "q":
        return left(view)
    if key == "?":
        return replace(view, helping=True, scroll=0)
    if view.session.phase == "review":
        return _review(replace(view, typed=""), before.typed, key)
    ways = {"consent": _consent, "notice": _notice, "attributes": _attribute, "items": _item}
    way = ways.get(view.session.phase)
    return way(view, key) if way else view


def left(view: View) -> View:
    """Leave; whoever was asked for consent is asked first what becomes of answers given so far."""
    if view.session.questionnaire.consent and view.session.anything:
        return replace(view, parting=True, scroll=0)
    return replace(view, leaving=True)


def paste(view: View, text: str) -> View:
    """Take pasted text into a comment; elsewhere it would be read as answers, so it is left out."""
    if view.draft is None:
        return replace(view, hint="Pasted text is used in comments only (c).")
    return _drafted(view, view.draft + clean(text))


def spoken(view: View) -> View:
    """Give the view as it is asked line by line: a comment under way is kept, no hint repeated."""
    return View(view.session if view.draft is None else step.comment(view.session, view.draft))


def rows(session: Session) -> list[Row]:
    """List what can be changed in the review, in order."""
    attributes: list[Row] = [
        ("attributes", place)
        for place, attribute in enumerate(session.questionnaire.attributes)
        if attribute.id not in session.given
    ]
    return attributes + [("items", place) for place in range(session.total)]


def _moved(view: View, session: Session) -> View:
    """Show another question: what belonged to the last one is put away."""
    cursor = view.cursor
    if session.phase != "review":
        cursor = -1
    elif view.session.phase in ("items", "attributes"):
        cursor = rows(session).index((view.session.phase, view.session.position))
        cursor = cursor if view.session.changing else 0
    return View(session, cursor=cursor)


def _parting(view: View, key: str) -> View:
    # Who stops may be in a hurry, or watched: what asks for no thought leaves nothing behind.
    if key in ("x", "enter", "q"):
        return replace(view, leaving=True, discarding=True)
    if key == "k":
        return replace(view, leaving=True)
    if key in ("b", "left", "escape"):
        return replace(view, parting=False)
    return replace(view, hint=_unknown(key, "Press k or x"))


def _consent(view: View, key: str) -> View:
    # Enter alone says yes, and only to what was read: while lines are left it moves on, and a key
    # that moves a text or begins elsewhere never passes for consent.
    if key == "enter" and not view.page:
        return _moved(view, step.agree(view.session))
    if key in ("enter", " ", "pagedown") and view.page:
        return replace(view, scroll=view.scroll + max(view.page - 1, 1))
    if moved := _scrolled(view, key):
        return moved
    return replace(view, hint=f"Enter {'reads on' if view.page else 'says yes'}, q says no.")


def _notice(view: View, key: str) -> View:
    if key in ("enter", " ", "right"):
        return _moved(view, step.begin(view.session))
    return _scrolled(view, key) or replace(view, hint="Press Enter to begin.")


def _attribute(view: View, key: str) -> View:
    options = view.session.attribute.options
    if key in OPTION_KEYS[: len(options)]:
        option = options[OPTION_KEYS.index(key)]
        return _moved(view, step.choose(view.session, option.id))
    if key == "enter" and view.cursor >= 0:
        return _moved(view, step.choose(view.session, options[view.cursor].id))
    if key == "s":
        return _moved(view, step.choose(view.session, None))
    if key in ("up", "down"):
        cursor = view.cursor + (1 if key == "down" else -1)
        return replace(view, cursor=min(max(cursor, 0), len(options) - 1))
    return _either_way(view, key) or replace(view, hint=_unknown(key, "Press the key of an answer"))


def _item(view: View, key: str) -> View:
    keys = answer_keys(view.session.questionnaire.scale)
    if key in keys:
        return _moved(view, step.answer(view.session, keys[key]))
    if key == "c":
        recorded = view.session.recorded(view.session.item)
        return replace(view, draft=(recorded.comment if recorded else None) or "", scroll=0)
    return (
        _scrolled(view, key)
        or _either_way(view, key)
        or replace(view, hint=_unknown(key, "Press the key of an answer"))
    )


def _either_way(view: View, key: str) -> View | None:
    if key in ("b", "left"):
        return _moved(view, step.back(view.session))
    if key in ("k", "right"):
        if settled(view.session):
            return _moved(view, step.keep(view.session))
        return replace(view, hint="There is no answer to keep yet. Answer, or press s to skip.")
    return None


def _review(view: View, typed: str, key: str) -> View:
    changeable = rows(view.session)
    moves = {"up": -1, "k": -1, "down": 1, "j": 1, "pageup": -10, "pagedown": 10, " ": 10}
    moves |= {"home": -len(changeable), "end": len(changeable)}
    if key in moves:
        cursor = min(max(view.cursor + moves[key], 0), len(changeable) - 1)
        return replace(view, cursor=cursor)
    if key == "f":
        return _moved(view, step.finish(view.session))
    if key in ("b", "left"):
        return _moved(view, step.back(view.session))
    if key == "backspace":
        return replace(view, typed=typed[:-1])
    if key.isascii() and key.isdigit() and len(typed) < 4:
        return replace(view, typed=typed + key)
    if key == "enter" and typed:
        if not 1 <= int(typed) <= view.session.total:
            return replace(view, hint=f"There is no question {int(typed)}.")
        return _moved(view, step.change(view.session, "items", int(typed) - 1))
    if key == "enter":
        return _moved(view, step.change(view.session, *changeable[max(view.cursor, 0)]))
    return replace(view, hint=_unknown(key, "Type a question's number and press Enter"))


def _write(view: View, draft: str, key: str) -> View:
    if key == "enter":
        session = step.comment(view.session, draft)
        hint = "Comment kept." if tidy_comment(draft) else "No comment."
        hint += "" if settled(session) else " Now your answer."
        return replace(view, session=session, draft=None, hint=hint)
    if key == "escape":
        return replace(view, draft=None, hint="The comment is as it was.")
    text = edited(draft, key)
    return view if text == draft else _drafted(view, text)


def _drafted(view: View, draft: str) -> View:
    if len(draft) > LONGEST_COMMENT:
        hint = f"A comment holds {LONGEST_COMMENT} characters; the rest is left out."
        return replace(view, draft=draft[:LONGEST_COMMENT], hint=hint)
    return replace(view, draft=draft, hint="")


def _scrolled(view: View, key: str) -> View | None:
    steps = {"up": -1, "down": 1, "pageup": -8, "pagedown": 8}
    return replace(view, scroll=max(view.scroll + steps[key], 0)) if key in steps else None


def _unknown(key: str, instead: str) -> str:
    named = f"'{key}' does nothing here. " if len(key) == 1 and safe(key) and key != " " else ""
    return f"{named}{instead}, or ? for help."
