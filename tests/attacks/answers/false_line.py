# The line of an exception carries a number.
x = """



"""
exec(compile("\n" * 3 + "raise KeyError", "<answer>", "exec"))
