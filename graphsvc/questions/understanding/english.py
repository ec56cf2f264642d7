"""English words by their stems: *leaking*, *leaks* and *leaked* are one word, *isn't* and *won't* say *not*."""

from __future__ import annotations

from functools import lru_cache
from typing import Final


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


OWNERS: Final = _listed("a my his her your their last")
"""Before *will* they say that it is a testament, not what will be."""

_SMALL: Final = _listed(
    "a an the is are was were be been being am i me my mine we us our ours you your yours he him his she her hers they "
    "them their theirs its it this that these those there here do does did will would shall should could may might has "
    "have had having to of in at by for from with and or so as if than then very really quite just also too again "
    "please s m ve re ll d some any which what when who whom how why where because about onto hello hi"
)
_NOT: Final = _listed(
    "not cannot can't won't don't doesn't didn't isn't aren't wasn't weren't hasn't haven't hadn't couldn't wouldn't "
    "shouldn't ain't never dont doesnt wont cant isnt"
)
# Forms that no rule reduces, and words that rules would mistake: a building is not what is being built.
_FORMS: Final = {
    **{
        word: word
        for word in _listed("building evening during spring wedding left lost built leaves stuck gone frozen")
    },
    "buildings": "building",
    "ceiling": "ceiling",
    "ceilings": "ceiling",
    "blocked": "blockd",
    "blocking": "blockd",
    "broke": "broken",
    "fell": "fall",
    "fallen": "fall",
    "threw": "throw",
    "thrown": "throw",
    "froze": "freeze",
    "stole": "steal",
    "stolen": "steal",
    "burnt": "burn",
    "smelt": "smell",
    "went": "go",
    "came": "come",
    "kept": "keep",
    "bitten": "bite",
    "shook": "shake",
    "fought": "fight",
    "rang": "ring",
    "mice": "mouse",
    "flies": "flies",
    "children": "child",
    "cookies": "cookie",
    "care": "care",  # no car
}
_KNOWN_WORDS: Final = 32_768


@lru_cache(maxsize=_KNOWN_WORDS)
def stem(word: str) -> str:
    """Reduce a word to what its forms have in common; empty for a word that says nothing, digits stay.

    >>> [stem(word) for word in ("leaking", "leaks", "dripped", "batteries", "won't", "the")]
    ['leak', 'leak', 'drip', 'battery', 'not', '']
    """
    if word in _NOT:
        return "not"
    word, _, _ = word.partition("'")
    if word in _SMALL:
        return ""
    return _FORMS.get(word) or _without_ending(word)


def _without_ending(word: str) -> str:
    if len(word) > 4 and word.endswith(("ies", "ied")):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-2] if word.endswith(("sses", "shes", "ches", "xes")) else word[:-1]
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) > 2 and any(vowel in root for vowel in "aeiouy"):
            doubled = root[-1] == root[-2] and root[-1] not in "ls"
            return root[:-1] if doubled else root.removesuffix("e")
    return word.removesuffix("e") if len(word) > 3 else word
