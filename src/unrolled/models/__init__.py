"""One architecture a file; each reads like its paper's equations."""
