"""With which words does the session speak?

All that a respondent reads which is not in the questionnaire stands here, for the screen and for
the line-by-line way alike.
"""

from __future__ import annotations

import shlex
from pathlib import Path

from collabcheck.ask.names import DONT_KNOW, NOT_APPLICABLE, point_key
from collabcheck.ask.progress import in_words, unhurried
from collabcheck.ask.session import Session, settled
from collabcheck.ask.text import clean
from collabcheck.core.instrument.item import Item
from collabcheck.core.instrument.questionnaire import (
    Organiser,
    Picture,
    Questionnaire,
    Scale,
    paragraphs,
)
from collabcheck.core.instrument.reading_time import seconds_to_answer
from collabcheck.core.responses.response import LONGEST_COMMENT, Given

COMMENT_NOTICE = "Write no names, places or dates: nobody should be able to tell who is meant."
COMMENT_LIMIT = f"A comment holds {LONGEST_COMMENT} characters; the rest is left out."
SKIPPED = "no answer"
REVIEW_TITLE = "Check your answers"
WILLING = "At its end Enter means: yes, I will take part. q means: no."
WHO_ASKS = (
    "Whoever gave you this must tell you who asks, who keeps your answers and until when. If they "
    "did not, ask first."
)
SAID_NO = "Thank you. That is fine. Nothing is kept."
THROWN_AWAY = "That is fine. Your answers are thrown away. Nothing is kept."
COUNTS_AS_YES = "Answers that are handed in here count as a yes to this."


def choices(scale: Scale) -> list[tuple[str, str, Given]]:
    """List the answers on offer: key, words and answer."""
    points: list[tuple[str, str, Given]] = [
        (point_key(point.code), clean(point.label), point.code) for point in scale.points
    ]
    return [
        *points,
        (DONT_KNOW, clean(scale.dont_know), "dont_know"),
        (NOT_APPLICABLE, clean(scale.not_applicable), "not_applicable"),
    ]


def pictures(scale: Scale) -> dict[str, Picture]:
    """Give the picture of each answer that has one, by its key."""
    return {point_key(point.code): point.picture for point in scale.points if point.picture}


def answer_label(scale: Scale, given: Given) -> str:
    """Say an answer in words, after its key."""
    return next((f"{key} {label}" for key, label, answer in choices(scale) if answer == given), "")


def answer_given(session: Session, item: Item) -> str:
    """Say what is recorded for an item."""
    recorded = session.recorded(item)
    if recorded is None or recorded.answer is None:
        return SKIPPED
    return answer_label(session.questionnaire.scale, recorded.answer)


def option_given(session: Session, attribute: int) -> str:
    """Say what is chosen for an attribute."""
    asked = session.questionnaire.attributes[attribute]
    chosen = session.response.choice(asked.id)
    return next((clean(option.name) for option in asked.options if option.id == chosen), SKIPPED)


def consent(session: Session) -> list[str]:
    """Say, in paragraphs, what a yes means, and who asks."""
    of = session.questionnaire
    return [*(clean(text) for text in paragraphs(of.consent)), *_organiser(of.organiser)]


def _organiser(of: Organiser | None) -> list[str]:
    if of is None:
        return [WHO_ASKS]
    return [
        f"Who is asking: {clean(of.name)}.",
        f"Questions first? Talk to: {clean(of.contact)}.",
        f"We keep your answers until: {clean(of.kept_until)}.",
        (
            "If you are not happy with what we do with them, say so there, or to the Information "
            "Commissioner, ico.org.uk."
        ),
    ]


def support(questionnaire: Questionnaire, *, answered: bool) -> list[str]:
    """Say, in paragraphs, who can help, to somebody who ends or leaves.

    `answered` is False for those who said no, or stopped before the first answer.
    """
    thanks = paragraphs(questionnaire.thanks) if answered else ()
    return [clean(text) for text in (*thanks, *paragraphs(questionnaire.support))]


def welcome(session: Session) -> list[str]:
    """Say, in paragraphs, what is coming and what must be left out."""
    questionnaire = session.questionnaire
    length = in_words(seconds_to_answer(session.wording(item) for item in questionnaire.items))
    ahead = f"{session.total} questions, {length}."
    if questionnaire.consent:
        need = unhurried(session.total)
        ahead = f"{session.total} questions. Take as long as you like; many need {need}."
    return [
        clean(questionnaire.intro),
        clean(questionnaire.notice),
        (
            f"{ahead} We do not ask for your name. Each answer is kept on this computer when you "
            "give it, so you can stop and go on later."
        ),
    ]


def cups(scale: Scale) -> str:
    """Explain the pictures of a scale that has them, in its own words."""
    drawn = {"cup-empty": "An empty cup", "cup-half": "A half-full cup", "cup-full": "A full cup"}
    labels = {p.picture: clean(p.label) for p in scale.points if p.picture}
    return " ".join(
        f"{drawn[picture]} means {label[:1].lower()}{label[1:]}."
        for picture, label in labels.items()
    )


