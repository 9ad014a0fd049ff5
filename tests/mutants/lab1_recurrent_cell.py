"""Wrong and right answers to lab 1: MUTANTS lose their points, VARIANTS win them."""

# ruff: noqa: E501 (one line an answer)

from unrolled.grading.edits import mutants, variants

ONE_HOT = """\
# exercise: one_hot
def encode(text, symbols):
    unknown = symbols.index("<unk>")
    found = [symbols.index(s) if s in symbols else unknown for s in text]
    return torch.tensor(found, dtype=torch.int64)


def one_hot(ids, size):
    return torch.eye(size)[ids]
"""
STEP = """\
# exercise: elman_step
def elman_step(x, h, W_xh, W_hh, b_h):
    return torch.tanh(x @ W_xh.T + h @ W_hh.T + b_h)
"""
UNROLL = """\
# exercise: unroll
def unroll(x, mask, W_xh, W_hh, b_h):
    B, T = mask.shape
    h, states = x.new_zeros(B, len(W_hh)), []
    for t in range(T):
        new = elman_step(x[:, t], h, W_xh, W_hh, b_h)
        h = torch.where(mask[:, t, None], new, h)
        states.append(h)
    return torch.stack(states, dim=1)
"""
LOSS = """\
# exercise: sequence_loss
def step_loss(p, y):
    return -(y * p.log() + (1 - y) * (1 - p).log())


def sequence_loss(p, y, mask):
    p = torch.where(mask, p, 0.5)
    losses = step_loss(p, y) * mask
    return losses.sum(1).mean()
"""
CELL = """\
# exercise: planted_bug
class Cell(nn.Module):
    def __init__(self, input_size, hidden_size):
        super().__init__()
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size) / 2)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size) / 2)
        self.bias_ih = nn.Parameter(torch.zeros(hidden_size))
        self.bias_hh = nn.Parameter(torch.zeros(hidden_size))

    def forward(self, x, h):
        new = x @ self.weight_ih.T + self.bias_ih
        old = h @ self.weight_hh.T + self.bias_hh
        return torch.tanh(new + old)
"""
ECHO = """\
# exercise: echo
def echo(x, first, W_xh, W_hh, b_h):
    mask = torch.ones(x.shape[:2], dtype=torch.bool)
    changed = torch.cat([first[:, None], x[:, 1:]], 1)
    h, g = (unroll(z, mask, W_xh, W_hh, b_h) for z in (x, changed))
    return (h - g).norm(dim=-1).mean(0)
"""

