"""Wrong and right answers to lab 7: MUTANTS lose their points, VARIANTS win them."""

# ruff: noqa: E501 (one line an answer)

from unrolled.grading.edits import mutants, variants

SHIFT = """\
# exercise: shift
def shift(target, mask):
    B, T = target.shape
    n = mask.sum(1)
    x = torch.full((B, T + 1), PAD)
    x[:, 0] = BOS
    x[:, 1:] = target
    y = torch.full((B, T + 1), PAD)
    y[:, :-1] = target
    y[torch.arange(B), n] = EOS
    m = torch.arange(T + 1) <= n[:, None]
    return x, y, m
"""
TURNED = """\
# exercise: turned
def turned(source, mask):
    i = torch.arange(source.shape[1])
    n = mask.sum(1)[:, None]
    index = torch.where(mask, n - 1 - i, i)
    return source.gather(1, index)
"""
LOSS = """\
# exercise: token_loss
def token_loss(logits, target_out, mask):
    B, T, V = logits.shape
    log_p = logits.log_softmax(-1)
    loss = -log_p.gather(-1, target_out[..., None])[..., 0]
    return torch.where(mask, loss, 0).sum() / mask.sum()
"""
GREEDY = """\
# exercise: greedy
def greedy(step, state, B, max_steps):
    tokens, done = [], torch.zeros(B, dtype=torch.bool)
    token = torch.full([B], BOS)
    for t in range(max_steps):
        logits, state = step(token, state)
        token = logits.argmax(1)
        tokens.append(torch.where(done, PAD, token))
        done = torch.logical_or(done, token == EOS)
        if done.all():
            break
    return torch.stack(tokens, 1)
"""
BEAM = """\
# exercise: beam_step
def beam_step(scores, done, log_p):
    B, K, V = log_p.shape
    log_p = log_p.clone()
    log_p[done] = -torch.inf
    log_p[..., EOS][done] = 0
    total = scores[:, :, None] + log_p
    best, place = total.reshape(B, K * V).topk(K)
    return best, place // V, place % V
"""
DECODER = """\
# exercise: planted_bug
class Decoder(Drifting):
    def start(self, h, cell):
        c = h[0]
        return (h, cell), c

    def forward(self, tokens, state):
        s, c = state
        x = self.inputs(tokens, c)
        states, s = self.lstm(x, s)
        return self.readout(states), (s, c)
"""

