"""What stands around an article on a news page: one named table of phrases for each kind of it.

A phrase is held against a whole line: its Markdown taken off, white space as one blank, apostrophes straight. It
matches only what no sentence of an article looks like, for a line too many that is read costs less than one that is
lost. Phrases are regular expressions in which … stands for any words.
"""

from __future__ import annotations

import re

_LONGEST = 400  # characters: a longer paragraph is never furniture


def _phrases(table: str, *, case: bool = False) -> re.Pattern[str]:
    source = "|".join(f"(?:{line.strip()})" for line in table.strip().splitlines())
    return re.compile(source.replace("…", ".*"), re.NOFLAG if case else re.IGNORECASE)


def _only(*words: str) -> frozenset[str]:
    return frozenset(" ".join(words).split())


BUTTONS = _only(
    "share tweet email e mail print save bookmark copy link copied like pin it post send via on",
    "facebook twitter x whatsapp telegram linkedin reddit instagram youtube tiktok messenger threads bluesky flipboard",
    "home menu search close open back top next previous login log in sign up register account subscribe donate",
    "more show load view all latest live sitemap contact us about help faq rss newsletter newsletters",
    "terms privacy policy cookies cookie accessibility advertise imprint",
    "play pause mute unmute loading volume fullscreen duration accept reject manage and of the to use",
)
"""A line of these words alone is a bar of buttons or links."""

CALENDAR = _only(
    "january february march april may june july august september october november december",
    "jan feb mar apr jun jul aug sep sept oct nov dec",
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun",
    "gmt utc est edt cet cest eet eest msk bst ist am pm a p m z t of at on st nd rd th",
    "published posted updated last first modified originally date created issued uploaded",
    "ago an hour hours minute minutes min mins day days week weeks second seconds read reading time h hrs s d",
)
"""A line of these words and numbers alone says when it was published, or how long it takes to read."""

NAVIGATION = _phrases(r"""
    (skip|jump) to …(content|navigation|footer|search)
    (home|news|world)( ?[>›»/|] ?[\w&'’ -]{2,30}){1,5}
    ([\w&'’-]{2,25} ?[|>›»] ?){2,9}[\w&'’-]{2,25}
    (next|previous) (article|story|post):?…
""")
SHARE = _phrases(r"""
    (share|tweet|e-?mail|print|save|send|post|bookmark) (this|the) (article|story|page|post|news|link)…
    (share|tweet|save|send) (this|it)( on| via| with)?( \w+){0,3}:?
    share (on|via|with|by|to|options)\b.{0,60}
    [\d.,]+k? (shares?|views?|likes?|reads?)
    add (us|[\w ]{1,30}) (as a preferred source )?on google
""")
_SIGN_UP = r"(please )?(subscribe|sign[ -]?(up|in)|log[ -]?in|register)( here| now)?"
SUBSCRIBE = _phrases(rf"""
    (please )?(subscribe|sign[ -]?up|sign[ -]?in|log[ -]?in|register)( now| here| today| free)?[.!]?
    {_SIGN_UP} (to|for|with|or|and)\b…\b(newsletters?|inbox)\b…
    {_SIGN_UP} (to|for|with|or|and)\b…\b(account|continue)\b…
    {_SIGN_UP} (to|for|with|or|and)\b…\b(alerts|podcasts?)\b…
    (please )?(subscribe|sign[ -]?up) (to|for) our\b…
    (get|receive) (the|our|all|more|daily|weekly|breaking)\b…\b(inbox|newsletters?|by e-?mail)\b…
    (already|not) an? (subscriber|member)\b…
    (support|fund) our (work|journalism|reporting|newsroom)\b…
    (become|join us as) an? (member|supporter|subscriber|patron)( today| now|[,:]…)?\W*
    (the rest of )?this (article|story) is (for|available (only )?to|reserved for) (\w+ )?(subscribers|members)\b…
    (enter|your) e-?mail( address)?( here)?[.:]?
    by (signing up|subscribing|registering)\b…
    thank(s| you) for (subscribing|signing up|reading|registering)\b…
    (our |free |daily |weekly )?newsletters?
""")
COOKIES = _phrases(r"""
    …\b(we|this (web)?site|our (web)?site|partners)\b…\b(use|uses|using|store|set)\b…\bcookies\b…
    …\bcookies\b…\b(accept|consent|agree|preferences|browser|experience)\b…
    (accept|reject|manage|allow) (all )?(cookies|preferences|settings)…
    cookie (policy|settings|preferences|notice|consent)
    we (value|care about|respect) your privacy\b…
""")
ADVERTISEMENT = _phrases(r"""
    \W*(advertisements?|advertising|ads?|ad feedback|remove ads|(sponsored|promoted|paid|partner)( content| post)?)\W*
    \W*(advertisement )?\W*(the )?(story|article|content) continues (below|after)\b.{0,60}
    (advertisement )?\W*scroll (down )?to continue\b.{0,60}
    (continue|keep) reading( below| the main story| here)?\W*
    click here (to|for)\b.{0,80}
    why you can trust\b.{0,60}
""")
RELATED = _phrases(r"""
    trending( now| stories| topics)?
    most (read|popular|viewed|commented|shared)( stories| articles| news)?
    popular( now| stories| posts| articles)?
    (top|latest|other|more|recent) (stories|news|headlines|articles|posts|coverage)
    editors?'?s? (picks?|choice)
    recommended( for you| stories| reading| articles)?:?
    you (may|might) (also )?(like|be interested in|have missed):?
    (more|read more|further) (on|from|about) (this|the|our)\b.{0,60}
    (related|similar)( articles?| stories| story| news| posts?| topics?| content| coverage| reading| links?| videos?)?:?
    (further reading|what to read next|read next|up next|in other news|from our partners|around the web|explore more):?
    (read more|watch|listen):
    (don't miss|dig deeper|go deeper|see also|also read|also on [\w .]{2,30}|read also):?
""")
"""Such a line heads a list of other articles' headlines."""

