"""How is a questionnaire asked line by line, for a screen reader or a plain terminal?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from collabcheck.ask import session as step
from collabcheck.ask import words
from collabcheck.ask.names import option_named
from collabcheck.ask.press import View, left, press
from collabcheck.ask.scripted import parse_answer
from collabcheck.ask.session import Session, settled
from collabcheck.ask.text import clean
from collabcheck.core.responses.response import LONGEST_COMMENT


def ask(view: View) -> Iterator[str]:
    """Give the lines that ask what is asked now."""
    session = view.session
    if view.draft is not None:
        yield words.COMMENT_NOTICE
        yield "Write your comment on one line."
        if view.draft:
            yield f"It says now: {clean(view.draft)}"
            yield "An empty line leaves it as it is; a single hyphen takes it away."
    elif view.parting:
        yield from words.parting(session)
        yield "Write k to keep them, x to throw them away, or b to go back."
    elif session.phase == "consent":
        yield clean(session.questionnaire.title)
        for text in words.consent(session):
            yield from ("", text)
        yield ""
        yield "Press Enter to say: yes, I will take part. To say no, write q and press Enter."
    elif session.phase == "notice":
        yield clean(session.questionnaire.title)
        yield from words.welcome(session)
        yield "Press Enter to begin, or q and Enter to leave."
    elif session.phase == "attributes":
        yield from _attribute(session)
    elif session.phase == "items":
        yield from _item(session)
    else:
        yield from _review(session)


def hear(view: View, line: str) -> View:
    """Give the view after a line; one without a meaning here gives a hint."""
    if view.draft is not None:
        return _comment(view, line)
    word, view = " ".join(line.split()), replace(view, hint="")
    phase = view.session.phase
    if word == "?":
        return replace(view, hint="\n".join(words.help_text(view.session)))
    if view.parting:
        return press(view, word.lower() or "enter")
    if word.lower() == "q":
        return left(view)
    if phase in ("consent", "notice"):
        return press(view, "enter" if not word else "unknown")
    if word.lower() in ("b", "k") and not (phase == "review" and word.lower() == "k"):
        return press(view, word.lower())
    if phase == "attributes":
        return _chosen(view, word)
    if phase == "items":
        return _answered(view, line)
    return _reviewed(view, word)


def _attribute(session: Session) -> Iterator[str]:
    yield clean(session.attribute.question)
    for number, option in enumerate(session.attribute.options, 1):
        yield f"{number}. {clean(option.name)}"
    if settled(session):
        yield f"Your answer: {words.option_given(session, session.position)}"
    yield f"Write a number. {_keys(session)}"


def _item(session: Session) -> Iterator[str]:
    lay = session.questionnaire.lay
    about = "" if lay else f" {clean(session.heading.name)}."
    left = words.time_left(session)
    yield f"{words.place(session)}{f', {left}' if left else ''}.{about}"
    yield session.wording(session.item)
    if lay and session.item.help:
        yield clean(session.item.help)
    for key, label, _ in words.choices(session.questionnaire.scale):
        yield f"{key} {label}"
    recorded = session.recorded(session.item)
    if recorded:
        yield f"Your answer: {words.answer_given(session, session.item)}"
    if recorded and recorded.comment:
        yield f"Your comment: {clean(recorded.comment)}"
    yield _keys(session)


def _review(session: Session) -> Iterator[str]:
    yield f"{words.REVIEW_TITLE}. {session.answered} of {session.total} are answered."
    for place, attribute in enumerate(session.questionnaire.attributes):
        yield f"{attribute.id}: {words.option_given(session, place)}"
    above = None
    for number, item in enumerate(session.questionnaire.items, 1):
        heading = session.questionnaire.heading(item)
        if heading != above and not session.questionnaire.lay:
            above = heading
            yield clean(heading.name)
        yield f"{number}. {words.answer_given(session, item)}: {session.wording(item)}"
    names = " or ".join(attribute.id for attribute in session.questionnaire.attributes)
    change = f"a question's number{f', or {names},' if names else ''} to change it"
    leave = "leave" if session.questionnaire.consent else "save and leave"
    yield f"Write f to finish, {change}, q to {leave}, or ? for help."


def _keys(session: Session) -> str:
    return ", ".join(words.footer(session).split("   ")) + "."


def _chosen(view: View, word: str) -> View:
    option = option_named(view.session.attribute, word)
    if option is None and word.lower() != "s":
        last = len(view.session.attribute.options)
        return replace(view, hint=f"{_quoted(word)}Write a number from 1 to {last}, or s to skip.")
    return View(step.choose(view.session, option.id if option else None))


def _answered(view: View, line: str) -> View:
    word, _, rest = line.strip().partition(" ")
    if word.lower() == "c":
        opened = press(view, "c")
        return _comment(opened, rest) if rest.strip() else opened
    parsed = parse_answer(view.session.questionnaire.scale, line)
    if parsed is None:
        return replace(view, hint=f"{_quoted(word)}Write an answer, or ? for help.")
    given, remark = parsed
    session = step.comment(view.session, remark) if remark else view.session
    return View(step.answer(session, given), hint=_cut(remark))


def _comment(view: View, line: str) -> View:
    text = clean(line)
    if not text:
        return replace(view, draft=None, hint="The comment is as it was.")
    session = step.comment(view.session, "" if text == "-" else text)
    done = "The comment is gone." if text == "-" else "Comment kept."
    return View(session, hint=_cut(text) or done)


def _reviewed(view: View, word: str) -> View:
    session = view.session
    if word.lower() == "f":
        return View(step.finish(session))
    for place, attribute in enumerate(session.questionnaire.attributes):
        if word.lower() == attribute.id:
            return View(step.change(session, "attributes", place))
    if word.isascii() and word.isdigit() and 1 <= int(word[:6]) <= session.total:
        return View(step.change(session, "items", int(word[:6]) - 1))
    return replace(view, hint=f"{_quoted(word)}Write f, or a number from 1 to {session.total}.")


def _cut(text: str) -> str:
    return words.COMMENT_LIMIT if len(clean(text)) > LONGEST_COMMENT else ""


def _quoted(word: str) -> str:
    return f"'{clean(word)[:40]}' is not an answer here. " if clean(word) else ""
