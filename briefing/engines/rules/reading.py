"""Reads a chunk, sentence by sentence, and offers its positions."""

from __future__ import annotations

import re
from dataclasses import replace

from briefing.actors import Actors
from briefing.engines.rules.accounts import account
from briefing.engines.rules.attribution import Attribution
from briefing.engines.rules.drafts import Draft, statement_of
from briefing.engines.rules.held import Held
from briefing.engines.rules.lexicon import Lexicon, lexicon
from briefing.engines.rules.noun_phrases import matter
from briefing.engines.rules.quotations import Span, quotations
from briefing.engines.rules.speakers import Speaker, Speakers
from briefing.engines.rules.stances import hedged, said_stance, stance_of
from briefing.engines.rules.words import Spelling, Words, read_words
from briefing.offers import AccountOffer, ExtractOffer
from briefing.records import Chunk, Segment, Voice
from briefing.sentences import sentences

QUOTED = 2
"""A quotation of so many words makes a position a quoted one."""
LONGEST_HEADING = 140
STOPPED = re.compile(r"[.!?:;…–—-][\W\d]*$")
NOT_SAID = re.compile(
    r"\b(?:declined|refused|refuses|declines) to (?:comment|say|elaborate|answer|give|discuss|speculate|be drawn)|"
    r"refused \w+ times to say|did not (?:immediately )?(?:respond|reply|comment)|could not be reached",
    re.IGNORECASE,
)
"""Who will not speak holds nothing that could be reported."""


