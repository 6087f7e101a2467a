"""What does a questionnaire look like in which groups rate each other?"""

from __future__ import annotations

from support import HEAD, questionnaire

ROUND_ROBIN = """
round_robin:
  attribute: agency
  title: How we see each other
  about: About the work between you.
  items:
    - {id: h, text: "We hear from {group} in time."}
    - {id: k, text: "What we agree with {group} gets done."}
  without: [council, charity, housing]
  names:
    - {id: police, name: the police}
"""
"""Health, police and school are rated; charity and housing rate and are not."""

ITEMS = """\
items:
  - {id: t1, text: We hear in time., axis: trust, strand: talk, barriers: [late]}
  - {id: t2, text: Letters come late., axis: trust, keying: reverse}
"""

TEXT = HEAD + ITEMS + ROUND_ROBIN
ROBIN = questionnaire(TEXT)
