import pytest
from nbformat.v4 import new_output

from unrolled.course.outputs import WIDGET_VIEW, collapse, normalise_outputs, traces


@pytest.mark.parametrize(
    "text, shown",
    [
        ("plain\nlines\n", "plain\nlines\n"),
        ("\r 10%|#\r 50%|###\r100%|#####\n", "100%|#####\n"),
        ("before\n\r 10%\r      \rafter\n", "before\nafter\n"),
        ("\r 10%\r      \r", ""),
        ("windows\r\nlines\r\n", "windows\nlines\n"),
        ("\n", "\n"),
        ("", ""),
    ],
)
def test_progress_bars_collapse_to_what_a_terminal_shows(text, shown):
    assert collapse(text) == shown
    assert collapse(shown) == shown


def test_streams_of_one_name_merge_even_within_a_progress_bar():
    outputs = [
        new_output("stream", name="stdout", text="\r 1"),
        new_output("stream", name="stdout", text="0%\r20%"),
        new_output("stream", name="stderr", text="\r   \r"),
        new_output("stream", name="stdout", text="\ndone\n"),
    ]
    (merged,) = normalise_outputs(outputs, 1)
    assert merged.text == "20%\ndone\n"


def test_widget_views_go_but_their_static_html_stays():
    data = {WIDGET_VIEW: {"model_id": "1"}, "text/html": "<div></div>"}
    live = new_output("display_data", data={WIDGET_VIEW: {"model_id": "1"}})
    outputs = normalise_outputs([new_output("display_data", data=data), live], 1)
    assert [dict(o.data) for o in outputs] == [{"text/html": "<div></div>"}]


def test_the_count_of_a_result_is_the_cells():
    result = new_output("execute_result", data={"text/plain": "1"}, execution_count=9)
    assert normalise_outputs([result], 3)[0].execution_count == 3


@pytest.mark.parametrize(
    "text",
    [
        "saved to /home/ann/x.pt",
        "in /tmp/tmp4x/y",
        "C:\\Users\\ann",
        "<Axes at 0x7f3a9c0d1e2f>",
        "File lib/site-packages/torch/nn.py",
        "/tmp/ipykernel_123/4.py",
        "/srv/here/project/book",
    ],
)
def test_machine_paths_and_addresses_are_found(text):
    outputs = [new_output("stream", name="stdout", text=text)]
    assert traces(outputs, "/srv/here/project")


def test_ordinary_text_and_images_are_no_traces():
    text = (
        "loss 0.1 and/or https://host/home/x, #!/usr/bin/env python, 0x1F, AAA/tmp/AAA"
    )
    image = new_output("display_data", data={"image/png": "/tmp/AAAA"})
    stream = new_output("stream", name="stdout", text=text)
    assert traces([stream, image], "/srv/here") == []