MUTANTS = {
    "shift": mutants(
        SHIFT,
        """
        missing shift | return x, y, m → return y, y, m | this is target_out
        nothing is shifted out | return x, y, m → return x, x, m | one step ahead
        turned round | return x, y, m → return y, x, m | this is target_out
        eos after the padding | y[torch.arange(B), n] → y[:, -1] | right after the last real token
        no eos | y[torch.arange(B), n] = EOS → | <eos> is missing
        eos at every padded step | y[torch.arange(B), n] = EOS → y[torch.arange(T + 1) >= n[:, None]] = EOS | one <eos> is enough
        eos on the last token | torch.arange(B), n] → torch.arange(B), (n - 1).clamp(0)] | wrong values
        eos is read, too | return x, y, m → x[torch.arange(B), (n + 1).clamp(max=T)] = torch.where(n < T, EOS, x[:, T])⏎    return x, y, m | never read
        no bos | x[:, 0] = BOS⏎    x[:, 1:] → x[:, :-1] | <bos> is missing
        eos for bos | = BOS → = EOS | wrong values
        one column less | return x, y, m → return x[:, :-1], y[:, 1:], m[:, 1:] | has shape
        eos does not count | <= n → < n | <eos> counts, too
        bos does not count | return x, y, m → m[:, 0] = False⏎    return x, y, m | <bos>, counts, too
        padding counts | <= n → >= 0 * n | padded steps do not count
        mask turned round | m = torch.arange(T + 1) <= n → m = torch.arange(T + 1) > n | True are the steps
        mask of integers | return x, y, m → return x, y, m.long() | expected bool
        columns of the longest row | m = torch → T = int(n.max())⏎    x, y = x[:, : T + 1], y[:, : T + 1]⏎    m = torch | has shape
        three columns | T + 1 → 4 | expanded size
        empty rows say nothing | m = torch → y[n == 0] = PAD⏎    m = torch | wrong values
        target changed in place | n = mask.sum(1) → n = mask.sum(1)⏎    target[:, -1] = torch.where(mask[:, -1], target[:, -1], EOS) | in place
        floats | return x, y, m → return x.float(), y.float(), m | int64
        a pair | return x, y, m → return x, y | there are 2 results
        """,
    ),
    "turned": mutants(
        TURNED,
        """
        padding to the front | return → return source.flip(1)⏎    return | come to the front
        nothing turned | n - 1 - i → i | nothing has turned
        rows turned | return source.gather(1, index) → return source.flip(0) | changed places
        short rows only | n - 1 - i → torch.where(n > 4, i, n - 1 - i) | -
        sorted | return → return torch.where(mask, source, -1).sort(1, descending=True)[0].clamp(0)⏎    return | sorted
        one off | n - 1 - i → n - i | out of bounds
        padded places take the first token | torch.where(mask, n - 1 - i, i) → (n - 1 - i).clamp(0) | stay padding
        one off, clamped | torch.where(mask, n - 1 - i, i) → (n - i).clamp(0, source.shape[1] - 1) | column n - 1
        first token stays | n - 1 - i → torch.where(i == 0, 0, n - i) | first token has stayed
        rolled | n - 1 - i → (n - 1 + i) % n | wrong values
        length of the first row | mask.sum(1)[:, None] → mask.sum(1)[0] | wrong values
        padding lost | return source.gather(1, index) → return source.gather(1, index)[:, : n.min()] | has shape
        first and last swapped | n - 1 - i → torch.where(i == 0, n - 1, torch.where(i == n - 1, 0, i)) | wrong values
        floats | return source.gather(1, index) → return source.gather(1, index).float() | int64
        changed in place | return source.gather(1, index) → source[:] = source.gather(1, index)⏎    return source | in place
        """,
    ),
    "token_loss": mutants(
        LOSS,
        """
        mean of positions | mask.sum() → mask.numel() | not by B times T
        padding counts | torch.where(mask, loss, 0).sum() / mask.sum() → loss.mean() | padded steps are in it
        sum over rows | / mask.sum() → / B | mean over rows
        sum | / mask.sum() → | this is the sum
        mean of means | torch.where(mask, loss, 0).sum() / mask.sum() → (torch.where(mask, loss, 0).sum(1) / mask.sum(1)).mean() | every token weighs the same
        sign | loss = - → loss = | mind the sign
        base 2 | loss = -log_p → loss = -1.442695 * log_p | natural logarithm
        probabilities | log_softmax → softmax | where is the logarithm
        no softmax | logits.log_softmax(-1) → logits | softmax first
        softmax over time | log_softmax(-1) → log_softmax(1) | the last axis
        softmax over the batch | log_softmax(-1) → log_softmax(0) | not over the batch
        padding by its id | torch.where(mask, loss, 0).sum() / mask.sum() → torch.where(target_out != PAD, loss, 0).sum() / (target_out != PAD).sum() | go by the mask
        softmax, then logarithm | logits.log_softmax(-1) → logits.softmax(-1).log() | use log_softmax
        exp overflows | logits.log_softmax(-1) → logits - logits.exp().sum(-1, keepdim=True).log() | use log_softmax
        quotient of exp | logits.log_softmax(-1) → (logits.exp() / logits.exp().sum(-1, keepdim=True)).log() | use log_softmax
        softmax twice | torch.where(mask, loss, 0).sum() / mask.sum() → nn.functional.cross_entropy(logits.softmax(-1)[mask], target_out[mask]) | give it the logits
        ignore_index alone | torch.where(mask, loss, 0).sum() / mask.sum() → nn.functional.cross_entropy(logits.flatten(0, 1), target_out.flatten(), ignore_index=PAD) | go by the mask
        clamped | logits.log_softmax(-1) → logits.softmax(-1).clamp(1e-9).log() | an unlikely token
        largest logit for the right one | log_p.gather(-1, target_out[..., None])[..., 0] → log_p.max(-1)[0] | its value is
        half of the gradient | logits.log_softmax(-1) → logits - logits.logsumexp(-1, keepdim=True).detach() | -
        no gradient | log_p = logits → log_p = logits.detach() | no gradient
        perplexity | return torch.where(mask, loss, 0).sum() / mask.sum() → return (torch.where(mask, loss, 0).sum() / mask.sum()).exp() | its value is
        one number a row | .sum() / mask.sum() → .sum(1) / mask.sum(1) | no axes
        """,
    ),
    "greedy": mutants(
        GREEDY,
        """
        state not passed on | logits, state = → logits, _ = | wrong state
        bos at every step | logits, state = step(token → logits, state = step(torch.full([B], BOS) | likeliest symbol
        starts with eos | torch.full([B], BOS) → torch.full([B], EOS) | <bos>
        starts with pad | torch.full([B], BOS) → torch.full([B], PAD) | <bos>
        last row stops all | done.all() → done[-1] | Are all finished?
        first row stops all | done.all() → done[0] | Are all finished?
        one row stops all | done.all() → done.any() | Are all finished?
        never stops | done.all() → False | step is called again
        stops a step late | if done.all(): → if stop: | tokens, done = [] → stop, tokens, done = False, [] | logits, state → stop = done.all()⏎        logits, state | step is called again
        goes on after eos | torch.where(done, PAD, token) → token | only <pad>
        eos for pad | torch.where(done, PAD, token) → torch.where(done, EOS, token) | one <eos>
        eos left out | torch.where(done, PAD, token) → torch.where(torch.logical_or(done, token == EOS), PAD, token) | <eos> belongs
        finished rows wake up | torch.logical_or(done, token == EOS) → token == EOS | step is called again
        finished at the last eos only | torch.where(done, PAD, token) → token | return torch.stack(tokens, 1) → y = torch.stack(tokens, 1)⏎    last = (y == EOS).long().cumsum(1)⏎    return torch.where((last == last[:, -1:]) & (y != EOS) & (last > 0), PAD, y) | wrong values
        bos is returned | tokens, done = [] → tokens, done = [torch.full([B], BOS)] | <bos> is not among
        least likely | argmax → argmin | likeliest symbol
        sampled | logits.argmax(1) → logits.softmax(1).multinomial(1)[:, 0] | likeliest symbol
        pad ends a row | torch.logical_or(done, token == EOS) → done + (token == EOS) + (token == PAD) | only <eos> ends a row
        pad ends a row, and is read | torch.logical_or(done, token == EOS) → done + (token == EOS) + (token == PAD)⏎        token = torch.where(done, PAD, token) | likeliest symbol
        bos ends a row | torch.logical_or(done, token == EOS) → done + (token == EOS) + (token == BOS) | wrong values
        pad forbidden | logits.argmax(1) → (logits - 99 * (torch.arange(logits.shape[1]) == PAD)).argmax(1) | likeliest symbol
        bos forbidden | logits.argmax(1) → (logits - 99 * (torch.arange(logits.shape[1]) == BOS)).argmax(1) | likeliest symbol
        one step too few | range(max_steps) → range(max_steps - 1) | Are all finished?
        padded to max_steps | return torch.stack(tokens, 1) → y = torch.stack(tokens, 1)⏎    return torch.nn.functional.pad(y, (0, max_steps - y.shape[1])) | has shape
        time first | torch.stack(tokens, 1) → torch.stack(tokens) | order is not
        columns of tokens | step(token, → step(token[:, None], | token given to step
        lists | return torch.stack(tokens, 1) → return torch.stack(tokens, 1).tolist() | it is a list
        floats | torch.stack(tokens, 1) → torch.stack(tokens, 1).float() | int64
        """,
    ),
    "beam_step": mutants(
        BEAM,
        """
        finished ones go on | log_p[done] = -torch.inf⏎    log_p[..., EOS][done] = 0 → | keeps its score
        finished ones are lost | log_p[..., EOS][done] = 0 → | is lost
        finished ones fill the beam | log_p[done] = -torch.inf⏎    log_p[..., EOS][done] = 0 → log_p[done] = 0 | has one candidate
        finished ones pay for eos | log_p[done] = -torch.inf⏎    log_p[..., EOS][done] = 0 → keep = log_p[..., EOS].clone()⏎    log_p[done] = -torch.inf⏎    log_p[..., EOS] = keep | pays nothing
        finished ones have other candidates, too | log_p[done] = -torch.inf⏎     → | <eos> alone
        the rest is unlikely only | log_p[done] = -torch.inf → log_p[done] = -5.0 | if all are done
        finished ones end with pad | EOS → PAD | continued with <eos>
        scores not added | scores[:, :, None] + log_p → log_p | add the score
        scores multiplied | scores[:, :, None] + log_p → scores[:, :, None] * log_p | scores
        one of each beginning | best, place = total.reshape(B, K * V).topk(K) → best, place = total.max(-1)⏎    place = place + V * torch.arange(K)⏎    best, o = best.sort(1, descending=True)⏎    place = place.gather(1, o) | not the best one of each
        all sentences together | total.reshape(B, K * V).topk(K) → total.reshape(1, -1).expand(B, -1).topk(K) | scores
        worst first | topk(K) → topk(K)⏎    best, place = best.flip(1), place.flip(1) | best comes first
        the least likely | topk(K) → topk(K, largest=False) | scores
        place for parent | place // V, → place, | which beginning is it
        divided by K | place // V → place // K | not place // K
        place for token | place % V → place | which symbol is it
        rest by K | place % V → place % K | not place % K
        pair turned round | place // V, place % V → place % V, place // V | these are the tokens
        columns first | total.reshape(B, K * V) → total.transpose(1, 2).reshape(B, K * V) | parents
        probabilities | log_p = log_p.clone() → log_p = log_p.exp() | scores
        three for K | topk(K) → topk(3) | has shape
        V hard-coded | place // V, place % V → place // 5, place % 5 | if all are done
        -10 for the rest | log_p[done] = -torch.inf → log_p[done] = -10.0 | if all are done
        -100 for the rest | log_p[done] = -torch.inf → log_p[done] = -100.0 | if all are done
        -1e9 for the rest | log_p[done] = -torch.inf → log_p[done] = -1e9 | if all are done
        K of each beginning | best, place = total.reshape(B, K * V).topk(K) → each, v = total.topk(K)⏎    best, place = each.flatten(1).topk(K)⏎    place = place // K * V + v.flatten(1).gather(1, place) | out of range
        the given log p is changed | log_p = log_p.clone() → | in place
        mean for sum | return best → return best / 2 | scores
        """,
    ),
    "planted_bug": mutants(
        DECODER,
        """
        still drifts | (s, c)⏎ → (s, s[0][0])⏎ | c drifts
        drifts in the cell state | (s, c)⏎ → (s, s[1][0])⏎ | wrong values
        as handed out | s, c = state → s, c = state[0], state[0][0][0] | c drifts
        cell state for the context | c = h[0] → c = cell[0] | not its cell state
        zeros for the context | c = h[0] → c = 0 * h[0] | one call with 5 tokens
        context at the first call only | (s, c)⏎ → (s, 0 * c)⏎ | logits of 5 calls
        old state is returned | states, s = → states, _ = | logits of 5 calls
        starts afresh at each call | self.lstm(x, s) → self.lstm(x) | one call with 5 tokens
        context without gradient | c = h[0] → c = h[0].detach() | detached
        state without gradient | (s, c)⏎ → (tuple(z.detach() for z in s), c)⏎ | detached
        cell without gradient | return (h, cell), c → return (h, cell.detach()), c | gradient of cell
        context in the module | c = h[0]⏎ → self.c = c = h[0]⏎ | s, c = state → s, c = state[0], self.c | another sentence
        both drift alike | states, s = self.lstm(x, s)⏎        return self.readout(states), (s, c) → states = []⏎        for y in tokens.split(1, dim=1):⏎            z, s = self.lstm(self.inputs(y, s[0][0]), s)⏎            states.append(z)⏎        return self.readout(torch.cat(states, 1)), (s, c) | one call with 5 tokens
        logits alone | return self.readout(states), (s, c) → return self.readout(states) | return logits, state
        token without context | self.inputs(tokens, c) → self.inputs(tokens, 0 * c) | one call with 5 tokens
        context of the first sentence | c = h[0] → c = h[0][:1].expand_as(h[0]) | one call with 5 tokens
        state changed in place | return (h, cell), c → return [(h, cell), c] | states, s = → states, state[0] = | (s, c)⏎ → state⏎ | same state
        handed on without a start of its own | class Decoder(Drifting):⏎ → class Decoder(Drifting):⏎    pass⏎⏎⏎class Mended(Drifting):⏎ | in the answer cell
        mean of old and new | (s, c)⏎ → (s, (c + s[0][0]) / 2)⏎ | logits of 5 calls
        """,
    ),
}
VARIANTS = {
    "shift": variants(
        SHIFT,
        """
        columns | x = torch.full((B, T + 1), PAD)⏎    x[:, 0] = BOS⏎    x[:, 1:] = target → x = torch.cat([target.new_full((B, 1), BOS), target], 1)
        scatter | y[torch.arange(B), n] = EOS → y = y.scatter(1, n[:, None], EOS)
        where | y[torch.arange(B), n] = EOS → y = torch.where(torch.arange(T + 1) == n[:, None], EOS, y)
        row by row | y[torch.arange(B), n] = EOS → for b, k in enumerate(n.tolist()):⏎        y[b, k] = EOS
        mask of a longer mask | m = torch.arange(T + 1) <= n[:, None] → m = torch.cat([torch.ones(B, 1, dtype=torch.bool), mask], 1)
        mask of what is said | m = torch.arange(T + 1) <= n[:, None] → m = y != PAD
        lists | m = torch.arange(T + 1) <= n[:, None] → rows = [row[:k] for row, k in zip(target.tolist(), n.tolist())]⏎    x = torch.tensor([[BOS] + r + [PAD] * (T - len(r)) for r in rows])⏎    y = torch.tensor([r + [EOS] + [PAD] * (T - len(r)) for r in rows])⏎    m = y > 0
        """,
    ),
    "turned": variants(
        TURNED,
        """
        flip and roll | return source.gather(1, index) → return torch.stack([row.flip(0).roll(int(k)) for row, k in zip(source, n[:, 0])])
        row by row | return source.gather(1, index) → y = source.clone()⏎    for b, k in enumerate(n[:, 0].tolist()):⏎        y[b, :k] = source[b, :k].flip(0)⏎    return y
        sorted by place | index = torch.where(mask, n - 1 - i, i) → index = torch.where(mask, n - 1 - i, i).argsort(1)
        indexing | source.gather(1, index) → source[torch.arange(len(source))[:, None], index]
        flip by the mask | return source.gather(1, index) → y = torch.zeros_like(source)⏎    y[mask] = source.flip(1)[mask.flip(1)]⏎    return y
        lists | return source.gather(1, index) → rows = source.tolist()⏎    return torch.tensor([r[: int(k)][::-1] + r[int(k) :] for r, k in zip(rows, n)])
        """,
    ),
    "token_loss": variants(
        LOSS,
        """
        cross_entropy of the real steps | torch.where(mask, loss, 0).sum() / mask.sum() → nn.functional.cross_entropy(logits[mask], target_out[mask])
        ignore_index | torch.where(mask, loss, 0).sum() / mask.sum() → nn.functional.cross_entropy(logits.flatten(0, 1), target_out.where(mask, -100).flatten(), ignore_index=-100)
        padded ids made pad | torch.where(mask, loss, 0).sum() / mask.sum() → nn.functional.cross_entropy(logits.transpose(1, 2), target_out.masked_fill(~mask, PAD), ignore_index=PAD)
        chosen by the mask | torch.where(mask, loss, 0).sum() / mask.sum() → loss[mask].mean()
        mask as a number | torch.where(mask, loss, 0) → (loss * mask)
        logsumexp | logits.log_softmax(-1) → logits - logits.logsumexp(-1, keepdim=True)
        one-hot | -log_p.gather(-1, target_out[..., None])[..., 0] → -(log_p * nn.functional.one_hot(target_out, V)).sum(-1)
        in float32 | logits.log_softmax(-1) → logits.float().log_softmax(-1)
        row by row | return torch.where(mask, loss, 0).sum() / mask.sum() → total = sum(row[m].sum() for row, m in zip(loss, mask))⏎    return total / mask.sum()
        """,
    ),
    "greedy": variants(
        GREEDY,
        """
        finished rows read pad | token = logits.argmax(1) → token = torch.where(done, PAD, logits.argmax(1))
        finished rows read eos | token = logits.argmax(1) → token = torch.where(done, EOS, logits.argmax(1))
        softmax first | logits.argmax(1) → logits.softmax(1).max(1).indices
        list of rows | return torch.stack(tokens, 1) → rows = torch.stack(tokens).T.tolist()⏎    return torch.tensor(rows)
        mended in the end | torch.where(done, PAD, token) → token | return torch.stack(tokens, 1) → y = torch.stack(tokens, 1)⏎    before = (y == EOS).cumsum(1) - (y == EOS).long()⏎    return y * (before == 0)
        while | for t in range(max_steps): → while len(tokens) < max_steps and not done.all(): | if done.all():⏎            break → pass
        without gradients | for t in range(max_steps): → for t in range(max_steps):⏎      with torch.no_grad():
        a table to fill | return torch.stack(tokens, 1) → y = torch.full((B, max_steps), PAD)⏎    for t, token in enumerate(tokens):⏎        y[:, t] = token⏎    return y[:, : len(tokens)]
        """,
    ),
    "beam_step": variants(
        BEAM,
        """
        where | log_p = log_p.clone()⏎    log_p[done] = -torch.inf⏎    log_p[..., EOS][done] = 0 → only = torch.full((V,), -torch.inf, dtype=log_p.dtype)⏎    only[EOS] = 0⏎    log_p = torch.where(done[:, :, None], only, log_p)
        masked_fill | log_p = log_p.clone()⏎    log_p[done] = -torch.inf → log_p = log_p.masked_fill(done[..., None], -torch.inf)
        sorted | best, place = total.reshape(B, K * V).topk(K) → best, place = total.flatten(1).sort(descending=True)⏎    best, place = best[:, :K], place[:, :K]
        divmod | return best, place // V, place % V → parents = torch.div(place, V, rounding_mode="floor")⏎    return best, parents, place - V * parents
        in float32 | total = scores[:, :, None] + log_p → total = (scores[:, :, None] + log_p).float()
        at most K of each beginning | best, place = total.reshape(B, K * V).topk(K) → each, v = total.topk(min(K, V))⏎    best, place = each.flatten(1).topk(K)⏎    place = place // min(K, V) * V + v.flatten(1).gather(1, place)
        sentence by sentence | best, place = total.reshape(B, K * V).topk(K) → found = [row.flatten().topk(K) for row in total]⏎    best, place = (torch.stack(z) for z in zip(*found))
        candidate by candidate | best, place = total.reshape(B, K * V).topk(K)⏎    return best, place // V, place % V → rows = []⏎    for row in total:⏎        all_of = [(row[k, v].item(), k, v) for k in range(K) for v in range(V)]⏎        rows.append(sorted(all_of, reverse=True)[:K])⏎    parts = torch.tensor(rows, dtype=torch.float64).unbind(-1)⏎    return parts[0], parts[1].long(), parts[2].long()
        """,
    ),
    "planted_bug": variants(
        DECODER,
        """
        dictionary | return (h, cell), c → return {"s": (h, cell), "c": c} | s, c = state → s, c = state["s"], state["c"] | (s, c)⏎ → {"s": s, "c": c}⏎
        three in a row | return (h, cell), c → return h, cell, c | s, c = state → *s, c = state | self.lstm(x, s) → self.lstm(x, tuple(s)) | (s, c)⏎ → (*s, c)⏎
        first h kept | c = h[0]⏎ → | cell), c → cell), h | s, c = state → s, first = state | self.inputs(tokens, c) → self.inputs(tokens, first.squeeze(0)) | (s, c)⏎ → (s, first)⏎
        without inputs | self.inputs(tokens, c) → torch.cat([self.embedding(tokens), c[:, None].repeat(1, tokens.shape[1], 1)], 2)
        token by token | states, s = self.lstm(x, s) → found = []⏎        for z in x.split(1, dim=1):⏎            out, s = self.lstm(z, s)⏎            found.append(out)⏎        states = torch.cat(found, 1)
        repeated beforehand | c = h[0] → c = h[0] + 0
        """,
    ),
}
