"""How does `python -m collabcheck` start?"""

from collabcheck.cli.app import main

main()
