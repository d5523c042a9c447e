"""One programme file: its shape, its journal, and the care it gets."""