class Reader:
    """Reads one chunk from its first sentence to its last."""

    def __init__(self, chunk: Chunk, actors: Actors) -> None:
        self._text = chunk.article.text
        self._segments = chunk.segments
        self._actors = actors
        self._lexicon: Lexicon = lexicon()
        self._speakers = Speakers(self._lexicon)
        self._chunk = chunk.text
        self._spelling = Spelling.of(self._chunk)
        lines = [self._text[segment.start : segment.end] for segment in self._segments if segment.role == "body"]
        self._stops = any(STOPPED.search(line) for line in lines)
        self._quoted: tuple[Span, ...] = ()
        self._drafts: list[Draft] = []
        self._accounts: list[AccountOffer] = []
        self._talking: Speaker | None = None

    def read(self) -> ExtractOffer:
        """The positions and accounts, in the order of the article."""
        for number, segment in enumerate(self._segments):
            self._speakers.memory.paragraph = number
            if segment.role == "subhead" or self._heading(segment):
                continue
            self._quoted = quotations(self._text, [(segment.start, segment.end)])
            for start, end in sentences(self._text, segment.start, segment.end):
                self._sentence(start, end, segment, number)
        return ExtractOffer(statements=[draft.offer(self._text) for draft in self._drafts], accounts=self._accounts)

    @property
    def places(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """Where the words of each statement stand in the article, in the order of what `read` gave."""
        return tuple(draft.places for draft in self._drafts)

    def _heading(self, segment: Segment) -> bool:
        """A short line of a body that ends without a stop is a heading, or a crawl's scrap of a page."""
        line = self._text[segment.start : segment.end].strip()
        if segment.role != "body" or "\n" in line or len(line) > LONGEST_HEADING or not self._stops:
            return False
        return STOPPED.search(line) is None

    def _sentence(self, start: int, end: int, segment: Segment, number: int) -> None:
        words = read_words(self._text, (start, end), self._actors, self._lexicon, self._quoted, self._spelling)
        if not words.tags or NOT_SAID.search(self._text, start, end):
            return
        if not words.tags.strip("Q.,!?") or self._all_quoted(start, end):
            self._quotation(start, end)
            return
        if words.tags.endswith("?"):
            return
        held, subjects = Attribution(words, self._lexicon).held()
        if not held and (told := account(words, self._text[start:end], self._lexicon)) is not None:
            self._accounts.append(told)
        places = ((start, end), *self._bullets(number, end, segment))
        spoken: list[list[Speaker]] = []
        noted = 0
        for item in held:
            while noted < len(subjects) and subjects[noted].start < item.parts[0][0]:
                self._note(words, subjects[noted].parts)
                noted += 1
            spoken.append([speaker for speaker in self._speakers.of(item, words) if not speaker.lone])
            self._note(words, item.parts)
        read: list[list[Draft]] = []
        for place, (item, speakers) in enumerate(zip(held, spoken, strict=True)):
            via = tuple(speaker.words for speaker in spoken[item.outer][:1]) if item.outer >= 0 else ()
            reach = self._reach(words, held, place)
            content = self._content(words, item, reach, places)
            own = ((words[reach[0]].start, words[reach[1] - 1].end), *places[1:]) if len(held) > 1 else places
            read.append([self._draft(words, item, speaker, via, content, reach, own) for speaker in speakers])
            if speakers and item.outer < 0:
                self._spoke(speakers[0], words)
        for place, drafts in enumerate(read):
            if not _relays(held, read, place):
                self._drafts += drafts
        for subject in subjects[noted:]:
            self._note(words, subject.parts)
        self._speakers.note_roles(words)
        self._speakers.note_pair(words)
        self._speakers.note_owner(words)
        self._speakers.note_bodies(words)

    def _spoke(self, speaker: Speaker, words: Words) -> None:
        self._speakers.memory.spoke = speaker.words
        if "," in speaker.words:
            self._speakers.memory.remember(speaker.words, "person")
        if "Q" in words.tags or words.tags.endswith(":"):
            self._talking = speaker

    def _reach(self, words: Words, held: list[Held], number: int) -> tuple[int, int]:
        """The clause of one of several holdings, [first, last) in words: to where the next one begins."""
        item = held[number]
        start = min(item.parts[0][0], item.at, item.content[0])
        if item.how in {"shared", "participle"}:
            start = item.at
        if item.how == "clause" and re.search(r"[uncpsf],?[hw]$", words.tags[:start]):
            return 0, len(words)  # "a strategy that some describe as necessary": the clause alone lacks its object
        last = max(item.content[1], item.tail, item.at + 1)
        for other in held:
            begins = (
                max(other.first, 0) or other.at
                if other.how in {"shared", "participle"}
                else min(other.parts[0][0], other.at)
            )
            if other is not item and other.outer < 0 and max(item.at, item.tail) < begins < last:
                last = begins
        if item.how == "clause" and 0 < item.parts[0][0] <= 2 and words.tags[item.parts[0][0] - 1] == "b":
            comma = words.tags.find(",", item.at)  # "While Washington insists …, the talks have raised …"
            last = comma if item.at < comma < last and words.tags[comma + 1 : comma + 2] != "Q" else last
        if item.how == "participle" and not set(words.tags[item.parts[-1][1] : item.at]) & set("vx"):
            comma = words.tags.find(",", item.at)  # "Letters, asking for an hour, had gone unanswered"
            last = comma if item.at < comma < last and words.tags[comma + 1] in "xv" else last
        while last - 1 > start and words.tags[last - 1] in ",;:-kbrthwd":
            last -= 1
        return start, last

    def _content(self, words: Words, item: Held, reach: tuple[int, int], places: tuple[tuple[int, int], ...]) -> str:
        """What is held, within the clause; with the list items that it leads in."""
        content = words.between(
            item.content[0], min(item.content[1], reach[1]) if item.content[0] >= item.at else item.content[1]
        )
        return " ".join([content, *(self._text[start:end] for start, end in places[1:])])

    def _note(self, words: Words, parts: tuple[tuple[int, int], ...]) -> None:
        for start, end in parts:
            self._speakers.note(words, start, end)

    def _all_quoted(self, start: int, end: int) -> bool:
        """Whether a sentence stands in quotation marks from end to end; a heading in them ends without a stop."""
        stopped = self._text[start:end].rstrip("”\"’'»").endswith((".", "!", "?", "…"))
        return stopped and any(span.start == start and end - 1 <= span.end for span in self._quoted)

    def _quotation(self, start: int, end: int) -> None:
        """A sentence that stands in quotation marks from end to end belongs to whoever was speaking."""
        if self._talking is None or not self._drafts:
            return
        speaker = self._talking
        content = self._text[start:end]
        stance = said_stance(content)
        last = self._drafts[-1]
        if last.speaker == speaker and stance in {last.stance, "claims"}:
            self._drafts[-1] = replace(last, places=(*last.places, (start, end)))
            return
        self._drafts.append(
            Draft(
                speaker,
                self._holder(speaker),
                stance,
                ((start, end),),
                content.strip('“”" '),
                matter(content) or content,
                "quoted",
                hedged(content, self._lexicon),
                (),
            )
        )

    def _bullets(self, number: int, end: int, segment: Segment) -> tuple[tuple[int, int], ...]:
        """The list items that a lead-in ("officials were concerned about:") governs."""
        if not self._text[segment.start : end].rstrip().endswith(":"):
            return ()
        found = []
        for following in self._segments[number + 1 :]:
            if following.role != "list_item":
                break
            found.append((following.start, following.end))
        return tuple(found)

    def _inside(self, item: Held, words: Words, reach: tuple[int, int]) -> list[tuple[int, int]]:
        """The quotations within what is held."""
        first, last = item.content[0], min(item.content[1], reach[1]) if item.content[0] >= item.at else item.content[1]
        if first >= last:
            return []
        start, end = words[first].start, words[last - 1].end
        spans = [span for span in self._quoted if start - 1 <= span.start < end and span.words >= QUOTED]
        return [(span.start, min(span.end, end + 1)) for span in spans]

    def _fragment(self, inside: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """The longest quotation, where its words stand only once: the words that make a position a quoted one."""
        longest = max(inside, key=lambda span: span[1] - span[0], default=None)
        if longest is None or self._chunk.count(self._text[longest[0] : longest[1]]) != 1:
            return []
        return [longest]

    def _holder(self, speaker: Speaker) -> str:
        """The name of the actor; the fuller words for a person, so that "Araghchi" is "Abbas Araghchi"."""
        return self._actors.resolve(speaker.words, speaker.holder).name

    def _draft(
        self,
        words: Words,
        item: Held,
        speaker: Speaker,
        via: tuple[str, ...],
        content: str,
        reach: tuple[int, int],
        places: tuple[tuple[int, int], ...],
    ) -> Draft:
        start, end = places[0]
        clause = self._text[start:end]
        stance = stance_of(item.cue.stance, item.cue.lemma, item.negated, content)
        first = speaker.words.split()[0].lower()
        inside = self._inside(item, words, reach)
        voice: Voice = "quoted" if inside else "attributed" if item.cue.speech or via else "ascribed"
        return Draft(
            speaker=speaker,
            holder=self._holder(speaker),
            stance=stance,
            places=(*self._fragment(inside), *places),
            statement=statement_of(words, item, speaker, reach, [self._text[start:end] for start, end in places[1:]]),
            issue=matter(content, infinitive=item.cue.rest[-1:] == ("to",))
            or content.strip(" “”\"'.,")
            or matter(clause)
            or clause,
            voice=voice,
            hedged=hedged(clause, self._lexicon) or first in self._lexicon.quantifiers,
            via=via,
        )


def _relays(held: list[Held], read: list[list[Draft]], place: int) -> bool:
    """Whether a speaker only reports another, and took the stance from the other's words: no second holder of it."""
    if held[place].cue.stance != "claims":
        return False
    inner = {draft.stance for item, drafts in zip(held, read, strict=True) if item.outer == place for draft in drafts}
    return any(draft.stance in inner - {"claims"} for draft in read[place])