READ_MORE = _phrases(r"""
    (read (more|also|next|the full (story|article))|also read|see also|must read|go deeper)\W*
    (read (more|also|next)|also read|see also|related|more|recommended|must read|don't miss) ?[:|»›>→] ?…
    (watch|listen|video|podcast|in pictures|gallery) ?[:|»›>→] ?…
    read more (on|about|from|at|here)\b.{0,100}
    (watch|listen) (now|live|more|the full \w+)\W*
    ([▶►]|>>+) ?…
""")
COMMENTS = _phrases(r"""
    (\d[\d,.]* )?comments?( ?\(\d[\d,.]*\))?:?
    (leave|post|add|write) (an? |your )?(comment|reply|response)( cancel reply)?\W*
    (view|show|read|hide|see) (the |all |more )?(\d+ )?(comments|replies)( ?\(\d+\))?\W*
    join the (conversation|discussion|debate)\W*
    no (comments|responses)( yet)?|be the first to comment\W*|comments? (are|is) (closed|disabled|off)\b.{0,40}
    your e-?mail address will not be published\b…|required fields are marked.{0,20}|save my name\b…
    reply|report( abuse| comment| a typo)|have your say|what do you think\?
    (let us know|tell us) what you think\b…
""")
RIGHTS = _phrases(r"""
    (©|\(c\) ?\d{4})…
    copyright ?(©|\(c\)|\d{4}|by\b|notice|:)…
    …\ball rights reserved\b…
    (terms (of (use|service)|and conditions|& conditions)|privacy (policy|notice|settings)|legal notice)
    do not sell (or share )?my (personal )?info(rmation)?
    this material may not be (published|reproduced)…
""")
MEDIA = _phrases(r"""
    (listen to|play|watch) (this|the) (article|story|video|audio|episode|podcast)\b.{0,80}
    (video|audio) player\W*|live stream|0:00…|your browser does not support\b…|(please )?enable javascript\b…
    download (our|the) .{0,40}\bapp\b.{0,80}
    (follow|find|join|like) us on\b…
    follow [\w ]{1,30} on (x|twitter|facebook|instagram|threads|bluesky|linkedin|telegram|youtube|tiktok)\b[^.]{0,60}\.?
""")
TAGS = _phrases(r"""
    (tags?|topics|filed under|keywords?|categories|category|posted in|tagged( with| as)?|related topics) ?:…
    (tags|topics|filed under|keywords|categories)
    #\w+([ ,|·]*#\w+)*
""")

