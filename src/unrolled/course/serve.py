"""Show the built site on this machine."""

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from unrolled.course import CourseError


def site_server(site: Path, port: int) -> ThreadingHTTPServer:
    """Return a server of the built site on 127.0.0.1.

    Raises:
        CourseError: The site is not built, or the port is taken.
    """
    if not (site / "index.html").is_file():
        raise CourseError(
            f"expected a built site in {site}, found none: run `make book`"
        )
    handler = partial(SimpleHTTPRequestHandler, directory=str(site))
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), handler)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CourseError(
            f"expected a free port, got {port} ({reason}): choose another with --port"
        ) from None


def serve(site: Path, port: int) -> None:
    """Serve the site until Ctrl-C."""
    with site_server(site, port) as server:
        print(f"http://127.0.0.1:{server.server_port}/ (Ctrl-C ends)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
