"""Wrong and right answers to lab 8: MUTANTS lose their points, VARIANTS win them."""

# ruff: noqa: E501 (one line an answer)

from unrolled.grading.edits import mutants, variants

SCORES = """\
# exercise: scores
def scores(s, h, W, U, v):
    query = (s @ W.T)[:, None]
    keys = h @ U.T
    e = torch.tanh(query + keys) @ v
    return e
"""
SOFTMAX = """\
# exercise: masked_softmax
def masked_softmax(e, mask):
    low = torch.finfo(e.dtype).min
    e = torch.where(mask, e, low)
    a = torch.softmax(e, -1)
    return a * mask
"""
CONTEXT = """\
# exercise: context
def context(a, h):
    weighted = a[:, :, None] * h
    return weighted.sum(1)
"""
STEP = """\
# exercise: decoder_step
def decoder_step(decoder, token, s, h, mask):
    y = decoder.embedding(token)
    e = scores(s, h, decoder.W, decoder.U, decoder.v)
    a = masked_softmax(e, mask)
    c = context(a, h)
    new = decoder.cell(torch.cat([y, c], 1), s)
    logits = decoder.readout(torch.cat([new, c, y], 1))
    return logits, new, a
"""
ENTROPY = """\
# exercise: entropy
def entropy(a, mask):
    log_a = torch.log(torch.where(a > 0, a, 1.0))
    nats = -(a * log_a).sum(-1)
    n = mask.sum(1, keepdim=True)
    most = torch.log(n.clamp(min=2).to(a))
    return nats, nats / most
"""
FAKE = """\
# exercise: planted_fake
def moved(step, token, s, h, mask):
    _, old_s, old_a = step(token, s, h, mask)
    da, ds = [], []
    for i in range(h.shape[1]):
        z = h.clone()
        z[:, i] += 1
        _, new_s, new_a = step(token, s, z, mask)
        da.append((new_a - old_a).abs().sum(1))
        ds.append((new_s - old_s).abs().sum(1))
    return torch.stack(da, 1), torch.stack(ds, 1)


class Mended(Planted):
    def weights(self, s, h, mask):
        q = self.query(s)
        keys = h
        e = (keys @ q[:, :, None])[:, :, 0]
        return masked_softmax(e / h.shape[2] ** 0.5, mask)
"""

