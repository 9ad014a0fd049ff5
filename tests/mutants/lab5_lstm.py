"""Wrong and right answers to lab 5: MUTANTS lose their points, VARIANTS win them."""

# ruff: noqa: E501 (one line an answer)

from unrolled.grading.edits import mutants, variants

STEP = """\
# exercise: lstm_step
def count(D, H):
    return 4 * (H * D + H * H + H + H)


def lstm_step(x, h, c, W_ih, W_hh, b_ih, b_hh):
    a = x @ W_ih.T + b_ih + h @ W_hh.T + b_hh
    i, f, g, o = a.chunk(4, dim=-1)
    c_new = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return o.sigmoid() * c_new.tanh(), c_new
"""
UNROLL = """\
# exercise: unroll
def unroll(x, mask, W_ih, W_hh, b_ih, b_hh):
    B, T = mask.shape
    h = x.new_zeros(B, W_hh.shape[1])
    c, hs, cs = h, [], []
    for t in range(T):
        u, v = lstm_step(x[:, t], h, c, W_ih, W_hh, b_ih, b_hh)
        h = torch.where(mask[:, t, None], u, h)
        c = torch.where(mask[:, t, None], v, c)
        hs.append(h)
        cs.append(c)
    return torch.stack(hs, dim=1), torch.stack(cs, dim=1)
"""
BIAS = """\
# exercise: forget_bias
def kept(b, k):
    return b.sigmoid() ** k


def remember(lstm, T):
    H = lstm.hidden_size
    with torch.no_grad():
        lstm.bias_ih_l0[H : 2 * H].fill_(math.log(T))
        lstm.bias_hh_l0[H : 2 * H].zero_()
    return lstm
"""
CELL = """\
# exercise: planted_bug
class Cell(nn.Module):
    def __init__(self, D, H):
        super().__init__()
        r = H**-0.5
        self.weight_ih = nn.Parameter(torch.empty(4 * H, D).uniform_(-r, r))
        self.weight_hh = nn.Parameter(torch.empty(4 * H, H).uniform_(-r, r))
        self.bias_ih = nn.Parameter(torch.empty(4 * H).uniform_(-r, r))
        self.bias_hh = nn.Parameter(torch.empty(4 * H).uniform_(-r, r))

    def forward(self, x, state):
        h, c = state
        a = x @ self.weight_ih.T + h @ self.weight_hh.T
        i, f, g, o = (a + self.bias_ih + self.bias_hh).chunk(4, dim=-1)
        c = f.sigmoid() * c + i.sigmoid() * g.tanh()
        return o.sigmoid() * c.tanh(), c
"""
STACK = """\
# exercise: stacked
def stacked(x, mask, layers, drop):
    states, last = None, []
    for weights in layers:
        below = x if states is None else drop(states)
        states, _ = unroll(below, mask, *weights)
        last.append(states[:, -1])
    return states, last
"""
REACH = """\
# exercise: reach
def influence(run, x):
    x = x.detach().clone().requires_grad_()
    L = run(x)[:, -1].sum()
    gradient = torch.autograd.grad(L, x)[0]
    return gradient.norm(dim=2).mean(0).flip(0)


def failing_lag(values, share):
    for k, value in enumerate(values):
        if value < share * values[0]:
            return k
    return len(values)
"""

