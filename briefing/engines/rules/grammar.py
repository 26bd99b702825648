"""The small words of English grammar, as far as the rules engine needs them. All in lower case."""

from __future__ import annotations

DETERMINERS = frozenset(
    "the a an this that these those his her its their our my your some any many several few both all most more "
    "other another each every no dozen one two three four five six seven eight nine ten dozens hundreds "
    "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty "
    "seventy eighty ninety hundred scores thousands multiple various numerous such".split()
)
"""What may open a noun phrase."""
RANKS = frozenset(
    "senior top former unnamed anonymous leading key major local foreign western eastern northern southern "
    "outgoing incoming high-ranking high-level chief deputy acting interim veteran prominent broader wider "
    "ordinary young older ruling powerful military political security legal independent international regional "
    "national federal other many private public civilian religious opposition-held right-wing left-wing "
    "centre-right centre-left hardline conservative liberal far-right far-left".split()
)
"""What may stand before an office without changing whose it is."""
REGIONS = frozenset(
    "european western eastern baltic nordic scandinavian arab african asian gulf balkan caribbean latin "
    "central-asian transatlantic allied muslim".split()
)
"""Adjectives of a region: as good as a state's before a holder noun."""
PRONOUNS = frozenset("he she they it we i".split())
"""Pronouns in the subject's place."""
PREPOSITIONS = frozenset(
    "of in on at by for from with about against between among amongst within across over under through during "
    "without into onto upon towards toward despite amid amidst regarding concerning behind beyond near "
    "including alongside via per throughout inside outside around above below versus besides".split()
)
"""What is after these is nobody's subject."""
CONJUNCTIONS = frozenset("and or but yet nor".split())
"""Words that join equals."""
SUBORDINATORS = frozenset(
    "while as because if when whenever although though whether before after since until unless where whereas "
    "than once why how what lest".split()
)
"""Words that open a clause of their own."""
AUXILIARIES = frozenset(
    "is are was were be been being am has have had having do does did will would shall should may might can "
    "could must ’s 's ’ve 've ’re 're ’ll 'll ’d 'd ’m 'm cannot".split()
)
"""Verbs that only help another."""
ADVERBS = frozenset(
    "not never also still now again often already always even instead meanwhile however then therefore thus "
    "just only too yet once twice later earlier today yesterday tomorrow long far soon ever rather quite very "
    "increasingly n't otherwise nonetheless nevertheless so both either neither moreover furthermore though "
    "separately further seriously all".split()
)
"""Adverbs that do not end in -ly."""
LONE_SPEAKERS = frozenset("some others many several few most both".split())
"""Determiners that stand alone for people: "some fear"."""
QUANTITIES = frozenset(
    "hundreds dozens thousands scores tens both all most many some several few none one two three four five each "
    "either neither half majority minority number handful group".split()
)
"""Before "of" these count who is named after it: "hundreds of villagers"."""
TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december".split()
)
"""Capitalised words that are no names."""
NOT_ADVERBS = frozenset(
    "family ally reply supply assembly italy anomaly july early likely only daily weekly monthly friendly "
    "elderly apply rely".split()
)
"""Words in -ly that are no adverbs."""
BE = frozenset("is are was were be been being am 's 're 'm".split())
"""Forms of "be"."""
HAVE = frozenset("has have had having 've".split())
"""Forms of "have"."""
IDLE_MODALS = frozenset("could may might can should must cannot can't".split())
"""With these a verb tells what could be, not what somebody holds."""
SINGULAR = frozenset("has is was does".split())
"""Auxiliaries of the singular."""
MANY = frozenset("people police men women they we i some many several few most both public".split())
"""Plurals without an s."""
NEGATIONS = frozenset("not never cannot neither nor".split())
"""Words that turn a verb round."""
VOICING = frozenset(
    "express voice raise declare announce reiterate reaffirm convey state issue renew repeat restate stress".split()
)
"""Carriers that say a noun aloud."""
ADDRESSING = frozenset("told tells telling tell informed assured assures reminded reminds".split())
"""After these a noun phrase is who is spoken to."""
DESCRIBING = frozenset(
    "familiar close aware present loyal responsible critical able privy sympathetic allied due overseen led "
    "held spoken keen".split()
)
"""Adjectives that describe a holder after the noun."""
REGARDING = frozenset("see view regard perceive interpret paint portray cast frame present".split())
"""Verbs that tell what somebody holds only with "as" or "that"."""
