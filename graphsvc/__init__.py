"""Who is responsible for what, where: the responsibility graph of a town, kept, questioned and served."""

__version__ = "0.1.0"
