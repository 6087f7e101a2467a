"""What does the smallest Typer app of two commands cost to start?"""

from typing import Annotated

import typer

app = typer.Typer(help="Two commands that do nothing.")


@app.command()
def first(name: Annotated[str, typer.Argument(help="A name.")]) -> None:
    """Do nothing with a name."""


@app.command()
def second(count: Annotated[int, typer.Option(help="A number.")] = 1) -> None:
    """Do nothing with a number."""


if __name__ == "__main__":
    app()
