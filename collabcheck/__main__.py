"""How does `python -m collabcheck` start?"""

from collabcheck.cli.app import main

if __name__ == "__main__":
    main()
