"""Who is who: the gazetteer of actors, where a text names them, and for whom a speaker speaks.

entries    reads the data file (briefing/data/actors.toml) and an analyst's own
names      finds the places in a text that name an actor
words      the English words that offices, titles and quantities are made of
spelling   tells when two spellings are one name
reading    reads the words for a speaker: whose position is it?
"""

from __future__ import annotations

from briefing.actors.entries import Form
from briefing.actors.gazetteer import Actors
from briefing.actors.names import Mention

__all__ = ["Actors", "Form", "Mention"]