_NAME = r"(?:(?:[A-ZÀ-ÞĀ-Ž][\w’'.-]*|van|von|der|den|de|del|di|da|al|el|bin|ibn|la|le)(?: |(?=[,;|·•–—/)-])|$)){1,5}"
_DESK = r"(?:in [A-Z]\w+ ?)?(?:[|·•–—-].{0,80})?"
BYLINE = _phrases(
    rf"""
    (?:By|BY|by|Written by|Words by|Author|By):? {_NAME}(?:(?:, ?|and |& ?){_NAME}){{0,6}}{_DESK}
    {_NAME}(?:reporting from|reports from) {_NAME}
    (?:[A-Z]\w+ )?(?:[Cc]orrespondent|[Rr]eporter|[Ss]taff [Ww]riter), {_NAME}
    """,
    case=True,
)
_SURE = (SUBSCRIBE, COOKIES, COMMENTS, RIGHTS, MEDIA, BYLINE)
_TITLES = (NAVIGATION, SHARE, ADVERTISEMENT, RELATED, READ_MORE, TAGS)
"""These could begin a sentence of the article ("More on the talks is expected."): one is no furniture."""

_AGENCY = (
    r"(?:AP|AFP|EPA|EFE|Reuters|REUTERS|Getty(?: Images)?|GETTY IMAGES|iStock|Shutterstock|Alamy|Xinhua|TASS|Anadolu|"
    r"NurPhoto|ANSA|dpa|Bloomberg|Kyodo|Unsplash|Pexels|Wikimedia(?: Commons)?|ZUMA|SIPA|Sputnik|Imago|UPI|PTI|ANI)"
)
_SHOT = r"(?:[Pp]hoto|[Ii]mage|[Pp]icture|[Pp]hotograph|[Cc]redit|PHOTO|IMAGE|CREDIT)"
CREDIT = _phrases(
    rf"""
    \(?(?:File |FILE )?{_SHOT}s?(?: [Cc]redits?)? ?[:/|]…
    \(?{_SHOT}s?(?: by {_NAME}|,? courtesy)(?:of [^.]{{2,60}}|[/,|][^.]{{2,60}}|via [^.]{{2,60}})?\)?\.?
    \(?(?:Image|Photo|Picture|Media|Video)s? (?:source|caption|credit)\b,?…
    FILE(?: PHOTO| IMAGE| photo| image)? ?[:–—-]…
    File(?: photo| image)?(?: ?:| [–—-]) …
    \(?(?:[\w .'-]{{2,60}})? ?[/|] ?{_AGENCY}\)?
    \(?{_AGENCY}(?: Photo| photo)? ?[/|] ?[\w .'-]{{2,60}}\)?
    (?:Pictured|PICTURED|Above|Caption|CAPTION) ?:…
    …[(\[](?:{_AGENCY} |File |Handout )?{_SHOT}s?(?: ?[:/|]| by| via| courtesy| credit)[^()\[\]]*[)\]]\.?
    …[(\[](?:{_AGENCY}/|[\w .'-]{{2,60}}/ ?{_AGENCY})[^()\[\]]*[)\]]\.?
    …[.|] ?{_SHOT}s?(?: [Cc]redit| by)? ?: [^.]{{1,80}}\.?
    """,
    case=True,
)
"""A line that says whose the picture is; what stands before it describes the picture."""

PICTURE = _phrases(r"""
    ([\w'-]+ ){1,6}(representing|depicting|showing|featuring|illustrating|symboli[sz]ing|portraying)\b[^.!?]*\.?
    an? ([\w'-]+ )?(illustration|image|photo|photograph|picture|collage|map) (of|showing|from|taken)\b[^.!?]*\.?
""")
# a caption has none of these; a past tense is any word in -ed, which only errs towards reading the line
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|can|may|might|must|should|does|did|do|said|says?|told|made|"
    r"took|came|went|gave|led|sent|met|drew|set|put|hit|cut|won|lost|left|held|kept|broke|rose|fell|grew|saw|found|"
    r"shook|began|became|brought|raises?|[a-z]{2,}ed)\b"
)

