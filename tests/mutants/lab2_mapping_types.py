"""Wrong and right answers to lab 2: MUTANTS lose their points, VARIANTS win them."""

# ruff: noqa: E501 (one line an answer)

from unrolled.grading.edits import mutants, variants

MASK = """\
# exercise: loss_mask
def sizes(inputs, outputs):
    return max(inputs.max().item(), outputs.max().item()), outputs.sum().item()


def loss_mask(kind, inputs, outputs):
    first = inputs - 1 if kind == "many-to-one" else 0 * inputs
    end = first + outputs
    t = torch.arange(end.max())
    return (t >= first[:, None]) & (t < end[:, None])
"""
READ = """\
# exercise: read_out
def last_real(states, real):
    rows = torch.arange(len(states))
    columns = real.sum(1) - 1
    return states[rows, columns]


def read_out(states, mask, W_hy, b_y):
    return states[mask] @ W_hy.T + b_y
"""
GENERATE = """\
# exercise: generate
def generate(step, x, y, h, limit):
    going = torch.ones(len(x), dtype=torch.bool)
    lengths = torch.zeros(len(x), dtype=torch.int64)
    written = []
    while going.any() and len(written) < limit:
        y, more, h = step(x, y, h)
        x = torch.zeros_like(x)
        written.append(y * going[:, None])
        lengths = lengths + going
        going = going & (more >= 0.5)
    return torch.stack(written, dim=1), lengths
"""
READER = """\
# exercise: planted_bug
class Reader(nn.Module):
    def __init__(self, input_size, hidden_size, classes):
        super().__init__()
        self.rnn = nn.RNN(input_size, hidden_size, batch_first=True)
        self.layer = nn.Linear(2 * hidden_size, classes)

    def forward(self, x, real):
        states, _ = self.rnn(x)
        last = last_real(states, real)
        largest = states.masked_fill(~real[..., None], -9).amax(dim=1)
        return self.layer(torch.cat([last, largest], dim=1))
"""
RECALL = """\
# exercise: macro_recall
def confusion(guess, right, mask, classes):
    table = torch.zeros(classes, classes, dtype=torch.int64)
    pairs = right[mask], guess[mask]
    ones = torch.ones_like(pairs[0])
    return table.index_put(pairs, ones, accumulate=True)


def macro_recall(table):
    found, total = table.diag().float(), table.sum(1)
    return (found / total)[total > 0].mean()
"""
MEMORY = """\
# exercise: memory
def recent(x, real, n):
    near = x.new_zeros(len(x), n, x.shape[2])
    keep = torch.zeros(len(x), n, dtype=torch.bool)
    for b, length in enumerate(real.sum(1).tolist()):
        m = min(n, length)
        near[b, :m] = x[b, length - m : length]
        keep[b, :m] = True
    return near, keep


def difference(a, b):
    d = a.double() - b.double()
    return d.mean(), d.std() / len(d) ** 0.5
"""

