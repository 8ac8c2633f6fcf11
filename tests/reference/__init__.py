"""The reference pages' part that the code knows, written into them by `make reference`.

What a command's options, a view's fields, a filter, a rule or a key are called, what types, defaults and messages they
have: that is read from the code. What they mean is written by hand beside it, in the same tables, and stays.
"""
