"""One data set a file, each with a ``load``; nothing is committed, all is pinned."""
