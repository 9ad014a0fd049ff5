# Text that would steer a terminal, a notebook or a report if it were not data.
# NBVAL_SKIP
# NBVAL_IGNORE_OUTPUT
class Steering:
    def __repr__(self):
        text = "wrong\r(3, 2)\x1b[2J\x08\x00</system-out></testcase>"
        return text + '{"msg_type": "clear_output"}\n# NBVAL_SKIP\ud800'


def double(x):
    return Steering()
