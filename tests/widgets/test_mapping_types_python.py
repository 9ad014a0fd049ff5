import base64
import copy
import io
import json

import numpy as np
import pytest
import torch
from PIL import Image

from unrolled.widgets import MappingTypes
from unrolled.widgets.mapping_examples import default_examples, image_item
from unrolled.widgets.mapping_plan import TYPES

REVIEW = {
    "type": "many-to-one",
    "name": "Sentiment",
    "inputs": ["a", "$", "</script>"],
    "outputs": ["positive"],
}
ALIGNED = REVIEW | {"type": "many-to-many", "outputs": list("011")}


def changed(**changes) -> dict:
    return dict(examples=[REVIEW | changes])


def test_state_is_plain_json_of_the_documented_form():
    state = MappingTypes([ALIGNED, REVIEW], start="many-to-one", title="t").state()
    assert json.loads(json.dumps(state)) == state
    assert state["version"] == 1
    assert state["examples"] == [ALIGNED | {"note": ""}, REVIEW | {"note": ""}]
    assert (state["example"], state["inputs"], state["outputs"]) == (1, 3, 1)


def test_without_arguments_there_is_one_example_of_each_type():
    kinds = [example["type"] for example in MappingTypes().examples]
    assert kinds == list(TYPES)


def test_the_labels_of_the_default_code_are_those_of_its_string():
    code = next(e for e in default_examples() if e["type"] == "many-to-many")
    text = "".join(code["inputs"])
    start, end = text.index('"'), text.rindex('"')
    inside = [str(int(start <= t <= end)) for t in range(len(text))]
    assert code["outputs"] == inside


@pytest.mark.parametrize("shape", [(5, 7), (5, 7, 3)])
def test_an_image_survives(shape):
    pixels = np.random.default_rng(0).random(shape)
    item = image_item(torch.tensor(pixels), "noise")
    data = base64.b64decode(item["image"].removeprefix("data:image/png;base64,"))
    with Image.open(io.BytesIO(data)) as image:
        np.testing.assert_allclose(np.asarray(image) / 255, pixels, atol=1 / 500)
    assert item["alt"] == "noise"
    widget = MappingTypes([REVIEW | {"inputs": [item, "b"]}])
    assert len(widget.fallback_figure().axes[0].images) == 1


def test_pixels_that_are_no_image_are_named():
    with pytest.raises(ValueError, match=r"expected \(H, W\) .*got \(2, 2, 4\)"):
        image_item(np.zeros((2, 2, 4)), "x")
    with pytest.raises(ValueError, match="expected numbers from 0 to 1, got 0 to 255"):
        image_item([[0, 255]], "x")


JPEG = {"image": "data:image/jpeg;base64,", "alt": "x"}
NOISE = image_item(np.random.default_rng(0).random((100, 100, 3)), "noise")
WRONG = [
    (changed(type="many"), r"type: expected one of \['one-to-one', .*got 'many'"),
    (changed(label="x"), "example: expected .*check 'label'"),
    (dict(examples=[{"type": "one-to-one"}]), "example: expected .*check 'inputs'"),
    (changed(inputs=[]), "inputs of 'Sentiment': expected 1 to 8, got 0"),
    (changed(inputs=["x"] * 9), "inputs of 'Sentiment': expected 1 to 8, got 9"),
    (changed(outputs=["x"] * 2), "outputs of 'Sentiment': expected 1, got 2"),
    (dict(examples=[ALIGNED | {"outputs": ["0"]}]), "expected equal lengths, got 3"),
    (changed(inputs=[3]), "inputs of 'Sentiment': expected a string or .*got 3"),
    (changed(inputs=[""]), "expected a string or"),
    (changed(inputs=[NOISE | {"alt": ""}]), "expected a string or"),
    (changed(inputs=[JPEG]), "expected a PNG as data URI, got data:image/jpeg"),
    (changed(inputs=[NOISE]), r"expected at most 20000 bytes, got \d{5}"),
    (dict(examples=[]), "examples: expected at least one, got none"),
    (dict(examples=[REVIEW], start="one-to-one"), "start: expected one of"),
]


@pytest.mark.parametrize(("arguments", "message"), WRONG)
def test_what_does_not_fit_is_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        MappingTypes(**arguments)


def test_what_is_set_later_is_checked_too():
    widget = MappingTypes()
    with pytest.raises(ValueError, match="inputs: expected 1 to 8, got 9"):
        widget.inputs = 9
    with pytest.raises(ValueError, match="example: expected 0 to 4, got 5"):
        widget.example = 5


def test_the_output_is_stored_for_four_readers_and_never_changes():
    bundle, _ = MappingTypes([REVIEW])._repr_mimebundle_()
    again, _ = MappingTypes([REVIEW])._repr_mimebundle_()
    view = "application/vnd.jupyter.widget-view+json"
    assert set(bundle) == {view, "text/html", "image/png", "text/plain"}
    for kind in ("text/html", "image/png", "text/plain"):
        assert bundle[kind] == again[kind]
    assert bundle["text/plain"] == "MappingTypes(1 example)"
    assert bundle["text/html"].count("</script>") == 1
    assert len(MappingTypes().picture("png")) < 60_000


def test_the_picture_and_its_text_show_the_first_example_of_each_type():
    widget = MappingTypes(
        [REVIEW, REVIEW | {"name": "Other", "inputs": ["z"]}, ALIGNED]
    )
    texts = [text.get_text() for text in widget.fallback_figure().axes[0].texts]
    assert {"many to one", "many to many, aligned", "positive"} <= set(texts)
    assert "z" not in texts
    said = widget.alt_text()
    assert "Many to one, Sentiment: input mask 111, loss mask 001." in said
    assert "Other" not in said


def test_making_a_widget_leaves_the_arguments_alone():
    before = copy.deepcopy([REVIEW, ALIGNED])
    MappingTypes([REVIEW, ALIGNED])
    assert before == [REVIEW, ALIGNED]