MUTANTS = {
    "lstm_step": mutants(
        STEP,
        """
        count with one bias | + H + H) → + H) | its value is 240
        count of one block | 4 * (H → (H | its value is 66
        count of the example alone | return 4 * (H * D + H * H + H + H) → return 264 | its value is 264
        count with H and D changed | H * H → D * D | its value is
        gates in the order i, f, o, g | i, f, g, o = → i, f, o, g = | the third block is g
        input and forget gate swapped | i, f, g, o = → f, i, g, o = | order i, f, g, o
        columns taken in turn | a.chunk(4, dim=-1) → a.reshape(len(a), -1, 4).unbind(-1) | wrong values
        a bias is missing | + b_hh → | b_hh is missing
        the other bias is missing | + b_ih + → + | b_ih is missing
        hidden state alone | c_new.tanh(), c_new → c_new.tanh() | return h, c
        state is not used | h @ W_hh.T → 0 | h is not used
        sigmoid of g | g.tanh() → g.sigmoid() | g takes the tanh
        g as it is | g.tanh() → g | wrong values
        tanh for the forget gate | f.sigmoid() → f.tanh() | wrong values
        old cell state lost | f.sigmoid() * c + → | old c is not kept
        no forget gate, as in 1997 | f.sigmoid() * c → c | wrong values
        one gate for both, as in the GRU | i.sigmoid() * → (1 - f.sigmoid()) * | wrong values
        no tanh around c | c_new.tanh() → c_new | the tanh of c_t too
        output gate without sigmoid | o.sigmoid() → o | wrong values
        old cell state is shown | c_new.tanh(), → c.tanh(), | show the new c_t
        pair turned round | return o.sigmoid() * c_new.tanh(), c_new → return c_new, o.sigmoid() * c_new.tanh() | pair is turned round
        cell state changed in place | c_new = f → c *= 1.5⏎    c_new = f | in place
        no gradient through h | h @ → h.detach() @ | with respect to h (its value is right): no gradient
        no gradient through c | * c + → * c.detach() + | with respect to c (its value is right): no gradient
        no gradient through g | g.tanh() → g.tanh().detach() | detached?
        no gradient through the tanh of c | c_new.tanh() → c_new.detach().tanh() | detached?
        two units only | h @ W_hh.T → h[:, :2] @ W_hh[:, :2].T | wrong values
        blocks of two | a.chunk(4, dim=-1) → a[:, :2], a[:, 2:4], a[:, 4:6], a[:, 6:8] | must match the size
        """,
    ),
    "unroll": mutants(
        UNROLL,
        """
        mask ignored | torch.where(mask[:, t, None], u, h) → u | torch.where(mask[:, t, None], v, c) → v | h_t where mask is False: padding is read
        h is held, c is not | torch.where(mask[:, t, None], v, c) → v | c_t where mask is False
        c is held, h is not | torch.where(mask[:, t, None], u, h) → u | h_t where mask is False
        padded steps give 0 | append(h) → append(h * mask[:, [t]]) | padded steps hold zeros
        c is set to 0 | torch.where(mask[:, t, None], v, c) → v * mask[:, [t]] | c_t where mask is False: padded steps hold zeros
        c and h mixed up | u, v = → v, u = | wrong values
        c is not passed on | v = lstm_step(x[:, t], h, c, → v = lstm_step(x[:, t], h, 0 * c, | wrong values
        h is not passed on | v = lstm_step(x[:, t], h, → v = lstm_step(x[:, t], 0 * h, | wrong values
        c shown as h | append(c) → append(h) | these are the h_t
        c before h | torch.stack(hs, dim=1), torch.stack(cs, dim=1) → torch.stack(cs, dim=1), torch.stack(hs, dim=1) | these are the c_t
        hidden state for both | v, c) → v, h) | c_t where mask is False
        one step late | u, v = → hs.append(h)⏎        cs.append(c)⏎        u, v = | v, c)⏎        hs.append(h)⏎        cs.append(c) → v, c) | wrong values
        backwards in time | range(T) → reversed(range(T)) | wrong values
        starts from ones | new_zeros → new_ones | wrong values
        time first | hs, dim=1 → hs | has shape
        last states only | torch.stack(hs, dim=1), torch.stack(cs, dim=1) → h, c | has shape
        gradient cut at each step | cs.append(c) → cs.append(c)⏎        h, c = h.detach(), c.detach() | detached?
        only h carries gradient | cs.append(c) → cs.append(c)⏎        c = c.detach() | detached?
        only c carries gradient | cs.append(c) → cs.append(c)⏎        h = h.detach() | detached?
        written in place | c, hs, cs = h, [], [] → c, hs, cs = h.clone(), [], [] | h = torch.where(mask[:, t, None], u, h) → m = mask[:, t]⏎        h[m] = u[m] | c = torch.where(mask[:, t, None], v, c) → c[m] = v[m] | every step holds the last h
        one tensor for both | h = torch.where(mask[:, t, None], u, h) → m = mask[:, t]⏎        h[m] = u[m] | c = torch.where(mask[:, t, None], v, c) → c[m] = v[m] | h and c are equal
        hidden states alone | return torch.stack(hs, dim=1), torch.stack(cs, dim=1) → return torch.stack(hs, dim=1) | return all h_t, all c_t
        results in float32 | append(c) → append(c.float()) | float32 numbers
        four units | W_hh.shape[1] → 4 | cannot be multiplied
        """,
    ),
    "forget_bias": mutants(
        BIAS,
        """
        one step only | b.sigmoid() ** k → b.sigmoid() | what one step keeps
        three steps only | ** k → ** 3 | kept(b, 2)
        five steps only | ** k → ** 5 | kept(b, 3)
        bias without sigmoid | b.sigmoid() ** k → b**k | wrong values
        times, not power | ** k → * k | wrong values
        power inside | b.sigmoid() ** k → (b**k).sigmoid() | wrong values
        both biases ln T | zero_() → fill_(math.log(T)) | both hold ln T
        bias_hh left as it is | ⏎        lstm.bias_hh_l0[H : 2 * H].zero_() → | what does b_hh hold
        bias_hh alone | ⏎        lstm.bias_ih_l0[H : 2 * H].fill_(math.log(T)) → | lstm.bias_hh_l0[H : 2 * H].zero_() → lstm.bias_hh_l0[H : 2 * H].fill_(math.log(T)) | what does b_ih hold?
        the input gate is opened | H : 2 * H → 0:H | block of f? It is as it was
        the third block | H : 2 * H → 2 * H : 3 * H | block of f? It is as it was
        the output gate is opened | H : 2 * H → -H: | block of f? It is as it was
        whole biases | [H : 2 * H] → | bias_ih_l0 but for the block of f: all four blocks
        two blocks | H : 2 * H → H : 3 * H | but for the block of f
        one unit | H : 2 * H → H : H + 1 | wrong values
        every second unit | H : 2 * H → H : 2 * H : 2 | wrong values
        T itself | math.log(T) → T | not its logarithm
        logarithm to base 10 | math.log(T) → math.log10(T) | to base 10
        added to what is there | .fill_(math.log(T)) → .add_(math.log(T)) | ⏎        lstm.bias_hh_l0[H : 2 * H].zero_() → | ln T more than before
        moved from one bias to the other | return lstm → lstm.bias_ih_l0.data[:H] += 1⏎    lstm.bias_hh_l0.data[:H] -= 1⏎    return lstm | bias_ih_l0 but for the block of f
        a copy | with torch.no_grad(): → from copy import deepcopy⏎⏎    lstm = deepcopy(lstm)⏎    with torch.no_grad(): | not a copy
        changed, and a copy returned | return lstm → from copy import deepcopy⏎⏎    return deepcopy(lstm) | not a copy
        nothing returned | ⏎    return lstm → | is None
        sign | math.log(T) → -math.log(T) | wrong values
        ln T + 1 | math.log(T) → math.log(T) + 1 | wrong values
        weights of the block set to 0 | return lstm → lstm.weight_hh_l0.data[H : 2 * H] = 0⏎    return lstm | weight_hh_l0
        weights of the input set to 0 | return lstm → lstm.weight_ih_l0.data.zero_()⏎    return lstm | weight_ih_l0
        bias no longer learns | return lstm → lstm.bias_ih_l0.requires_grad_(False)⏎    return lstm | requires_grad
        the other bias no longer learns | return lstm → lstm.bias_hh_l0.requires_grad_(False)⏎    return lstm | requires_grad of bias_hh_l0
        three units | H = lstm.hidden_size → H = 3 | wrong values
        """,
    ),
    "planted_bug": mutants(
        CELL,
        """
        only the order mended | * c + → * c.detach() + | c_t with respect to c (its value is right): no gradient
        only the gradient mended | i, f, g, o = → f, i, g, o = | changed places
        nothing mended | i, f, g, o = → f, i, g, o = | * c + → * c.detach() + | changed places
        another wrong order | i, f, g, o = → i, g, f, o = | h_t has
        g and o swapped | i, f, g, o = → i, f, o, g = | h_t has
        old state dropped | f.sigmoid() * c + → | h_t has
        tanh at each step | * c + → * c.tanh() + | h_t has
        gradient of h cut | h @ → h.detach() @ | no gradient
        gradient of g cut | g.tanh() → g.tanh().detach() | detached?
        gradient of the shown c cut | * c.tanh() → * c.detach().tanh() | detached?
        starts with open gates | self.bias_hh = nn.Parameter(torch.empty(4 * H).uniform_(-r, r)) → self.bias_hh = nn.Parameter(torch.ones(4 * H)) | bias_hh of a new Cell
        starts with smaller weights | r = H**-0.5 → r = H**-0.5 / 2 | weight_ih of a new Cell
        starts with normal weights | self.weight_hh = nn.Parameter(torch.empty(4 * H, H).uniform_(-r, r)) → self.weight_hh = nn.Parameter(torch.randn(4 * H, H) * r) | weight_hh of a new Cell
        a bias dropped | + self.bias_hh → | h_t has
        no gradient at all | return o.sigmoid() * c.tanh(), c → return (o.sigmoid() * c.tanh()).detach(), c.detach() | no gradient
        """,
    ),
    "stacked": mutants(
        STACK,
        """
        drop on the input too | x if states is None else drop(states) → drop(x if states is None else states) | not for the input
        drop on the input alone | x if states is None else drop(states) → drop(x) if states is None else states | wrong values
        drop on the top too | last.append → states = drop(states)⏎        last.append | else drop(states) → else states | not for the top
        drop never | drop(states) → states | drop is never used
        drop, then h_T, top spared | below = x if states is None else drop(states) → below = x | last.append(states[:, -1]) → x = states if weights is layers[-1] else drop(states)⏎        last.append(x[:, -1]) | h_T of the lower layers
        drop twice | drop(states) → drop(drop(states)) | wrong values
        h_T after drop | last.append(states[:, -1]) → last.append(drop(states)[:, -1]) | as it was before drop
        every layer reads x | below = x if states is None else drop(states) → below = x | mat1
        first layer again | *weights) → *layers[0]) | mat1
        top first | in layers: → in layers[::-1]: | mat1
        top layer alone in last | return states, last → return states, last[-1:] | has shape
        last turned round | return states, last → return states, last[::-1] | wrong values
        first states for last | states[:, -1] → states[:, 0] | wrong values
        c goes up | states, _ = → _, states = | wrong values
        mask for the first layer alone | below, mask, → below, mask if states is None else torch.ones_like(mask), | last after padding, for H = 3
        no mask | below, mask, → below, torch.ones_like(mask), | does each layer get the mask
        drop cuts the gradient | drop(states) → drop(states.detach()) | no gradient
        last cuts the gradient | append(states[:, -1]) → append(states[:, -1].detach()) | last with respect to x (its value is right): no gradient
        last of the lower layers cuts it | return states, last → return states, [h.detach() for h in last[:-1]] + last[-1:] | detached?
        one H for all | states, last = None, [] → states, last = None, x.new_zeros(len(layers), len(x), layers[0][1].shape[1]) | for weights in layers: → for n, weights in enumerate(layers): | last.append(states[:, -1]) → last[n] = states[:, -1] | should be a list of tensors
        one H for all, in a list | states, last = None, [] → states, last = None, [x.new_zeros(len(x), layers[0][1].shape[1]) for _ in layers] | for weights in layers: → for n, weights in enumerate(layers): | last.append(states[:, -1]) → last[n] = last[n] + states[:, -1] | must match the size
        the caller's list is emptied | for weights in layers: → while layers:⏎        weights = layers.pop(0) | leave it as it is
        states alone | return states, last → return states | return states, last
        two layers only | in layers: → in layers[:2]: | wrong values
        last in one tensor | return states, last → return states, torch.stack(last) | should be a list of tensors
        """,
    ),
    "reach": mutants(
        REACH,
        """
        first step first | .flip(0) → | order it by lag
        sum over the batch | .mean(0) → .sum(0) | this is the sum
        norm of the mean | norm(dim=2).mean(0) → mean(0).norm(dim=1) | norm first
        all states | [:, -1].sum() → .sum() | last states only
        mean of the last states | [:, -1].sum() → [:, -1].mean() | not their mean
        mean over the batch twice | [:, -1].sum() → [:, -1].mean(0).sum() | wrong values
        half the sum | .mean(0) → .sum(0).div(2) | influence of one sequence
        by size | .flip(0) → .sort(descending=True)[0] | not by size
        first states | [:, -1] → [:, 0] | wrong values
        squared norms | .norm(dim=2) → .square().sum(2) | root of the sum
        absolute values | .norm(dim=2) → .abs().sum(2) | wrong values
        mean over time | .mean(0).flip(0) → .mean(1) | has shape
        first sequence only | .mean(0) → [0] | wrong values
        first unit only | [:, -1].sum() → [:, -1, 0].sum() | wrong values
        relative to lag 0 | return gradient.norm(dim=2).mean(0).flip(0) → r = gradient.norm(dim=2).mean(0).flip(0)⏎    return r / r[0] | wrong values
        share alone | share * values[0] → share | compare with share * values[0]
        last good lag | return k⏎ → return k - 1⏎ | this lag is not below
        above for below | value < → value > | its value is 0
        equal counts | value < → value <= | it is equal
        relative to the largest | values[0] → values.max() | not with the largest
        values fall, I suppose | for k, value in enumerate(values):⏎        if value < share * values[0]:⏎            return k⏎    return len(values) → return len(values) - torch.searchsorted(values.flip(0), share * values[0]).item() | the first one below counts
        none gives 0 | return len(values) → return 0 | number of values
        none gives the last lag | return len(values) → return len(values) - 1 | its value is 10
        last lag that falls below | for k, value in enumerate(values): → for k, value in reversed(list(enumerate(values))): | first one below
        number of lags below | for k, value in enumerate(values):⏎        if value < share * values[0]:⏎            return k⏎    return len(values) → return int((values < share * values[0]).sum()) or len(values) | its value is 3
        relative to the lag before | share * values[0] → share * values[max(k - 1, 0)] | its value is 11
        """,
    ),
}
VARIANTS = {
    "lstm_step": variants(
        STEP,
        """
        slices | i, f, g, o = a.chunk(4, dim=-1) → n = a.shape[1] // 4⏎    i, f, g, o = a[:, :n], a[:, n : 2 * n], a[:, 2 * n : -n], a[:, -n:]
        split | a.chunk(4, dim=-1) → torch.split(a, h.shape[1], dim=1)
        axes of their own | a.chunk(4, dim=-1) → a.unflatten(-1, (4, -1)).unbind(1)
        einsum | x @ W_ih.T → torch.einsum("bd,kd->bk", x, W_ih)
        functional.linear | x @ W_ih.T + b_ih + h @ W_hh.T + b_hh → nn.functional.linear(x, W_ih, b_ih) + nn.functional.linear(h, W_hh, b_hh)
        one product | x @ W_ih.T + b_ih + h @ W_hh.T + b_hh → torch.cat([x, h], 1) @ torch.cat([W_ih, W_hh], 1).T + (b_ih + b_hh)
        in float32 | c_new = → a, c = a.float(), c.float()⏎    i, f, g, o = a.chunk(4, dim=-1)⏎    c_new =
        """,
    ),
    "unroll": variants(
        UNROLL,
        """
        mask as a number | torch.where(mask[:, t, None], u, h) → mask[:, [t]] * u + ~mask[:, [t]] * h
        loop over inputs and mask | for t in range(T): → for z, m in zip(x.unbind(1), mask.T): | x[:, t] → z | mask[:, t, None] → m[:, None]
        both at once | h = torch.where(mask[:, t, None], u, h)⏎        c = torch.where(mask[:, t, None], v, c) → both = torch.stack([u, v]), torch.stack([h, c])⏎        h, c = torch.where(mask[:, t, None], *both)
        only the sequences that read | u, v = lstm_step(x[:, t], h, c, W_ih, W_hh, b_ih, b_hh) → r, u, v = mask[:, t], h.clone(), c.clone()⏎        u[r], v[r] = lstm_step(x[r, t], h[r], c[r], W_ih, W_hh, b_ih, b_hh) | torch.where(mask[:, t, None], u, h) → u | torch.where(mask[:, t, None], v, c) → v
        without lstm_step | u, v = lstm_step(x[:, t], h, c, W_ih, W_hh, b_ih, b_hh) → i, f, g, o = (x[:, t] @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, 1)⏎        v = f.sigmoid() * c + i.sigmoid() * g.tanh()⏎        u = o.sigmoid() * v.tanh()
        in float32 | append(h) → append(h.float()) | hs, dim=1) → hs, dim=1).to(x)
        """,
    ),
    "forget_bias": variants(
        BIAS,
        """
        data | with torch.no_grad(): → if True: | lstm.bias_ih_l0[ → lstm.bias_ih_l0.data[ | lstm.bias_hh_l0[ → lstm.bias_hh_l0.data[
        halves | fill_(math.log(T)) → fill_(math.log(T) / 2) | zero_() → fill_(math.log(T) / 2)
        in bias_hh | fill_(math.log(T)) → zero_() | bias_hh_l0[H : 2 * H].zero_() → bias_hh_l0[H : 2 * H].fill_(math.log(T))
        what is missing | fill_(math.log(T)) → copy_(math.log(T) - lstm.bias_hh_l0[H : 2 * H]) | ⏎        lstm.bias_hh_l0[H : 2 * H].zero_() →
        blocks | lstm.bias_ih_l0[H : 2 * H] → lstm.bias_ih_l0.view(4, H)[1] | lstm.bias_hh_l0[H : 2 * H] → lstm.bias_hh_l0.chunk(4)[1]
        new parameters | lstm.bias_hh_l0[H : 2 * H].zero_() → b = lstm.bias_hh_l0.clone()⏎        b[H : 2 * H] = 0⏎    lstm.bias_hh_l0 = nn.Parameter(b)
        torch.log | math.log(T) → torch.log(torch.tensor(float(T)))
        exponentials | b.sigmoid() ** k → 1 / (1 + (-b).exp()) ** k
        """,
    ),
    "planted_bug": variants(
        CELL,
        """
        step of exercise 1 | a = x @ self.weight_ih.T + h @ self.weight_hh.T⏎        i, f, g, o = (a + self.bias_ih + self.bias_hh).chunk(4, dim=-1)⏎        c = f.sigmoid() * c + i.sigmoid() * g.tanh()⏎        return o.sigmoid() * c.tanh(), c → return lstm_step(x, h, c, self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh)
        other order of the terms | f.sigmoid() * c + i.sigmoid() * g.tanh() → g.tanh() * i.sigmoid() + c * f.sigmoid()
        functional.linear | x @ self.weight_ih.T + h @ self.weight_hh.T → nn.functional.linear(x, self.weight_ih) + nn.functional.linear(h, self.weight_hh)
        order of the equation | g.tanh()⏎ → g.tanh()⏎ | (a + self.bias_ih + self.bias_hh).chunk(4, dim=-1) → torch.split(a + self.bias_ih + self.bias_hh, h.shape[1], dim=-1)
        functions of torch | f.sigmoid() → torch.sigmoid(f) | c.tanh() → torch.tanh(c)
        """,
    ),
    "stacked": variants(
        STACK,
        """
        drop after the layer | x if states is None else drop(states) → x | last.append(states[:, -1]) → last.append(states[:, -1])⏎        x = drop(states)
        numbered | for weights in layers: → for n, weights in enumerate(layers): | states is None → n == 0
        a function for the rest | for weights in layers:⏎        below = x if states is None else drop(states)⏎        states, _ = unroll(below, mask, *weights)⏎        last.append(states[:, -1])⏎    return states, last → states, _ = unroll(x, mask, *layers[0])⏎    if len(layers) == 1:⏎        return states, [states[:, -1]]⏎    top, rest = stacked(drop(states), mask, layers[1:], drop)⏎    return top, [states[:, -1], *rest]
        states of all layers first | states, last = None, [] → states, kept_states = None, [] | last.append(states[:, -1]) → kept_states.append(states) | return states, last → return states, [s[:, -1] for s in kept_states]
        a tuple for last | return states, last → return states, tuple(last)
        list of its own | for weights in layers: → rest = list(layers)⏎    while rest:⏎        weights = rest.pop(0)
        in float32 | last.append(states[:, -1]) → last.append(states[:, -1].float())
        """,
    ),
    "reach": variants(
        REACH,
        """
        backward | gradient = torch.autograd.grad(L, x)[0] → L.backward()⏎    gradient = x.grad
        root of squares | norm(dim=2) → square().sum(-1).sqrt()
        one sequence at a time | gradient = torch.autograd.grad(L, x)[0] → gradient = torch.cat([torch.autograd.grad(run(x[b : b + 1])[:, -1].sum(), x)[0][b : b + 1] for b in range(len(x))])
        turned round by index | mean(0).flip(0) → mean(0)[list(range(x.shape[1]))[::-1]]
        sequence by sequence | gradient.norm(dim=2).mean(0).flip(0) → sum(row.norm(dim=1) for row in gradient).flip(0) / len(x)
        in float32 | norm(dim=2) → float().norm(dim=2)
        nonzero | for k, value in enumerate(values):⏎        if value < share * values[0]:⏎            return k⏎    return len(values) → k = (values < share * values[0]).nonzero().flatten()⏎    return int(k[0]) if len(k) else len(values)
        argmax | for k, value in enumerate(values):⏎        if value < share * values[0]:⏎            return k⏎    return len(values) → low = values < share * values[0]⏎    return low.int().argmax().item() if low.any() else len(values)
        """,
    ),
}