MUTANTS = {
    "one_hot": mutants(
        ONE_HOT,
        """
        unknown left out | else unknown for s in → for s in | if s in symbols → | text] → text if s in symbols] | has shape
        unknown is id 0 | symbols.index("<unk>") → 0 | unknown symbol
        unknown is the last id | symbols.index("<unk>") → len(symbols) - 1 | unknown symbol
        letters of the example only | in symbols → in "abc" | -
        ids count from 1 | torch.int64) → torch.int64) + 1 | encode('cab'
        ids as floats | torch.int64 → torch.float32 | expected int64
        symbols sorted first | found = → symbols = sorted(symbols)⏎    found = | encode('cab'
        the one at id + 1 | eye(size)[ids] → eye(size + 1)[ids + 1][..., :size] | id + 1
        one axis only | [ids] → [ids.flatten()] | has shape
        integers | eye(size) → eye(size, dtype=torch.int64) | expected float32
        first row for all | [ids] → [ids.flatten()[0]].expand(*ids.shape, -1) | one_hot([[2], [0]], 5)
        axes swapped | [ids] → [ids.transpose(0, -1)] | order is not
        """,
    ),
    "elman_step": mutants(
        STEP,
        """
        tanh is missing | torch.tanh → | tanh is missing
        bias is missing | + b_h → | bias is missing
        state is not used | + h @ W_hh.T → | h is not used
        sigmoid | torch.tanh → torch.sigmoid | use tanh
        matrix not transposed | W_hh.T → W_hh | W_hh.T
        state outside of the tanh | + h @ W_hh.T + b_h) → + b_h) + h @ W_hh.T | inside the tanh
        bias outside of the tanh | + b_h) → ) + b_h | b_h goes inside
        both outside of the tanh | + h @ W_hh.T + b_h) → ) + h @ W_hh.T + b_h | go inside the tanh
        bias twice | + b_h → + 2 * b_h | wrong values
        no gradient | h @ → h.detach() @ | no gradient
        state changed in place | return → h *= 1.5⏎    return | in place
        three units only | h @ W_hh.T → h[:, :3] @ W_hh[:, :3].T | -
        """,
    ),
    "unroll": mutants(
        UNROLL,
        """
        mask ignored | torch.where(mask[:, t, None], new, h) → new | padding was read
        padded steps give 0 | append(h) → append(h * mask[:, [t]]) | gives 0
        state is set to 0 | torch.where(mask[:, t, None], new, h) → new * mask[:, [t]] | gives 0
        state is not passed on | h = torch.where → new = torch.where | append(h) → append(new) | wrong values
        one step late | new = elman → states.append(h)⏎        new = elman | new, h)⏎        states.append(h) → new, h) | wrong values
        backwards in time | range(T) → reversed(range(T)) | wrong values
        mask of the next step | mask[:, t, None] → mask[:, min(t + 1, T - 1), None] | wrong values
        starts from ones | new_zeros → new_ones | wrong values
        time first | , dim=1 → | has shape
        only the last state | torch.stack(states, dim=1) → h | has shape
        gradient cut at each step | append(h) → append(h)⏎        h = h.detach() | no gradient
        result in float32 | append(h) → append(h.float()) | float32 numbers
        mean of the batch | x[:, t], h → x[:, t].mean(0, True).expand(B, -1), h | wrong values
        five steps only | [:, t, None] → [:, min(t, 4), None] | -
        weights without gradient | h, states = x → W_hh = W_hh.detach()⏎    h, states = x | -
        """,
    ),
    "sequence_loss": mutants(
        LOSS,
        """
        sign | -(y → (y | mind the sign
        only y = 1 | + (1 - y) * (1 - p).log() → | only the half
        logarithm to base 2 | log() → log2() | wrong values
        divided by 5 | losses.sum(1).mean() → losses.sum() / 5 | this is the mean
        logarithm without gradient | * p.log() → * p.detach().log() | -
        squared error | -(y * p.log() + (1 - y) * (1 - p).log()) → (p - y) ** 2 | wrong values
        clamped too hard | return -( → p = p.clamp(0.05, 0.95)⏎    return -( | wrong values
        sum over the batch | .sum(1).mean() → .sum() | this is the sum
        mean of all steps | .sum(1).mean() → .sum() / mask.sum() | mean of all steps
        mean over padding too | .sum(1).mean() → .mean() | expected 0.969
        mean of means | sum(1).mean() → sum(1).div(mask.sum(1)).mean() | expected 0.969
        axes swapped | sum(1) → sum(0) | expected 0.969
        mask ignored in the sum | * mask → | expected 0.969
        0 times log 0 | p = torch.where(mask, p, 0.5) → | NaN
        NaN removed too late | p = torch.where(mask, p, 0.5) → | (p, y) * mask → (p, y).where(mask, 0 * y) | gradient of input
        """,
    ),
    "planted_bug": mutants(
        CELL,
        """
        only the tanh mended | weight_hh.T → weight_hh | square matrix
        only the transpose mended | new = x @ self.weight_ih.T + self.bias_ih → new = torch.tanh(x @ self.weight_ih.T + self.bias_ih) | torch.tanh(new + old) → new + old | inside the tanh
        tanh twice | torch.tanh(new + old) → torch.tanh(new.tanh() + old) | one tanh
        tanh of each | torch.tanh(new + old) → new.tanh() + old.tanh() | h_t from h = 0
        a bias dropped | + self.bias_hh → | h_t from h = 0
        the same bias twice | + self.bias_hh → + self.bias_ih | h_t from h = 0
        state dropped | h @ self.weight_hh.T + → | h_t has
        sigmoid | torch.tanh → torch.sigmoid | h_t from h = 0
        added to the old state | torch.tanh( → h + torch.tanh( | h_t has
        no gradient | old = h → old = h.detach() | no gradient
        """,
    ),
    "echo": mutants(
        ECHO,
        """
        squared distance | norm(dim=-1) → square().sum(-1) | squared distance
        sum over the batch | .mean(0) → .sum(0) | sum over the batch
        root of the mean square | norm(dim=-1) → square().mean(-1).sqrt() | not of their mean
        norm of the mean | norm(dim=-1).mean(0) → mean(0).norm(dim=-1) | norm first
        mean over time | .mean(0) → .mean(1) | has shape
        absolute differences | norm(dim=-1) → abs().sum(-1) | wrong values
        difference of norms | (h - g).norm(dim=-1) → (h.norm(dim=-1) - g.norm(dim=-1)).abs() | wrong values
        last input changed | [first[:, None], x[:, 1:]] → [x[:, :-1], first[:, None]] | wrong values
        every input changed | torch.cat([first[:, None], x[:, 1:]], 1) → first[:, None].expand_as(x) | wrong values
        added to the first input | [first[:, None], → [x[:, :1] + first[:, None], | wrong values
        first sequence only | .mean(0) → [0] | wrong values
        x itself changed | changed = → x[:, 0] = first⏎    changed = | in place
        no gradient | (h - g).norm → (h - g).detach().norm | -
        """,
    ),
}
VARIANTS = {
    "one_hot": variants(
        ONE_HOT,
        """
        one_hot of PyTorch | torch.eye(size)[ids] → nn.functional.one_hot(ids, size).float()
        comparison | torch.eye(size)[ids] → (ids[..., None] == torch.arange(size)).float()
        dictionary | symbols.index(s) if s in symbols else unknown for → dict(zip(symbols, range(99))).get(s, unknown) for
        number by number | return torch.eye(size)[ids] → flat = [[float(i == j) for j in range(size)] for i in ids.flatten()]⏎    return torch.tensor(flat).reshape(*ids.shape, size)
        """,
    ),
    "elman_step": variants(
        STEP,
        """
        einsum | x @ W_xh.T → torch.einsum("bd,hd->bh", x, W_xh)
        functional.linear | x @ W_xh.T + h @ W_hh.T + b_h → nn.functional.linear(x, W_xh, b_h) + h @ W_hh.T
        one product | x @ W_xh.T + h @ W_hh.T → torch.cat([x, h], 1) @ torch.cat([W_xh, W_hh], 1).T
        columns | x @ W_xh.T + h @ W_hh.T → (W_xh @ x.T + W_hh @ h.T).T
        in float32 | + b_h) → + b_h).float()
        exponentials | torch.tanh( → (lambda a: 1 - 2 / (torch.exp(2 * a) + 1))(
        """,
    ),
    "unroll": variants(
        UNROLL,
        """
        mask as a number | torch.where(mask[:, t, None], new, h) → mask[:, [t]] * new + ~mask[:, [t]] * h
        loop over inputs and mask | for t in range(T): → for z, m in zip(x.unbind(1), mask.T): | x[:, t] → z | mask[:, t, None] → m[:, None]
        only the sequences that read | new = elman_step(x[:, t], h, W_xh, W_hh, b_h) → read, new = mask[:, t], h.clone()⏎        new[read] = elman_step(x[read, t], h[read], W_xh, W_hh, b_h) | torch.where(mask[:, t, None], new, h) → new
        inputs before the loop | for t → z = x @ W_xh.T + b_h⏎    for t | elman_step(x[:, t], h, W_xh, W_hh, b_h) → torch.tanh(z[:, t] + h @ W_hh.T)
        in float32 | append(h) → append(h.float()) | dim=1) → dim=1).to(x)
        """,
    ),
    "sequence_loss": variants(
        LOSS,
        """
        sum over the batch size | .sum(1).mean() → .sum() / len(p)
        chosen, not multiplied | * mask → | losses.sum → losses.where(mask, 0 * y).sum
        loss of PyTorch | -(y * p.log() + (1 - y) * (1 - p).log()) → nn.functional.binary_cross_entropy(p, y, reduction="none")
        chosen by y | -(y * p.log() + (1 - y) * (1 - p).log()) → -torch.where(y > 0.5, p, 1 - p).log()
        sequence by sequence | losses.sum(1).mean() → sum(row.sum() for row in losses) / len(losses)
        in float32 | (p, y) * mask → (p.float(), y.float()) * mask
        """,
    ),
    "planted_bug": variants(
        CELL,
        """
        einsum | h @ self.weight_hh.T → torch.einsum("bk,hk->bh", h, self.weight_hh)
        functional.linear | x @ self.weight_ih.T + self.bias_ih → nn.functional.linear(x, self.weight_ih, self.bias_ih)
        columns | h @ self.weight_hh.T → (self.weight_hh @ h.T).T
        other order | torch.tanh(new + old) → (old + new).tanh()
        """,
    ),
    "echo": variants(
        ECHO,
        """
        clone | changed = torch.cat([first[:, None], x[:, 1:]], 1) → changed = x.clone()⏎    changed[:, 0] = first
        root of squares | norm(dim=-1) → square().sum(-1).sqrt()
        linalg | (h - g).norm(dim=-1).mean(0) → torch.linalg.vector_norm(g - h, dim=2).sum(0) / len(x)
        step by step | (h - g).norm(dim=-1).mean(0) → torch.stack([(a - b).norm(dim=1).mean() for a, b in zip(h.unbind(1), g.unbind(1))])
        in float32 | norm(dim=-1) → float().norm(dim=-1)
        """,
    ),
}
