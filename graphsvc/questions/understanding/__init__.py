"""Questions in words: which matter and which place they speak of, and which words say so."""