def place(session: Session) -> str:
    """Say which question is open."""
    return f"Question {session.position + 1} of {session.total}"


def time_left(session: Session) -> str:
    """Say how many minutes the rest will take; nobody who was asked for consent is hurried."""
    if session.questionnaire.consent:
        return ""
    rest = session.remaining()
    if not rest:
        return "all questions seen"
    return f"{in_words(seconds_to_answer(session.wording(item) for item in rest))} left"


def footer(session: Session, *, unread: bool = False) -> str:
    """Name the keys that work beside the answers; `unread` where a consent was not read through."""
    leave = "q leave" if session.questionnaire.consent else "q save and leave"
    yes = "Enter read on" if unread else "Enter yes, I will take part"
    keep = "k keep   " if session.phase in ("items", "attributes") and settled(session) else ""
    back = "b to the list" if session.changing else "b back"
    return {
        "consent": f"{yes}   q no, leave   ? help",
        "notice": "Enter begin   ? help   q leave",
        "attributes": f"{keep}s skip   {back}   ? help   {leave}",
        "items": f"{keep}s skip   {back}   c comment   ? help   {leave}",
        "review": f"f finish   j down   k up   Enter change   b back   ? help   {leave}",
        "done": "",
    }[session.phase]


PARTING_KEYS = (("k", "keep, to go on later"), ("x", "throw away"), ("b", "back"))


def parting(session: Session) -> list[str]:
    """Ask whoever leaves, in paragraphs, what becomes of the answers."""
    return [
        f"You have answered {session.answered} of {session.total} questions.",
        (
            "Do you want to keep your answers, to go on later? Then they stay on this computer, "
            "where others who use it may find them. Or do you want to throw them away?"
        ),
        "Enter alone throws them away.",
    ]


def help_text(session: Session) -> list[str]:
    """Explain what is on the screen, in paragraphs."""
    lay = session.questionnaire.lay
    leave = "q leaves. What you have answered is kept, and you can go on later."
    if session.questionnaire.consent:
        leave = "q leaves. You can keep your answers, to go on later, or throw them away."
    if session.phase == "consent":
        return [
            (
                "Where there is more than you can see, Enter shows what comes next. The up and "
                "down arrow keys move the text line by line."
            ),
            WILLING,
            "If you say no, nothing is asked and nothing is kept.",
        ]
    if session.phase == "review":
        return [
            (
                "This is the list of your answers. To change one, type its number and press Enter; "
                "or move with the arrow keys (or j and k) and press Enter."
            ),
            (
                "f finishes: your answers are written to a file"
                f"{'' if lay else ' and your report is shown'}."
            ),
            leave,
        ]
    if session.phase != "items":
        return [
            "Press the key that stands before an answer. You need not press Enter after it.",
            "s goes on without an answer. b goes back.",
            leave,
        ]
    scale = session.questionnaire.scale
    about = [] if lay else [f"{clean(session.heading.name)}: {clean(session.heading.about)}"]
    return [
        *([clean(session.item.help)] if session.item.help else []),
        *about,
        (
            f"Press {point_key(scale.lo)} to {point_key(scale.hi)}, or {DONT_KNOW} if you do not "
            f"know: that is useful to hear. {NOT_APPLICABLE} means: {clean(scale.not_applicable)}."
        ),
        "s skips the question. b goes back. c adds a comment in your own words.",
        "k keeps an answer that you gave before, and goes on.",
        leave,
    ]


def leaving(session: Session, command: str, *, kept: Path | None) -> str:
    """Say how much is answered, that it is kept, and how to go on or to take it back."""
    if kept is None:
        no = session.questionnaire.consent
        return SAID_NO if no else "Nothing was answered, so nothing is kept."
    withdraw = f"\nTo take them back, delete this file: {kept}" if session.questionnaire.lay else ""
    return (
        f"{session.answered} of {session.total} questions are answered. Your answers are kept.\n"
        f"To go on: {command}{withdraw}"
    )


def resume_command(
    name: str, output: Path | None, *, plain: bool, no_color: bool, command: str = "assess"
) -> str:
    """Write the command that goes on with a session of this questionnaire or schedule."""
    words = ["collabcheck", command, name, "--resume"]
    words += ["-o", str(output)] if output else []
    words += ["--plain"] if plain else []
    words += ["--no-color"] if no_color else []
    return shlex.join(words)


def waiting(number: int) -> str:
    """Say that answers from before can be gone on with."""
    them = "An unfinished questionnaire is" if number == 1 else f"{number} unfinished ones are"
    return f"{them} waiting. To go on with the last: collabcheck assess --resume"


def finished(path: Path, questionnaire: Questionnaire) -> str:
    """Thank the respondent, unless words of support do, and say where the answers are."""
    thanks = "" if questionnaire.support else "Thank you. "
    then = "\nGive this file to the person who asked you. Then it is done."
    return f"{thanks}Your answers are in this file:\n{path}{then if questionnaire.lay else ''}"
