# Source that the compiler chokes on.
SOURCE = "(" * 100_000
double = eval(SOURCE)