MUTANTS = {
    "loss_mask": mutants(
        MASK,
        """
        inputs alone decide T | max(inputs.max().item(), outputs.max().item()) → inputs.max().item() | T of the batch of one-to-many
        outputs alone decide T | max(inputs.max().item(), outputs.max().item()) → outputs.max().item() | T of the batch of many-to-one
        inputs and outputs added | max(inputs.max().item(), outputs.max().item()) → (inputs + outputs).max().item() | T of the batch
        N of the padded table | outputs.sum().item() → len(inputs) * outputs.max().item() | N of the batch of one-to-many
        N of the inputs | outputs.sum() → inputs.sum() | N of the batch of one-to-many
        N is the batch size | outputs.sum().item() → len(outputs) | N of the batch of one-to-many
        many-to-one writes at every step | return (t → if kind == "many-to-one":⏎        return t < inputs[:, None]⏎    return (t | once, after the last input
        many-to-one writes in the last column | return (t → if kind == "many-to-one":⏎        return (t == t.max()).expand(len(inputs), -1)⏎    return (t | own inputs end
        many-to-one writes at once | first = inputs - 1 if kind == "many-to-one" else 0 * inputs → first = 0 * inputs | torch.arange(end.max()) → torch.arange(max(inputs.max(), outputs.max())) | where it has read all
        one step too late | inputs - 1 → inputs | the mask of many-to-one has shape
        starts at step 2 | 0 * inputs → 0 * inputs + 1 | has shape
        padding counts | & (t < end[:, None]) → & (t < end.max()) | mask of one-to-many
        as long as the first sequence | end[:, None] → end[0] | mask of one-to-many
        one-to-many as one-to-one | return (t → if kind == "one-to-many":⏎        return (t < 1).expand(len(inputs), -1)⏎    return (t | mask of one-to-many
        true and false changed | return (t >= first[:, None]) & (t < end[:, None]) → return ~((t >= first[:, None]) & (t < end[:, None])) | mask of one-to-one
        numbers for truth values | (t < end[:, None]) → (t < end[:, None]) * 1.0 | and_cpu
        zeros and ones | return (t >= first[:, None]) & (t < end[:, None]) → return ((t >= first[:, None]) & (t < end[:, None])).float() | expected torch.bool
        time first | return (t >= first[:, None]) & (t < end[:, None]) → return ((t >= first[:, None]) & (t < end[:, None])).T | has shape
        four columns | torch.arange(end.max()) → torch.arange(4) | has shape
        one column too late | return (t → if kind == "many-to-one":⏎        return torch.arange(inputs.max()) == inputs[:, None]⏎    return (t | step S is column S - 1
        one column too many | (t < end[:, None]) → (t <= end[:, None]) | step t is column t - 1
        one sequence loses its axis | return (t >= first[:, None]) & (t < end[:, None]) → return ((t >= first[:, None]) & (t < end[:, None])).squeeze(0) | mask of one sequence
        T alone | , outputs.sum().item() → | return T, N
        a list of three | return max(inputs.max().item(), outputs.max().item()), outputs.sum().item() → return [inputs.max(), outputs.max(), outputs.sum()] | What came: list of 3
        """,
    ),
    "read_out": mutants(
        READ,
        """
        last column | columns = real.sum(1) - 1 → columns = real.shape[1] - 1 | last column, padding
        end of the longest sequence | real.sum(1) - 1 → real.sum(1).max() - 1 | longest sequence
        end of the shortest sequence | real.sum(1) - 1 → real.sum(1).min() - 1 | wrong values
        one step too late | real.sum(1) - 1 → real.sum(1) | one step too late
        one step too early | real.sum(1) - 1 → (real.sum(1) - 2).clamp(min=0) | wrong values
        first step | real.sum(1) - 1 → 0 * real.sum(1) | wrong values
        all pairs of rows and columns | states[rows, columns] → states[:, columns] | has shape
        mean of the real steps | return states[rows, columns] → return (states * real[..., None]).sum(1) / real.sum(1)[:, None] | wrong values
        sum of the real steps | return states[rows, columns] → return (states * real[..., None]).sum(1) | wrong values
        bias missing | + b_y → | bias is missing
        bias twice | + b_y → + 2 * b_y | wrong values
        every step | states[mask] → states.flatten(0, 1) | has shape
        zeros where the mask is False | return states[mask] @ W_hy.T + b_y → return (states @ W_hy.T + b_y) * mask[..., None] | has shape
        time before sequences | states[mask] → states.transpose(0, 1)[mask.T] | one sequence after the other
        the other steps | states[mask] → states[~mask] | has shape
        first outputs of each sequence | states[mask] → states[torch.arange(mask.shape[1]) < mask.sum(1)[:, None]] | wrong values
        columns for rows | W_hy.T + b_y → W_hy.T + b_y).T | states[mask] → (states[mask] | has shape
        tanh of the outputs | states[mask] @ W_hy.T + b_y → torch.tanh(states[mask] @ W_hy.T + b_y) | wrong values
        no gradient of the read-out | states[mask] → states[mask].detach() | read_out with respect to states
        no gradient of the state | return states[rows, columns] → return states[rows, columns].detach() | last_real with respect to states
        one sequence loses its axis | return states[rows, columns] → return states[rows, columns].squeeze() | of one sequence alone
        gathered and squeezed | return states[rows, columns] → return states.gather(1, columns[:, None, None].expand(-1, 1, states.shape[2])).squeeze() | of one sequence alone
        one output loses its axis | return states[mask] @ W_hy.T + b_y → return (states[mask] @ W_hy.T + b_y).squeeze(0) | read_out of one step
        stacked, so that none fails | return states[mask] @ W_hy.T + b_y → return torch.stack([W_hy @ states[b, t] + b_y for b, t in mask.nonzero()]) | non-empty
        last state in float32 | return states[rows, columns] → return states[rows, columns].float() | last_real of float64 states holds float32
        outputs in float32 | return states[mask] @ W_hy.T + b_y → return (states[mask] @ W_hy.T + b_y).float() | read_out of float64 states holds float32
        padding set to 0 in place | columns = real → states *= real[..., None]⏎    columns = real | last_real changed its input states in place
        """,
    ),
    "generate": mutants(
        GENERATE,
        """
        x again at every step | x = torch.zeros_like(x) → pass | x is 0 from step 2 on
        x never | y, more, h = step(x, → y, more, h = step(0 * x, | wrong values
        output not fed back | y, more, h = step(x, y, h) → new, more, h = step(x, y, h) | append(y → append(new | not y_0 again
        y_0 not used | written = [] → written, y = [], 0 * y | wrong values
        zeros fed back | y, more, h = step(x, y, h) → y, more, h = step(x, 0 * y, h) | wrong values
        state not passed on | y, more, h = → y, more, _ = | does step get the new h
        h_0 not used | written = [] → written, h = [], 0 * h | lengths
        goes on after the end | append(y * going[:, None]) → append(y) | 0 after the end
        last output lost | going = going & (more >= 0.5) → pass | written.append → going = going & (more >= 0.5)⏎        written.append | still counts
        starts again | going & (more → (more | stays ended
        one end for all | going.any() → going.all() | until all sequences
        every sequence to the end of the longest | lengths = lengths + going → lengths = lengths + 1 | stays ended
        limit forgotten | and len(written) < limit → | has shape
        always limit steps | going.any() and len → len | has shape
        one step over the limit | < limit → <= limit | has shape
        one step too few | < limit → < limit - 1 | has shape
        above for below | >= 0.5 → < 0.5 | lengths
        time first | dim=1 → dim=0 | has shape
        last output only | torch.stack(written, dim=1), lengths → written[-1], lengths | has shape
        lengths as floats | dtype=torch.int64 → dtype=torch.float32 | expected int64
        gradient cut between steps | y, more, h = step(x, y, h) → y, more, h = step(x, y.detach(), h.detach()) | is a part of it detached?
        no gradient | append(y * → append(y.detach() * | no gradient
        x changed in place | x = torch.zeros_like(x) → x.zero_() | generate changed its input x in place
        stops with the first of the batch | going = going & (more >= 0.5) → going = going & (more[0] >= 0.5) | lengths
        four outputs | dim=1), lengths → dim=1)[:, :4], lengths.clamp(max=4) | -
        y detached alone | y, more, h = step(x, y, h) → y, more, h = step(x, y if len(written) < 1 else y.detach(), h) | with respect to x (is a part of it detached?)
        h detached after step 1 | y, more, h = step(x, y, h) → y, more, h = step(x, y, h if len(written) < 1 else h.detach()) | with respect to h (is a part of it detached?)
        x of the size of y | torch.zeros_like(x) → torch.zeros_like(y) | the x that step gets has shape
        x as an integer | torch.zeros_like(x) → 0 | the x that step gets
        x always in float32 | torch.zeros_like(x) → torch.zeros(x.shape) | the x that step gets for torch.float64
        m of 0.5 ends | more >= 0.5 → more > 0.5 | 0.5 is not below 0.5
        m rounded | more >= 0.5 → more.round() > 0 | 0.5 is not below 0.5
        lengths only at the end | lengths = lengths + going → lengths = torch.where(going & (more < 0.5), len(written), lengths) | has `limit` outputs
        outputs in float32 | append(y * going[:, None]) → append((y * going[:, None]).float()) | outputs for float64 inputs
        written into float32 | append(y * going[:, None]) → append(torch.zeros(y.shape).copy_(y * going[:, None])) | outputs for float64 inputs
        chosen into float32 | written.append(y * going[:, None]) → z = torch.zeros(y.shape)⏎        z[going] = y[going]⏎        written.append(z) | outputs for float64 inputs
        results of step changed places | y, more, h = step → y, h, more = step | must match
        m first | y, more, h = step → more, y, h = step | it returns y, m, h, in this order
        m and h changed places, m not asked | y, more, h = step(x, y, h) → y, h, more = step(x, y, h)⏎        more = h | it returns y, m, h, in this order
        one sequence loses its axis | torch.stack(written, dim=1), lengths → torch.stack(written, dim=1).squeeze(0), lengths | one sequence alone
        outputs alone | torch.stack(written, dim=1), lengths → torch.stack(written, dim=1) | return outputs, lengths
        """,
    ),
    "planted_bug": mutants(
        READER,
        """
        nothing mended | last_real(states, real) → states[:, -1] | states.masked_fill(~real[..., None], -9) → states | in both parts
        only the last state mended | states.masked_fill(~real[..., None], -9) → states | only the last state
        only the largest values mended | last_real(states, real) → states[:, -1] | only the largest values
        zero at padding | states.masked_fill(~real[..., None], -9) → (states * real[..., None]) | 0 at padding
        padded inputs set to 0 | self.rnn(x) → self.rnn(x * real[..., None]) | last_real(states, real) → states[:, -1] | states.masked_fill(~real[..., None], -9) → states | even if x is 0 there
        padded inputs set to 0, and the last state mended | self.rnn(x) → self.rnn(x * real[..., None]) | states.masked_fill(~real[..., None], -9) → states | only the last state is right; the state changes
        mean for the maximum | states.masked_fill(~real[..., None], -9).amax(dim=1) → (states * real[..., None]).sum(1) / real.sum(1)[:, None] | equal lengths
        largest of all units | .amax(dim=1) → .amax(dim=(1, 2))[:, None].expand_as(last) | equal lengths
        largest magnitude | states.masked_fill(~real[..., None], -9).amax(dim=1) → (states.abs() * real[..., None]).amax(1) | equal lengths
        one step too early | last_real(states, real) → states[range(len(x)), (real.sum(1) - 2).clamp(min=0)] | equal lengths
        end of the longest name | last_real(states, real) → states[:, real.sum(1).max() - 1] | only the largest values
        maximum without the last letter | ~real[..., None], → ~real.roll(-1, 1)[..., None], | scores of all lengths
        parts changed places | [last, largest] → [largest, last] | equal lengths
        no gradient | last, largest], → last.detach(), largest.detach()], | no gradient
        smallest values | -9).amax → 9).amin | equal lengths
        -0.9 at padding | , -9) → , -0.5) | scores of all lengths
        one name loses its axis | return self.layer(torch.cat([last, largest], dim=1)) → return self.layer(torch.cat([last, largest], dim=1)).squeeze() | one name alone
        padded inputs set to 0 in place | self.rnn(x) → self.rnn(x.mul_(real[..., None])) | Reader.forward changed its input x in place
        last state without its gradient | last, largest], → last.detach(), largest], | is a part of it detached?
        """,
    ),
    "macro_recall": mutants(
        RECALL,
        """
        rows and columns changed | right[mask], guess[mask] → guess[mask], right[mask] | rows are the right classes
        padding counted | right[mask], guess[mask] → right.flatten(), guess.flatten() | padding was counted
        padding counted as class 0 | right[mask], guess[mask] → (right * mask).flatten(), (guess * mask).flatten() | padding was counted
        only -1 is left out | mask] → right >= 0] | padding was counted
        each pair once | accumulate=True → accumulate=False | wrong values
        only the right ones | return table → ones = ones * (pairs[0] == pairs[1])⏎    return table | wrong values
        shares for counts | accumulate=True) → accumulate=True) / mask.sum() | the table
        four classes | torch.zeros(classes, classes, → torch.zeros(4, 4, | table for 6 classes
        float counts | ones_like(pairs[0]) → ones_like(pairs[0]).float() | dtype=torch.int64 → dtype=torch.float32 | float32
        classes without examples count 0 | (found / total)[total > 0].mean() → (found / total.clamp(min=1)).mean() | has no recall
        nan of an empty class | [total > 0] → | NaN
        accuracy | (found / total)[total > 0].mean() → found.sum() / total.sum() | accuracy
        precision | table.sum(1) → table.sum(0) | examples of the class
        sum of the recalls | .mean() → .sum() | its value is
        weighted by the class | (found / total)[total > 0].mean() → (found / table.sum()).sum() | accuracy
        classes found, not those that occur | [total > 0] → [found > 0] | never found has the recall 0
        recall of each class | [total > 0].mean() → [total > 0] | has shape
        median | .mean() → .median() | its value is
        worst class | .mean() → .min() | its value is
        classes that are guessed | (found / total)[total > 0] → (found / total.clamp(min=1))[table.sum(0) > 0] | leave it out
        classes that are guessed, with nan | [total > 0] → [table.sum(0) > 0] | NaN
        classes that occur or are guessed | (found / total)[total > 0] → (found / total.clamp(min=1))[total + table.sum(0) > 0] | leave it out
        classes that occur and are guessed | [total > 0] → [(total > 0) & (table.sum(0) > 0)] | is never guessed has the recall 0
        precision of classes that occur | (found / total)[total > 0] → (found / table.sum(0).clamp(min=1))[total > 0] | not of guesses
        in float16 | .mean() → .mean().half() | float16
        padding changed in place | pairs = right[mask] → right[~mask] = 0⏎    guess[~mask] = 0⏎    pairs = right[mask] | changed its input
        """,
    ),
    "memory": mutants(
        MEMORY,
        """
        the first steps | x[b, length - m : length] → x[b, :m] | first steps
        the last columns | x[b, length - m : length] → x[b, x.shape[1] - m :] | near for n
        last columns without lengths | return near, keep → return x[:, -n:], real[:, -n:] | last columns, with padding
        one step too early | x[b, length - m : length] → x[b, max(length - m - 1, 0) : max(length - 1, m)] | near for n
        backwards | x[b, length - m : length] → x[b, length - m : length].flip(0) | near for n
        at the end, not in front | near[b, :m] = → near[b, n - m :] = | keep[b, :m] = → keep[b, n - m :] = | the real steps come first
        keep is all True | keep[b, :m] = True → keep[b] = True | keep for n
        keep as numbers | dtype=torch.bool → dtype=torch.int64 | expected torch.bool
        padding of x kept | near[b, :m] = x[b, length - m : length] → take = x[b, length - m :][:n]⏎        near[b, : len(take)] = take | near for n
        cut to the longest | return near, keep → return near[:, : x.shape[1]], keep[:, : x.shape[1]] | has shape
        length of the first | enumerate(real.sum(1).tolist()) → enumerate(real.sum(1)[:1].tolist() * len(x)) | near for n
        n + 1 steps | min(n, length) → min(n + 1, length) | near = → n = n + 1⏎    near = | must match
        no gradient | near, keep⏎ → near.detach(), keep⏎ | no gradient
        b before a | a.double() - b.double() → b.double() - a.double() | b - a
        size of the difference | a.double() - b.double() → (a.double() - b.double()).abs() | its value is
        divided by N | d.std() → d.std(correction=0) | divide by N - 1
        standard deviation | / len(d) ** 0.5 → | divide by root N
        divided by N, not its root | ** 0.5 → | by root N, not by N
        variance | d.std() → d.var() | its value is
        two separate errors | d.std() / len(d) ** 0.5 → ((a.double().var() + b.double().var()) / len(d)) ** 0.5 | use the d
        nine questions | len(d) ** 0.5 → 3 | for 300 questions
        zeros are padding | return near, keep → return near, (near != 0).any(dim=-1) | a real step can hold zeros
        always in float32 | x.new_zeros( → torch.zeros( | holds float32 numbers
        gathered without expand | return near, keep → k = torch.arange(n) + (real.sum(1)[:, None] - n).clamp(min=0)⏎    near = x.gather(1, k.clamp(max=x.shape[1] - 1)[..., None]) * keep[..., None]⏎    return near, keep | has shape
        one sequence loses its axis | return near, keep → return near.squeeze(0), keep.squeeze(0) | of one sequence alone
        three results | return near, keep → return near, keep, n | return near, keep, in this order. What came: tuple of 3
        near alone | return near, keep → return near | return near, keep, in this order. What came: Tensor
        mean alone | return d.mean(), d.std() / len(d) ** 0.5 → return d.mean() | return mean, error
        in float16 | a.double() - b.double() → a.half() - b.half() | float16
        summed in int8 | d.mean(), → (a.char() - b.char()).sum(dtype=torch.int8) / len(d), | for 300 questions
        padding set to 0 in place | near = x.new_zeros → x *= real[..., None]⏎    near = x.new_zeros | recent changed its input x in place
        """,
    ),
}
VARIANTS = {
    "loss_mask": variants(
        MASK,
        """
        one case after the other | first = inputs - 1 if kind == "many-to-one" else 0 * inputs → first = {"many-to-one": inputs - 1}.get(kind, torch.zeros_like(inputs))
        number by number | first = inputs - 1 if kind == "many-to-one" else 0 * inputs⏎    end = first + outputs⏎    t = torch.arange(end.max())⏎    return (t >= first[:, None]) & (t < end[:, None]) → T, N = sizes(inputs, outputs)⏎    mask = torch.zeros(len(inputs), T, dtype=torch.bool)⏎    for b, (S, L) in enumerate(zip(inputs, outputs)):⏎        if kind == "many-to-one":⏎            mask[b, S - 1] = True⏎        else:⏎            mask[b, :L] = True⏎    return mask
        steps of an end | first = inputs - 1 if kind == "many-to-one" else 0 * inputs⏎    end = first + outputs → end = torch.maximum(inputs, outputs)⏎    first = end - outputs
        difference of two masks | (t >= first[:, None]) & (t < end[:, None]) → (t < end[:, None]) ^ (t < first[:, None])
        tensors for sizes | max(inputs.max().item(), outputs.max().item()), outputs.sum().item() → torch.maximum(inputs, outputs).max(), outputs.sum()
        """,
    ),
    "read_out": variants(
        READ,
        """
        gather | states[rows, columns] → states.gather(1, columns[:, None, None].expand(-1, 1, states.shape[2]))[:, 0]
        where the next is padding | rows = torch.arange(len(states))⏎    columns = real.sum(1) - 1⏎    return states[rows, columns] → last = real & ~nn.functional.pad(real[:, 1:], (0, 1))⏎    return states[last]
        sequence by sequence | return states[rows, columns] → return torch.stack([s[c] for s, c in zip(states, columns)])
        last True | real.sum(1) - 1 → (real * torch.arange(real.shape[1])).argmax(1)
        one-hot sum | return states[rows, columns] → last = torch.arange(real.shape[1]) == columns[:, None]⏎    return (states * last[..., None]).sum(1)
        functional.linear | states[mask] @ W_hy.T + b_y → nn.functional.linear(states, W_hy, b_y)[mask]
        einsum | states[mask] @ W_hy.T → torch.einsum("nh,kh->nk", states[mask], W_hy)
        in float32 and back | states[mask] @ W_hy.T + b_y → (states[mask].float() @ W_hy.T.float() + b_y.float()).to(states)
        """,
    ),
    "generate": variants(
        GENERATE,
        """
        for and break | while going.any() and len(written) < limit: → for _ in range(limit):⏎        if not going.any():⏎            break
        chosen, not multiplied | y * going[:, None] → torch.where(going[:, None], y, torch.zeros_like(y))
        cut at the end | append(y * going[:, None]) → append(y) | return torch.stack(written, dim=1), lengths → outputs = torch.stack(written, dim=1)⏎    keep = torch.arange(len(written)) < lengths[:, None]⏎    return outputs * keep[..., None], lengths
        ends noted | going & (more >= 0.5) → going & ~(more < 0.5)
        x as a number | x = torch.zeros_like(x) → x = x * 0
        zeros fed back after the end | y, more, h = step(x, y, h) → y, more, h = step(x, y, h)⏎        y = torch.where(going[:, None], y, 0)
        only those that go on | y, more, h = step(x, y, h) → new, more, later = torch.zeros_like(y), torch.zeros(len(x), dtype=y.dtype), h.clone()⏎        new[going], more[going], later[going] = step(x[going], y[going], h[going])⏎        y, h = new, later
        a new x | torch.zeros_like(x) → x.new_zeros(len(x), x.shape[1])
        written into a tensor | written.append(y * going[:, None]) → written.append(y.new_zeros(y.shape).copy_(y * going[:, None]))
        """,
    ),
    "planted_bug": variants(
        READER,
        """
        minus infinity | , -9) → , -torch.inf)
        torch.where | states.masked_fill(~real[..., None], -9) → torch.where(real[..., None], states, -1.0)
        max | .amax(dim=1) → .max(dim=1).values
        name by name | states.masked_fill(~real[..., None], -9).amax(dim=1) → torch.stack([s[r].amax(0) for s, r in zip(states, real)])
        shifted below zero | states.masked_fill(~real[..., None], -9).amax(dim=1) → ((states + 2) * real[..., None]).amax(1) - 2
        indices | last_real(states, real) → states[torch.arange(len(x)), real.sum(1) - 1]
        packed | states, _ = self.rnn(x) → packed = nn.utils.rnn.pack_padded_sequence(x, real.sum(1), True, False)⏎        states, h = self.rnn(packed)⏎        states, _ = nn.utils.rnn.pad_packed_sequence(states, True, total_length=x.shape[1]) | last_real(states, real) → h[0]
        """,
    ),
    "macro_recall": variants(
        RECALL,
        """
        bincount | table = torch.zeros(classes, classes, dtype=torch.int64)⏎    pairs = right[mask], guess[mask]⏎    ones = torch.ones_like(pairs[0])⏎    return table.index_put(pairs, ones, accumulate=True) → pairs = right[mask] * classes + guess[mask]⏎    return torch.bincount(pairs, minlength=classes * classes).view(classes, classes)
        one-hot product | table = torch.zeros(classes, classes, dtype=torch.int64)⏎    pairs = right[mask], guess[mask]⏎    ones = torch.ones_like(pairs[0])⏎    return table.index_put(pairs, ones, accumulate=True) → r, g = (nn.functional.one_hot(z[mask], classes) for z in (right, guess))⏎    return r.T @ g
        cell by cell | pairs = right[mask], guess[mask]⏎    ones = torch.ones_like(pairs[0])⏎    return table.index_put(pairs, ones, accumulate=True) → for i in range(classes):⏎        for j in range(classes):⏎            table[i, j] = ((right == i) & (guess == j) & mask).sum()⏎    return table
        example by example | pairs = right[mask], guess[mask]⏎    ones = torch.ones_like(pairs[0])⏎    return table.index_put(pairs, ones, accumulate=True) → for i, j in zip(right[mask].tolist(), guess[mask].tolist()):⏎        table[i, j] += 1⏎    return table
        class by class | found, total = table.diag().float(), table.sum(1)⏎    return (found / total)[total > 0].mean() → recalls = [row[i] / row.sum() for i, row in enumerate(table) if row.sum()]⏎    return torch.stack(recalls).mean()
        nanmean | (found / total)[total > 0].mean() → (found / total).nanmean()
        in float64 | .float() → .double()
        """,
    ),
    "memory": variants(
        MEMORY,
        """
        one index for all | near = x.new_zeros(len(x), n, x.shape[2])⏎    keep = torch.zeros(len(x), n, dtype=torch.bool)⏎    for b, length in enumerate(real.sum(1).tolist()):⏎        m = min(n, length)⏎        near[b, :m] = x[b, length - m : length]⏎        keep[b, :m] = True⏎    return near, keep → lengths = real.sum(1)[:, None]⏎    k = torch.arange(n) + (lengths - n).clamp(min=0)⏎    keep = k < lengths⏎    near = x.gather(1, k.clamp(max=x.shape[1] - 1)[..., None].expand(-1, -1, x.shape[2]))⏎    return near * keep[..., None], keep
        lists and padding | near = x.new_zeros(len(x), n, x.shape[2])⏎    keep = torch.zeros(len(x), n, dtype=torch.bool)⏎    for b, length in enumerate(real.sum(1).tolist()):⏎        m = min(n, length)⏎        near[b, :m] = x[b, length - m : length]⏎        keep[b, :m] = True⏎    return near, keep → rows = [z[r][-n:] for z, r in zip(x, real)]⏎    near = torch.stack([nn.functional.pad(row, (0, 0, 0, n - len(row))) for row in rows])⏎    return near, torch.arange(n) < torch.tensor([[len(row)] for row in rows])
        masks | near = x.new_zeros(len(x), n, x.shape[2])⏎    keep = torch.zeros(len(x), n, dtype=torch.bool)⏎    for b, length in enumerate(real.sum(1).tolist()):⏎        m = min(n, length)⏎        near[b, :m] = x[b, length - m : length]⏎        keep[b, :m] = True⏎    return near, keep → lengths = real.sum(1, keepdim=True)⏎    late = real & (torch.arange(real.shape[1]) >= lengths - n)⏎    keep = torch.arange(n) < lengths⏎    near = x.new_zeros(len(x), n, x.shape[2])⏎    near[keep] = x[late]⏎    return near, keep
        formula | d.std() / len(d) ** 0.5 → ((d - d.mean()).square().sum() / (len(d) - 1) / len(d)).sqrt()
        from counts | d = a.double() - b.double()⏎    return d.mean(), d.std() / len(d) ** 0.5 → n, plus, minus = len(a), (a & ~b).sum(), (b & ~a).sum()⏎    mean = (plus - minus) / n⏎    return mean, ((plus + minus - n * mean**2) / (n - 1) / n) ** 0.5
        in float32 | a.double() - b.double() → a.float() - b.float()
        as integers | a.double() - b.double() → (a.int() - b.int()).double()
        """,
    ),
}
