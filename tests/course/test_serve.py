import threading
import urllib.request

import pytest

from unrolled.course import CourseError
from unrolled.course.serve import site_server


def test_the_site_is_served_on_this_machine_only(tmp_path):
    (tmp_path / "index.html").write_text("hello")
    with site_server(tmp_path, 0) as server:
        assert server.server_address[0] == "127.0.0.1"
        threading.Thread(target=server.handle_request, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/"
        assert urllib.request.urlopen(url).read() == b"hello"


def test_a_site_that_is_not_built_is_one_clear_line(tmp_path):
    with pytest.raises(CourseError, match="run `make book`"):
        site_server(tmp_path, 0)


@pytest.mark.parametrize("port", [-1, 70000])
def test_a_port_that_cannot_be_is_refused(tmp_path, port):
    (tmp_path / "index.html").touch()
    with pytest.raises(CourseError, match=f"expected a free port, got {port}"):
        site_server(tmp_path, port)


def test_a_taken_port_is_refused(tmp_path):
    (tmp_path / "index.html").touch()
    with (
        site_server(tmp_path, 0) as first,
        pytest.raises(CourseError, match="choose another with --port"),
    ):
        site_server(tmp_path, first.server_port)
