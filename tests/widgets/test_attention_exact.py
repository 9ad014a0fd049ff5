"""The network in the page, its numbers rounded to 12 bits, still translates dates."""

import torch

from unrolled import recipes
from unrolled.widgets.attention_weights import pack, unpack


def test_what_is_stored_in_the_page_translates_held_out_lists_of_1_to_6_dates():
    model, vocabularies, _ = recipes.load("dates_attention")
    state = {name: unpack(pack(w.numpy())) for name, w in model.state_dict().items()}
    model.load_state_dict({name: torch.tensor(w) for name, w in state.items()})
    figures = recipes.recipe("dates_attention").measure(model, vocabularies)
    exact = [value for name, value in figures.items() if name.startswith("exact")]
    assert len(exact) == 6 and min(exact) >= 0.97
