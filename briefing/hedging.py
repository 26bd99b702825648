"""Whether a sentence of ours keeps what its evidence hedges.

Three kinds: a hedge on the report ("reportedly", "appears to") is kept by any word that hedges a report; "may", "might"
and "could" by any word that leaves it open; "some officials" by a word that does not say all of them. Only a hedge on
what the sentence repeats counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from briefing.clauses import clauses, content
from briefing.stems import EMPTY_WORDS, WORD, stem, stems
from briefing.typography import fold

_ON_REPORT = (
    r"reportedly|reported(?= to)|alleged(?:ly)?|apparent(?:ly)?|purported(?:ly)?|supposed(?:ly)?"
    r"|seeming(?:ly)?|ostensibl[ey]|(?<!to )appear(?:s|ed)?(?: to)?(?= \w)|seem(?:s|ed)?|rumou?r\w*|unconfirmed"
    r"|unverified|speculation|speculated|said to(?= \w+)|believed to|thought to|understood to"
)
_REPORT = re.compile(rf"\b(?:{_ON_REPORT})\b", re.IGNORECASE)
_KEEPS_REPORT = re.compile(
    rf"\b(?:{_ON_REPORT}|appear\w*|reports?|reported|according to|accounts?|suggest\w*|signal\w*|hint\w*|indicat\w+"
    r"|impli\w+|perceiv\w+|suspect\w*|allegations?|claim(?:s|ed)?|unclear|uncertain\w*|presum\w+|likely|probabl[ey])\b",
    re.IGNORECASE,
)
_MODAL = re.compile(r"\b(?:may|might|could)\b(?! not)", re.IGNORECASE)
_STEP = re.compile(
    r"(?P<auxiliary>\b(?:may|might|could|will|would|shall|should|must|can|is|are|was|were|has|have|had|do|does|did)\b"
    rf"(?! not))|(?P<end>[.!?](?=\s|$))|{WORD.pattern}",
    re.IGNORECASE,
)
_LEAVES_OPEN = re.compile(
    r"\b(?:may|might|could|can|would|possib\w+|perhaps|potential\w*|likel\w+|unlikely|risk\w*|chance\w*|prospect\w*"
    r"|danger\w*|threat\w*|fear\w*|worr\w+|concern\w*|hope\w*|warn\w*|expect\w*|suggest\w*|signal\w*|hint\w*"
    r"|consider\w*|unclear|uncertain\w*|whether|if|unless|able|unable|cannot|capable|allow\w*|enabl\w+|option\w*"
    rf"|opportunit\w+|scope|room|{_ON_REPORT})\b",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\b(?:may|might|could|would|possib\w+|perhaps|potential\w*|if)\b", re.IGNORECASE)
_SOME = re.compile(
    r"\b[Ss]ome\s+(?:of\s+)?(?:the\s+|its\s+|their\s+)?(?:[\w.'-]+\s+){0,3}?(?P<who>[a-z]+s|people|[a-z]*men)\b"
    r"|\b[Ss]ome\s+(?P<says>fear|say|believe|argue|worry|warn|think|see|expect|hope)\b"
)
_NOT_ALL = re.compile(
    r"\b(?:some|several|certain|few|many|most|various|part|parts|sections?|elements?|quarters|among|others?|one|two|three"
    r"|at least|a number|voices|divided|split|not all)\b",
    re.IGNORECASE,
)
_ANY = re.compile(f"{_KEEPS_REPORT.pattern}|{_LEAVES_OPEN.pattern}|{_NOT_ALL.pattern}|\\bdescrib\\w+", re.IGNORECASE)
_REPORTING = frozenset("say said told tell state describ note add report".split())


def lost_hedges(said: str, told: Iterable[str], hedged: bool) -> list[str]:
    """The hedges that a sentence loses, a phrase for each; `hedged`: the article hedges what the sentence tells."""
    texts, folded = list(told), fold(said)
    ours = stems(folded)
    found = []
    if not _KEEPS_REPORT.search(folded):
        lost = [hedge for text in texts for hedge in _on_report(text, ours)]
        found += [hedge for hedge in lost if hedge.endswith("ly") or not _OPEN.search(folded)]
    if not _NOT_ALL.search(folded):
        found += [hedge for hedge in _of_some(texts, ours) if hedge == "some" or not _LEAVES_OPEN.search(folded)]
    found += _modals(texts, folded)
    if hedged and not found and not _ANY.search(folded):
        return ["without a hedge"]
    return [f"without the hedge “{hedge}”" for hedge in dict.fromkeys(found)]


def hedges(text: str, sentence: str) -> bool:
    """Whether `text` hedges that of which `sentence` tells ("reportedly", "appears to", "some officials say")."""
    ours = stems(fold(sentence))
    return bool(_on_report(text, ours) or _of_some([text], ours))


def _on_report(text: str, ours: frozenset[str]) -> list[str]:
    """The hedges on the report itself, where a sentence with these stems repeats what they hedge."""
    found = []
    for clause in clauses(text):
        for match in _REPORT.finditer(clause.text):
            after = content(clause.text[match.end() :])
            head = after[:3] or content(clause.text[: match.start()])
            shared = sum(word in ours for word in head)
            if set(after) <= _REPORTING or (head[0] in ours and shared * 2 >= len(head)) or shared * 3 >= len(head) * 2:
                found.append(match[0])
    return found


def _of_some(texts: Sequence[str], ours: frozenset[str]) -> list[str]:
    """ "some", where a sentence with these stems names the same people, whom nothing else in the texts names whole."""
    found = []
    for text in texts:
        for match in _SOME.finditer(fold(text)):
            who = stems(match["who"] or "")
            rest = " ".join(fold(other).replace(match[0], " ") for other in texts)
            if match["says"] or (who & ours and not who & stems(rest)):
                found.append(match[0] if match["says"] else "some")
    return found


def _modals(texts: Sequence[str], said: str) -> list[str]:
    """The "may", "might" and "could" on a verb that the sentence says with "will", or as a plain fact."""
    theirs: dict[str, tuple[str, bool]] = {}
    for verb, word, leads in _governed(" ".join(map(fold, texts))):
        theirs[verb] = (word, leads) if _MODAL.fullmatch(word) and theirs.get(verb, ("may", True))[0] else ("", False)
    found = []
    for verb, word, leads in _governed(said):
        modal, first = theirs.get(verb, ("", False))
        if modal and ((word == "will" and leads) or (first and not _LEAVES_OPEN.search(said))):
            found.append(modal)
    return found


def _governed(text: str) -> Iterator[tuple[str, str, bool]]:
    """Each content word of a folded text by its stem, the auxiliary before it, and whether it is the first after it."""
    auxiliary, first = "", False
    for match in _STEP.finditer(text):
        word = match[0].casefold()
        if match["auxiliary"] or match["end"]:
            auxiliary, first = (word if match["auxiliary"] else ""), True
        elif word not in EMPTY_WORDS and not match[0][0].isupper() and not word.endswith("ly"):
            yield stem(word), auxiliary, first
            first = False