MUTANTS = {
    "scores": mutants(
        SCORES,
        """
        no tanh | torch.tanh(query + keys) @ v → (query + keys) @ v | tanh is missing
        sigmoid | torch.tanh → torch.sigmoid | not the sigmoid
        W and U swapped | s @ W.T → s @ U.T | h @ U.T → h @ W.T | W belongs to s
        W not transposed | W.T → W | @ W.T
        U not transposed | U.T → U | @ U.T
        neither transposed | W.T → W | U.T → U | neither
        v forgotten | @ v → .mean(-1) | v is missing
        units summed up | torch.tanh(query + keys) @ v → torch.tanh(query + keys).sum(-1) | v is missing
        v before the tanh | torch.tanh(query + keys) @ v → torch.tanh((query + keys) @ v) | tanh of each unit
        two tanhs | torch.tanh(query + keys) → (torch.tanh(query) + torch.tanh(keys)) | tanh of the sum
        product for sum | query + keys → query * keys | wrong values
        s left out | query + keys → keys | s is not used
        h left out | query + keys → query + 0 * keys | do not look at h
        states of other sentences | [:, None] → [None] | word i gets the s of sentence i
        sentence by place | [:, None] → | word i gets the s of sentence i
        softmax already | return e → return e.softmax(-1) | comes in exercise 2
        negative | return e → return -e | wrong values
        source first | return e → return e.T | turned round
        axis too many | @ v → @ v[:, None] | has shape
        loop over the words | e = torch.tanh(query + keys) @ v → e = torch.stack([torch.tanh(s @ W.T + z @ U.T) @ v for z in h.unbind(1)], 1) | is there a loop
        loop over the sentences | e = torch.tanh(query + keys) @ v → e = torch.stack([torch.tanh(a + b) @ v for a, b in zip(query, keys)]) | is there a loop
        h without gradient | keys = h → keys = h.detach() | no gradient
        s without gradient | (s @ → (s.detach() @ | no gradient
        in NumPy | return e → return torch.tensor(e.detach().numpy()) | no gradient
        three words | return e → return e[:, :3] | has shape
        without axes of size 1 | return e → return e.squeeze() | for B = 1
        in float32 | return e → return e.float() | float64
        W times s | (s @ W.T)[:, None] → (W @ s)[:, None] | W @ s takes
        W and U in front | (s @ W.T)[:, None] → W @ s | h @ U.T → U @ h | torch.tanh(query + keys) @ v → v @ torch.tanh(query + keys) | W @ s takes
        axis at the end | [:, None] → [:, :, None] | the new axis of W s
        """,
    ),
    "masked_softmax": mutants(
        SOFTMAX,
        """
        mask after softmax | e = torch.where(mask, e, low) → | comes too late
        mask after softmax, renormalised | e = torch.where(mask, e, low) → | return a * mask → a = a * mask⏎    return a / a.sum(-1, keepdim=True).clamp(1e-9) | a padded score is the largest
        mask after softmax, divided anyway | e = torch.where(mask, e, low) → | return a * mask → a = a * mask⏎    return torch.nan_to_num(a / a.sum(-1, keepdim=True)) | a padded score is the largest
        no mask | e = torch.where(mask, e, low) → | a * mask → a | padding gets weight
        over the batch | -1) → 0) | the sentences of the batch compete
        over the batch, no mask | e = torch.where(mask, e, low) → | torch.softmax(e, -1) → torch.softmax(e, 0) | a * mask → a | the sentences of the batch compete
        score 0 for padding | e, low → e, 0.0 | a * mask → a | exp(0) is 1
        score 0 for padding, then mask | e, low → e, 0.0 | exp(0) is 1
        mask turned round | where(mask, e, low) → where(mask, low, e) | a * mask → a * ~mask | True are the real words
        no exp | a = torch.softmax(e, -1) → a = e * mask / (e * mask).sum(-1, keepdim=True) | take exp
        logarithms | return a * mask → return a.log().clamp(-99) * mask | logarithms
        uniform where all is padding | a * mask → a | nothing but padding
        NaN where all is padding | low = torch.finfo(e.dtype).min → low = -torch.inf | NaN
        NaN in the gradient | low = torch.finfo(e.dtype).min → low = -torch.inf | torch.where(mask, e, low) → e + torch.where(mask, 0.0, low) | a * mask → torch.nan_to_num(a) | gradient
        NaN in the gradient, by where | low = torch.finfo(e.dtype).min → low = -torch.inf | a = torch.softmax(e, -1) → a = e.exp() / e.exp().sum(-1, keepdim=True) | a * mask → torch.where(mask, a, 0.0) | NaN
        exp overflows | a = torch.softmax(e, -1) → a = e.exp() * mask⏎    a = a / a.sum(-1, keepdim=True).clamp(1e-30) | large scores
        -10000 for padding | low = torch.finfo(e.dtype).min → low = -1e4 | large scores
        -1000100 for padding | low = torch.finfo(e.dtype).min → low = -1000100.0 | large scores
        one softmax for the batch | torch.softmax(e, -1) → torch.softmax(e.flatten(), 0).view_as(e) | the whole batch
        real words of the batch | a = torch.softmax(e, -1) → a = torch.zeros_like(e).masked_scatter(mask, e[mask].softmax(0)) | the whole batch
        without axes of size 1 | return a * mask → return (a * mask).squeeze() | for B = 1
        in float32 | return a * mask → return (a * mask).float() | float64
        added to the scores | torch.where(mask, e, low) → e + torch.where(mask, 0.0, -1e6) | large scores
        largest among the padding | a = torch.softmax(e, -1) → a = (e - e.max()).exp() * mask⏎    a = a / a.sum(-1, keepdim=True).clamp(1e-30) | large scores
        e changed in place | e = torch.where(mask, e, low) → e[~mask] = low | in place
        no gradient | return a → return a.detach() | no gradient
        part of the gradient | torch.softmax(e, -1) → (e - e.logsumexp(-1, keepdim=True).detach()).exp() | the gradient
        best word only | a = torch.softmax(e, -1) → a = (e == e.amax(-1, keepdim=True)).to(e) | wrong values
        padding at the end | mask, e, low) → mask, e, low)⏎    mask = torch.arange(e.shape[1]) < mask.sum(1, keepdim=True) | wrong values
        booleans | return a * mask → return a * mask > 0 | dtype
        """,
    ),
    "context": mutants(
        CONTEXT,
        """
        mean of the states | a[:, :, None] * h → h / h.shape[1] | not the plain mean
        sum of the states | a[:, :, None] * h → h + 0 * a[:, :, None] | a is missing
        mean of the weighted states | weighted.sum(1) → weighted.mean(1) | already
        divided by the weights | weighted.sum(1) → weighted.sum(1) / a.sum(1, keepdim=True) | NaN
        best word only | weighted.sum(1) → h[torch.arange(len(h)), a.argmax(1)] | the best word alone
        softmax again | a[:, :, None] → a.softmax(1)[:, :, None] | weights already
        over the batch | weighted.sum(1) → weighted.sum(0) | source
        over the numbers | weighted.sum(1) → weighted.sum(2) | source
        not summed | weighted.sum(1) → weighted | has shape
        axis kept | weighted.sum(1) → weighted.sum(1, keepdim=True) | has shape
        weights of the first sentence | a[:, :, None] → a[:1, :, None] | wrong values
        source turned round | a[:, :, None] → a.flip(1)[:, :, None] | wrong values
        without gradient for the weights | a[:, :, None] → a.detach()[:, :, None] | no gradient
        without gradient for the states | weighted = → h = h.detach()⏎    weighted = | no gradient
        h changed in place | weighted = a[:, :, None] * h → weighted = h.mul_(a[:, :, None]) | in place
        squared weights | a[:, :, None] → a[:, :, None] ** 2 | wrong values
        without axes of size 1 | weighted.sum(1) → torch.bmm(a[:, None], h).squeeze() | for B = 1
        in float32 | weighted.sum(1) → weighted.sum(1).float() | float64
        """,
    ),
    "decoder_step": mutants(
        STEP,
        """
        weights of the new state | return logits, new, a → return logits, new, masked_softmax(scores(new, h, decoder.W, decoder.U, decoder.v), mask) | scored by s_t
        cell first | e = scores(s, → new = decoder.cell(torch.cat([y, context(mask / mask.sum(1, keepdim=True).clamp(1), h)], 1), s)⏎    e = scores(new, | wrong values
        mask ignored | masked_softmax(e, mask) → masked_softmax(e, torch.ones_like(mask)) | padding gets weight
        mask after softmax | masked_softmax(e, mask) → masked_softmax(e, torch.ones_like(mask)) * mask | comes too late
        softmax over the batch | masked_softmax(e, mask) → masked_softmax(e.T, mask.T).T | sentences of the batch
        scores for weights | return logits, new, a → return logits, new, e | the scores
        W and U swapped | decoder.W, decoder.U → decoder.U, decoder.W | W belongs to s
        weights that ignore the source | scores(s, h, → scores(s, 0 * h, | do not look at h
        weights that ignore the state | scores(s, h, → scores(0 * s, h, | do not look at s
        scores of the token | scores(s, h, → scores(y[:, :1] * s, h, | wrong values
        mean for the context | c = context(a, h) → c = h.mean(1) | plain mean
        context never reaches the state | torch.cat([y, c], 1) → torch.cat([y, 0 * c], 1) | never reaches the state
        context before the token | torch.cat([y, c], 1) → torch.cat([c, y], 1) | y first
        cell without its state | torch.cat([y, c], 1), s) → torch.cat([y, c], 1)) | cell needs s
        token never reaches the state | torch.cat([y, c], 1) → torch.cat([0 * y, c], 1) | the token
        old state is returned | return logits, new, a → return logits, s, a | this is the state that was given
        old state is read out | torch.cat([new, c, y] → torch.cat([s, c, y] | from s_t
        read out in another order | torch.cat([new, c, y] → torch.cat([c, new, y] | in this order
        read out in a third order | torch.cat([new, c, y] → torch.cat([new, y, c] | in this order
        read out of y first | torch.cat([new, c, y] → torch.cat([y, new, c] | in this order
        read out of y, c, s | torch.cat([new, c, y] → torch.cat([y, c, new] | in this order
        context of the next step | logits = → c = context(masked_softmax(scores(new, h, decoder.W, decoder.U, decoder.v), mask), h)⏎    logits = | another context
        context never read out | torch.cat([new, c, y] → torch.cat([new, 0 * c, y] | c_t has not
        probabilities | return logits, → return logits.softmax(-1), | before the softmax
        log p | return logits, → return logits.log_softmax(-1), | before the softmax
        turned round | return logits, new, a → return new, logits, a | this is s_t, logits, a_t
        state and weights only | return logits, new, a → return new, a | What came: tuple of 2
        s without axes of size 1 | scores(s, h → scores(s.squeeze(), h | must match
        word without axes of size 1 | decoder.embedding(token) → decoder.embedding(token).squeeze() | Dimension out of range
        weights before the state | return logits, new, a → return logits, a, new | this is logits, a_t, s_t
        in float32 | return logits, → return logits.float(), | float64
        weights without gradient | c = context(a, → c = context(a.detach(), | no gradient
        state without gradient | return logits, new, a → return logits, new.detach(), a | no gradient
        state changed in place | return logits, new, a → s.copy_(new)⏎    return logits, s, a | in place
        padding at the end | masked_softmax(e, mask) → masked_softmax(e, mask.sort(1, descending=True)[0]) | wrong values
        context of another sentence | context(a, h) → context(a, h).roll(1, 0) | wrong values
        """,
    ),
    "entropy": mutants(
        ENTROPY,
        """
        NaN | torch.where(a > 0, a, 1.0) → a | log of 0
        NaN to 0 for the row | torch.where(a > 0, a, 1.0) → a | return nats → nats = nats.nan_to_num(0)⏎    return nats | 0 ln 0
        bits | torch.log( → torch.log2( | these are bits
        bits, compared in nats | torch.log(torch.where → torch.log2(torch.where | these are bits
        sign | nats = - → nats = | mind the sign
        mean over the words | .sum(-1) → .mean(-1) | the sum over the words
        sum over the steps | .sum(-1) → .sum(1, keepdim=True).expand(a.shape)[..., 0] | wrong values
        one number a sentence | .sum(-1) → .sum(-1).mean(-1, keepdim=True) | expected (batch, step)
        of logarithms alone | (a * log_a) → log_a | weigh each
        perplexity | return nats, → return nats.exp(), | exp
        compared with S | mask.sum(1, keepdim=True) → torch.full((len(a), 1), a.shape[2]) | padding is no choice
        compared with n | torch.log(n.clamp(min=2).to(a)) → n.clamp(min=1).to(a) | the logarithm of n
        compared with log2 n | most = torch.log( → most = torch.log2( | ln n
        NaN with one word | clamp(min=2) → clamp(min=0) | one real word
        one word is not sure | nats / most → torch.where(n > 1, nats / most, 1.0) | one real word
        how sure it is | nats / most → 1 - nats / most | 0 where
        share of the longest | n = mask.sum(1, keepdim=True) → n = mask.sum(1, keepdim=True).max() | its own sentence
        mask of another sentence | -(a * log_a).sum → -(a * log_a * mask[: a.shape[1]]).sum | mask[:, None]
        n of another sentence | nats / most → nats / most[: a.shape[1], 0] | not to step b
        words with weight counted | n = mask.sum(1, keepdim=True) → n = (a > 0).sum(-1) | real words
        turned round | return nats, nats / most → return nats / most, nats | turned round
        entropy alone | return nats, nats / most → return nats | return nats, share
        small weights left out | a > 0 → a > 0.05 | wrong values
        added 0.01 | torch.where(a > 0, a, 1.0) → a + 0.01 | wrong values
        without axes of size 1 | return nats, nats / most → return nats.squeeze(), (nats / most).squeeze() | one real word, or none, has shape
        added 0.00001 | torch.where(a > 0, a, 1.0) → a + 1e-5 | weights of 0.0001
        clamped at 0.001 | torch.where(a > 0, a, 1.0) → a.clamp(min=1e-3) | weights of 0.0001
        tiny weights left out | a > 0 → a > 1e-3 | weights of 0.0001
        share of one word by NaN | torch.where(a > 0, a, 1.0) → a + 1e-9 | nats / most → torch.nan_to_num(nats / n.to(a).log()) | one real word
        in float32 | return nats, nats / most → return nats.float(), (nats / most).float() | float64
        share in float32 | return nats, nats / most → return nats, (nats / most).float() | float64
        tables in float32 | return nats, nats / most → both = torch.zeros(2, *nats.shape)⏎    both[0], both[1] = nats, nats / most⏎    return both[0], both[1] | float64
        Gini | -(a * log_a).sum(-1) → 1 - a.square().sum(-1) | wrong values
        a changed in place | log_a = → a[a == 0] = 1e-12⏎    log_a = | in place
        """,
    ),
    "planted_fake": mutants(
        FAKE,
        """
        changes pile up | z = h.clone()⏎        z[:, i] += 1 → z = h.clone()⏎        z[:, : i + 1] += 1 | one state at a time
        h is changed | z = h.clone()⏎ → z = h⏎ | changed h itself
        h is changed in the end | return torch.stack(da → h += 0.01⏎    return torch.stack(da | changed h itself
        1 is taken off again | z = h.clone()⏎ → z = h⏎ | ds.append( → z[:, i] -= 1⏎        ds.append( | changed h itself
        mask is changed | return torch.stack(da → mask.fill_(True)⏎    return torch.stack(da | changed mask itself
        padding never moves | torch.stack(da, 1), torch.stack(ds, 1) → torch.stack(da, 1) * mask, torch.stack(ds, 1) * mask | padding too
        real words only | z[:, i] += 1 → z[:, i] += mask[:, i, None].to(h) | padding too
        sum over real words | (new_a - old_a).abs() → ((new_a - old_a) * mask).abs() | padding too
        s of the step before | _, new_s, new_a = step → _, s, new_a = step | ds.append( → new_s = s⏎        ds.append( | each step starts from s
        compared with the given s | new_s - old_s → new_s - s | not with s_(t-1)
        squares in ds | (new_s - old_s).abs() → (new_s - old_s).square() | not squares
        norm in ds | (new_s - old_s).abs().sum(1) → (new_s - old_s).norm(dim=1) | the root of squares
        norms | .abs().sum(1) → .norm(dim=1) | the root of squares
        mean in ds | (new_s - old_s).abs().sum(1) → (new_s - old_s).abs().mean(1) | not the mean
        signed ds | (new_s - old_s).abs() → (new_s - old_s) | absolute
        largest in ds | (new_s - old_s).abs().sum(1) → (new_s - old_s).abs().amax(1) | not the largest
        without axes of size 1 | torch.stack(da, 1), torch.stack(ds, 1) → torch.stack(da, 1).squeeze(), torch.stack(ds, 1).squeeze() | for one sentence
        tables in float32 | torch.stack(da, 1), torch.stack(ds, 1) → torch.stack(da, 1).float(), torch.stack(ds, 1).float() | float64
        one number is changed | z[:, i] += 1 → z[:, i, 0] += 1 | every number of h_i
        zeroed | z[:, i] += 1 → z[:, i] = 0 | add 1
        doubled | z[:, i] += 1 → z[:, i] *= 2 | add 1
        set to one | z[:, i] += 1 → z[:, i] = 1 | add 1
        signed | .abs() → | absolute
        mean | .sum(1) → .mean(1) | the sum
        squares | .abs() → .square() | absolute
        largest | .abs().sum(1) → .abs().amax(1) | the sum
        own weight only | (new_a - old_a).abs().sum(1) → (new_a - old_a)[:, i].abs() | not the largest
        yes or no | return torch.stack(da, 1), torch.stack(ds, 1) → return torch.stack(da, 1) > 0, torch.stack(ds, 1) > 0 | dtype
        turned round | return torch.stack(da, 1), torch.stack(ds, 1) → return torch.stack(ds, 1), torch.stack(da, 1) | turned round
        logits for the state | _, old_s → old_s, _ | _, new_s → new_s, _ | logits
        source first | torch.stack(da, 1), torch.stack(ds, 1) → torch.stack(da), torch.stack(ds) | order is not
        weights only | return torch.stack(da, 1), torch.stack(ds, 1) → return torch.stack(da, 1) | return da, ds
        compared with the last change | ds.append( → ds.append(⏎            | new_s - old_s).abs().sum(1)) → new_s - old_s).abs().sum(1))⏎        old_s, old_a = new_s, new_a | with nothing changed
        padding left out | da.append( → if mask[:, i].any(): da.append( | has shape
        still by place | keys = h → keys = self.place(torch.arange(h.shape[1])).expand_as(h) | do not move
        place and state | keys = h → keys = h + self.place(torch.arange(h.shape[1])) | place
        not divided | h.shape[2] ** 0.5 → 1 | square root of H
        divided by H | h.shape[2] ** 0.5 → h.shape[2] | square root of H
        divided by the root of S | h.shape[2] → h.shape[1] | not of S
        Q turned round | self.query(s) → s @ self.query.weight | Q is turned round
        scores without axes of size 1 | (keys @ q[:, :, None])[:, :, 0] → (keys @ q[:, :, None]).squeeze() | for B = 3, S = 1
        place deleted | class Mended(Planted):⏎ → class Mended(Planted):⏎    def __init__(self, V, E, H, longest=32):⏎        super().__init__(V, E, H, longest)⏎        del self.place⏎⏎ | leave the layers
        forward changed | class Mended(Planted):⏎ → class Mended(Planted):⏎    def forward(self, token, s, h, mask):⏎        logits, s, a = super().forward(token, s, h, mask)⏎        return logits.softmax(-1), s, a⏎⏎ | forward was right
        no query | q = self.query(s) → q = s | query
        query of the states | e = (keys → keys, q = self.query(h), s⏎        e = (keys | Q is turned round
        mean state | keys = h → keys = h.mean(1, keepdim=True).expand_as(h) | do not move
        mask ignored | ** 0.5, mask) → ** 0.5, torch.ones_like(mask)) | padding
        states without gradient | keys = h → keys = h.detach() | no gradient
        state without gradient | self.query(s) → self.query(s.detach()) | no gradient
        scores for weights | return masked_softmax( → return ( | 0.5, mask) → 0.5) | wrong values
        no weights of its own | class Mended(Planted):⏎ → class Mended(Planted):⏎    pass⏎⏎⏎class Other(Planted):⏎ | in the answer cell
        """,
    ),
}
VARIANTS = {
    "scores": variants(
        SCORES,
        """
        unsqueeze | (s @ W.T)[:, None] → (s @ W.T).unsqueeze(1)
        einsum | e = torch.tanh(query + keys) @ v → e = torch.einsum("bsa,a->bs", torch.tanh(query + keys), v)
        product and sum | torch.tanh(query + keys) @ v → (torch.tanh(query + keys) * v).sum(-1)
        linear | (s @ W.T)[:, None] → torch.nn.functional.linear(s, W)[:, None]
        expanded | query + keys → query.expand_as(keys) + keys
        repeated | (s @ W.T)[:, None] → (s[:, None].repeat(1, h.shape[1], 1)) @ W.T
        side by side | torch.tanh(query + keys) → torch.tanh(torch.cat([query.expand_as(keys), keys], -1) @ torch.cat([torch.eye(len(W)).to(s)] * 2))
        one matrix | torch.tanh(query + keys) → torch.tanh(torch.cat([s[:, None].expand(-1, h.shape[1], -1), h], -1) @ torch.cat([W, U], 1).T)
        mapped over the sentences | torch.tanh(query + keys) @ v → torch.vmap(lambda s, h: torch.tanh(W @ s + h @ U.T) @ v)(s, h)
        last axis without size 1 | torch.tanh(query + keys) @ v → (torch.tanh(query + keys) @ v[:, None]).squeeze(-1)
        """,
    ),
    "masked_softmax": variants(
        SOFTMAX,
        """
        masked_fill | e = torch.where(mask, e, low) → e = e.masked_fill(~mask, -1e30)
        -1e9 | low = torch.finfo(e.dtype).min → low = -1e9
        largest taken off | a = torch.softmax(e, -1) → a = (e - e.amax(-1, keepdim=True)).exp() * mask⏎    a = a / a.sum(-1, keepdim=True).clamp(min=1e-30)
        NaN to 0 | low = torch.finfo(e.dtype).min → low = -torch.inf | return a * mask → return torch.nan_to_num(a)
        where afterwards | low = torch.finfo(e.dtype).min → low = -torch.inf | return a * mask → return torch.where(mask, a, 0.0)
        far below the least | low = torch.finfo(e.dtype).min → low = e.min() - 1000
        in float64, then back | a = torch.softmax(e, -1) → a = torch.softmax(e.double(), -1).to(e)
        all-padding rows apart | low = torch.finfo(e.dtype).min → low = torch.where(mask.any(-1, keepdim=True), -torch.inf, 0.0).to(e)
        row by row | a = torch.softmax(e, -1)⏎    return a * mask → rows = [torch.zeros_like(z).masked_scatter(m, z[m].softmax(0)) for z, m in zip(e, mask)]⏎    return torch.stack(rows)
        logsumexp | torch.softmax(e, -1) → (e - e.logsumexp(-1, keepdim=True)).exp()
        renormalised | return a * mask → a = a * mask⏎    return a / (a.sum(-1, keepdim=True) + (a.sum(-1, keepdim=True) == 0))
        """,
    ),
    "context": variants(
        CONTEXT,
        """
        einsum | weighted.sum(1) → torch.einsum("bs,bsk->bk", a, h)
        matrix product | weighted.sum(1) → (a[:, None] @ h).squeeze(1)
        bmm | weighted.sum(1) → torch.bmm(a.unsqueeze(1), h)[:, 0]
        transposed | weighted.sum(1) → (h.transpose(1, 2) @ a[:, :, None])[..., 0]
        loop over the words | weighted.sum(1) → sum(a[:, i, None] * h[:, i] for i in range(h.shape[1]))
        row by row | weighted.sum(1) → torch.stack([w @ z for w, z in zip(a, h)])
        divided by the weights, safely | weighted.sum(1) → weighted.sum(1) / a.sum(1, keepdim=True).clamp(min=1e-9)
        """,
    ),
    "decoder_step": variants(
        STEP,
        """
        names of its own | torch.cat([y, c], 1) → torch.cat((y, c), dim=-1)
        hidden in a helper | a = masked_softmax(e, mask)⏎    c = context(a, h) → a, c = look(e, h, mask) | # exercise: decoder_step⏎ → # exercise: decoder_step⏎def look(e, h, mask):⏎    a = masked_softmax(e, mask)⏎    return a, context(a, h)⏎⏎⏎
        list | return logits, new, a → return [logits, new, a]
        linear layers one by one | logits = decoder.readout(torch.cat([new, c, y], 1)) → logits = torch.cat([new, c, y], 1)⏎    for layer in decoder.readout:⏎        logits = layer(logits)
        own pieces | e = scores(s, h, decoder.W, decoder.U, decoder.v) → e = torch.tanh((s @ decoder.W.T)[:, None] + h @ decoder.U.T) @ decoder.v
        indexed embedding | decoder.embedding(token) → decoder.embedding.weight[token]
        """,
    ),
    "entropy": variants(
        ENTROPY,
        """
        special.entr | nats = -(a * log_a).sum(-1) → nats = torch.special.entr(a).sum(-1)
        xlogy | nats = -(a * log_a).sum(-1) → nats = -torch.special.xlogy(a, a).sum(-1)
        clamped | torch.where(a > 0, a, 1.0) → a.clamp(min=1e-30)
        nan_to_num | (a * log_a) → torch.nan_to_num(a * a.log())
        added 1e-9 | torch.where(a > 0, a, 1.0) → a + 1e-9
        clamped at 1e-9 | torch.where(a > 0, a, 1.0) → a.clamp(min=1e-9)
        log2 | nats = -(a * log_a).sum(-1) → nats = -(a * log_a).sum(-1) / math.log(2) * math.log(2) | # exercise: entropy⏎ → # exercise: entropy⏎import math⏎⏎⏎
        share by where | nats / most → torch.where(n > 1, nats / n.to(a).log(), 0.0)
        real words only | nats = -(a * log_a).sum(-1) → nats = -(a * log_a * mask[:, None]).sum(-1)
        row by row | return nats, nats / most → share = nats.clone()⏎    for b, k in enumerate(n.flatten().tolist()):⏎        share[b] = nats[b] / math.log(k) if k > 1 else 0⏎    return nats, share | # exercise: entropy⏎ → # exercise: entropy⏎import math⏎⏎⏎
        """,
    ),
    "planted_fake": variants(
        FAKE,
        """
        one-hot change | z = h.clone()⏎        z[:, i] += 1 → z = h + (torch.arange(h.shape[1]) == i)[:, None]
        changed back | z = h.clone()⏎ → z = h.detach().clone()⏎
        table to fill | return torch.stack(da, 1), torch.stack(ds, 1) → found = h.new_zeros(2, len(h), h.shape[1])⏎    for i in range(h.shape[1]):⏎        found[0, :, i], found[1, :, i] = da[i], ds[i]⏎    return found[0], found[1]
        norm | .abs().sum(1) → .norm(p=1, dim=1)
        two tables | return torch.stack(da, 1), torch.stack(ds, 1) → x, y = torch.zeros(2, *h.shape[:2], dtype=h.dtype)⏎    for i in range(h.shape[1]):⏎        x[:, i], y[:, i] = da[i], ds[i]⏎    return x, y
        by keywords | step(token, s, z, mask) → step(token=token, s=s, h=z, mask=mask)
        one-hot row | z = h.clone()⏎        z[:, i] += 1 → z = h + torch.eye(h.shape[1]).to(h)[i, :, None]
        mean state taken off | keys = h → keys = h - h.mean(1, keepdim=True)
        matmul by einsum | e = (keys @ q[:, :, None])[:, :, 0] → e = torch.einsum("bsh,bh->bs", keys, q)
        product and sum | e = (keys @ q[:, :, None])[:, :, 0] → e = (keys * q[:, None]).sum(-1)
        query divided | q = self.query(s) → q = self.query(s) / h.shape[2] ** 0.5 | e / h.shape[2] ** 0.5 → e
        matrix on the other side | q = self.query(s) → q = s @ self.query.weight.T
        """,
    ),
}
