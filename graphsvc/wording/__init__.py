"""Sentences about what was found, in Chinese and in English. Pure: names are handed in, nothing is looked up."""