_PIECE = r"(article|story|piece|post|interview|essay)"
NOTE = _phrases(rf"""
    \W*(editors?'?s? note|correction|clarification|update|disclaimer|disclosure|note|author'?s? note)s?( ?[:(]| [–—-])…
    \W*this (report|{_PIECE})( \w+){{0,2}} (was|has been) (\w+ ){{0,3}}(updated|corrected|amended)\b…
    \W*this {_PIECE}( \w+){{0,2}} (was|is|has been) (\w+ ){{0,2}}(edited|translated|published|republished)\b…
    \W*this {_PIECE}( \w+){{0,2}} (was|is) (\w+ ){{0,2}}(produced|generated|adapted|written) (by|with|from|for)\b…
    \W*this {_PIECE}( \w+){{0,2}} (first |originally )?appeared (in|on)\b…
    \W*this {_PIECE} (focuses|aims|does not|contains|includes|reflects|provides|draws)\b…
    \W*(compiled|edited|translated|written|produced|fact-checked) by( \w+){{1,6}}\.?
    \W*[^.]{{2,100}} contributed (reporting )?(to|from) this (report|story|article)\b…
    \W*with (files|(additional )?reporting|inputs?) from( [\w.]+){{1,8}}
    \W*the (views|opinions) (and opinions )?expressed\b…
    \W*(originally|first) (published|appeared) (in|on|at|by)\b…
    \W*(sources?|via) ?:( \S+){{1,5}}
    \W*about the author\b…
""")
REPORTERS = _phrases(
    rf"""
    \W*(?:[Aa]dditional |[Ww]ith )?(?:[Rr]eporting|[Ww]riting|[Ee]diting) by (?:our|staff|the newsroom)\b[^.]{{0,60}}\.?
    \W*(?:[Aa]dditional |[Ww]ith )?(?:[Rr]eporting|[Ww]riting|[Ee]diting) by {_NAME}(?:(?:and|in|,|;|\.)…)?
    """,
    case=True,
)
"""Who wrote and edited it, as the agencies say it below an article."""

_JOB = (
    "correspondent|reporter|journalist|editor|columnist|fellow|professor|lecturer|writer|producer|analyst|contributor"
)
BIOGRAPHY = _phrases(
    rf"""
    \W*(?:{_NAME}|The author |The writer )(?:is|was) (?:an? |the )?(?:[\w'-]+ ){{0,6}}(?:{_JOB})\b[^“”"]*
    """,
    case=True,
)
"""What a paper says of the writer; taken for that only below the article."""

CONTENTS = _phrases(r"""
    (table of )?contents|in this (article|story|report|piece)|on this page|jump to( section)?|quick links|sections?
""")
"""Such a line heads a table of contents."""

_WORD = re.compile(r"[^\W\d_]+|\d+")


def tidy(line: str) -> str:
    """A line in the form that the functions below expect."""
    return " ".join(line.replace("’", "'").split())


def is_furniture(line: str) -> bool:
    """Whether a line belongs to the page and not to the article."""
    words = [word.casefold() for word in _WORD.findall(line)] if len(line) <= _LONGEST else [""]
    letters = [word for word in words if not word.isdecimal()]
    if len(words) <= 20 and len(letters) < len(words) and all(word in CALENDAR for word in letters):
        return True
    if not words or (len(words) <= 12 and all(word in BUTTONS for word in words)):
        return True
    is_sentence = len(words) >= 6 and line.rstrip().endswith(".")
    return _is(line, *_SURE) or (not is_sentence and _is(line, *_TITLES))


def heads_others(line: str) -> bool:
    """Whether a list of other articles stands below the line."""
    return _is(line, RELATED)


def heads_contents(line: str) -> bool:
    """Whether a table of contents stands below the line."""
    return _is(line.rstrip(":"), CONTENTS)


def is_credited(line: str) -> bool:
    """Whether a line names the source of a picture."""
    return _is(line, CREDIT)


def is_picture(line: str) -> bool:
    """Whether a line describes a picture: it says what is to be seen, and has no verb that says what happened."""
    return _is(line, PICTURE) and not _VERB.search(line)


def is_note(line: str) -> bool:
    """Whether a line is the paper's note on the article."""
    return _is(line, NOTE, REPORTERS)


def is_biography(line: str) -> bool:
    """Whether a line introduces the writer."""
    return _is(line, BIOGRAPHY)


def _is(line: str, *patterns: re.Pattern[str]) -> bool:
    return len(line) <= _LONGEST and any(pattern.fullmatch(line) for pattern in patterns)
