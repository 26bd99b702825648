"""A sentence of ours is carried by what it cites: names, numbers, negations, hedges, quotation marks, opposites.

Two tables of invented pairs over many disputes, the evidence first: 85 sentences that must be refused, 80 faithful ones
that must be let through. Beyond them, every sentence of the seed articles carries itself, and none carries itself with
a "not" put behind its auxiliaries.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefing.actors import Actors
from briefing.carry import faults, hedges
from briefing.records import Article, Quote
from briefing.sentences import sentences

SEEDS = Path(__file__).parent.parent / "seeds"
AUXILIARY = re.compile(r"\b(?:is|are|was|were|will|would|has|have|had|can|should|must|could|may|might)\b(?! not| no )")

REFUSED = [
    # a denial told as what it denies
    ("Sisi denied that Cairo had offered Sudan money to walk out.", "Cairo offered Sudan money to walk out."),
    ("Kamil said Khartoum had received no data on the filling.", "Khartoum had received data."),
    ("The minister dismissed as false reports that he took bribes.", "The minister took bribes."),
    ("The army rejected claims that it shelled the hospital.", "The army shelled the hospital."),
    # a negation lost
    ("Iran would not accept limits on enrichment.", "Iran would accept limits on enrichment."),
    ("The union did not rule out a strike.", "The union ruled out a strike."),
    ("Egypt will never sign such a treaty.", "Egypt will sign such a treaty."),
    ("The ministry no longer supports the reactor.", "The ministry supports the reactor."),
    ("Neither Greece nor Turkey has withdrawn its ships.", "Greece has withdrawn its ships."),
    ("Nobody in the village wants the mine.", "The village wants the mine."),
    ("Few farmers accept the new quota.", "Farmers accept the new quota."),
    (
        "No agreement can stand without the consent of the tribes.",
        "An agreement can stand without the consent of the tribes.",
    ),
    (
        "No agreement can stand without the consent of the tribes.",
        "No agreement can stand with the consent of the tribes.",
    ),
    ("The bank can't pay its creditors.", "The bank can pay its creditors."),
    ("The court has not yet decided on the appeal.", "The court has decided on the appeal."),
    ("The company refused to publish the figures.", "The company published the figures."),
    ("The senator declined to support the bill.", "The senator will support the bill."),
    ("It is unlikely to reopen the border before winter.", "It is likely to reopen the border before winter."),
    ("The union is unwilling to talk.", "The union is willing to talk."),
    ("The tax is not fair, the opposition says.", "The opposition says the tax is fair."),
    ("There was hardly any support for the tariff.", "There was support for the tariff."),
    ("The talks failed to produce a text.", "The talks produced a text."),
    ("They want a referendum, not a vote in parliament.", "They want a vote in parliament."),
    ("The plan “does not go far enough”, the mayor said.", "The mayor said the plan goes far enough."),
    ("Kenya does not believe that the tariff will hold.", "Kenya believes that the tariff will hold."),
    ("None of the ministers backed the closure.", "The ministers backed the closure."),
    # a negation brought in
    ("Iran would accept limits on enrichment.", "Iran would not accept limits on enrichment."),
    ("The ministry ruled out a delay.", "The ministry did not rule out a delay."),
    ("The union rejected the offer.", "The union did not reject the offer."),
    ("The company denied the leak.", "The company did not deny the leak."),
    ("Farmers fear that the dam will dry their fields.", "Farmers do not fear that the dam will dry their fields."),
    ("Farmers fear that the dam will dry their fields.", "Farmers fear that the dam will not dry their fields."),
    ("Only the parliament can change the border.", "The parliament cannot change the border."),
    ("The minister said the closure was final.", "The minister never said the closure was final."),
    ("The treaty covers both rivers.", "The treaty covers neither river."),
    ("The bill passed with the votes of the Greens.", "The bill passed without the votes of the Greens."),
    ("The ceasefire is holding.", "The ceasefire is no longer holding."),
    ("The mayor wants a bridge and a tunnel.", "The mayor wants a bridge rather than a tunnel."),
    ("The island is ready to negotiate.", "The island is not ready to negotiate."),
    ("Residents agree to the resettlement.", "Residents refuse to agree to the resettlement."),
    # numbers
    ("The strike cost 12 million euros.", "The strike cost 21 million euros."),
    ("The strike cost 12 million euros.", "The strike cost 12 billion euros."),
    ("Three ships were seized.", "Four ships were seized."),
    ("Sixty-one per cent oppose it.", "Sixteen per cent oppose it."),
    ("Wages will rise by 3.2 percent.", "Wages will rise by 32 percent."),
    ("The dam will be filled by 2031.", "The dam will be filled by 2030."),
    ("They held a third round of talks.", "They held a fourth round of talks."),
    ("Hundreds of families fled.", "Five hundred families fled."),
    ("The pre-1967 borders must be the basis.", "The pre-1973 borders must be the basis."),
    ("The toll in the harbour — 12 dead — may rise.", "The toll in the harbour may rise above 13 dead."),
    # names
    ("The minister criticised the blockade.", "The minister criticised the Russian blockade."),
    ("Officials in the capital criticised the blockade.", "Officials in Ankara criticised the blockade."),
    ("The president said the canal was closed.", "President Noboa said the canal was closed."),
    ("The prime minister will resign.", "Prime Minister Anna Lindqvist will resign."),
    ("Brussels wants a higher tariff.", "London wants a higher tariff."),
    ("The African Union offered to mediate.", "The United Nations offered to mediate."),
    ("Kenya and Uganda signed the pact.", "Kenya and Tanzania signed the pact."),
    # hedges
    ("The two sides reportedly agreed on a prisoner swap.", "The two sides agreed on a prisoner swap."),
    ("The company allegedly hid the leak.", "The company hid the leak."),
    ("The talks appear to have collapsed.", "The talks have collapsed."),
    ("Some officials want to close the port.", "Officials want to close the port."),
    ("Some opposition lawmakers say the vote was rigged.", "Opposition lawmakers say the vote was rigged."),
    ("The tariff could ruin small growers.", "The tariff will ruin small growers."),
    ("The court may annul the election.", "The court annuls the election."),
    ("The army might withdraw from the valley.", "The army will withdraw from the valley."),
    ("The minister is said to favour a coalition.", "The minister favours a coalition."),
    ("The fleet is believed to be short of fuel.", "The fleet is short of fuel."),
    ("There is speculation that the bank will cut rates.", "The bank will cut rates."),
    ("Fishermen worry that the wall could sink their boats.", "Fishermen worry that the wall will sink their boats."),
    # quotation marks
    ("The minister said the plan was bad for growers.", "The minister called the plan “bad for growers”."),
    ("“We will fight,” the union said.", "The union said it would “fight to the end”."),
    ("The tax is “not fair”, she said.", "She calls the tax “fair”."),
    ("The minister called it a mistake.", "The minister called it a 'mistake'."),
    # opposites
    ("The Greens support the pipeline.", "The Greens oppose the pipeline."),
    ("The price of rice rose after the ban.", "The price of rice fell after the ban."),
    ("The price of rice rose after the ban.", "The price of rice rose before the ban."),
    ("The union accepted the offer on Monday.", "The union rejected the offer on Monday."),
    ("The ministry confirmed the outbreak.", "The ministry denied the outbreak."),
    ("More than 40 villages lost power.", "Less than 40 villages lost power."),
    ("The opposition won the vote.", "The opposition lost the vote."),
    ("The court ruled that the levy is lawful.", "The court ruled that the levy is unlawful."),
    ("The law allows night flights.", "The law bans night flights."),
    ("The army strengthened its positions on the river.", "The army weakened its positions on the river."),
    ("The guild wants higher fees.", "The guild wants lower fees."),
    ("Imports of steel increased.", "Exports of steel increased."),
]
CARRIED = [
    ("No deal is possible without the consent of Ukraine.", "A deal needs the consent of Ukraine."),
    ("Iran would not accept limits on enrichment.", "Iran rejects limits on enrichment."),
    ("Iran would not accept limits on enrichment.", "Iran refuses to accept limits on enrichment."),
    ("Iran rejected limits on enrichment.", "Iran does not accept limits on enrichment."),
    ("The union did not rule out a strike.", "The union says a strike is possible."),
    ("The union did not rule out a strike.", "The union has not ruled out a strike."),
    ("The union did not rule out a strike.", "The union leaves open whether there will be a strike."),
    ("The ministry no longer supports the reactor.", "The ministry has stopped supporting the reactor."),
    ("The ministry no longer supports the reactor.", "The ministry does not support the reactor any longer."),
    ("Neither Greece nor Turkey has withdrawn its ships.", "Greece has not withdrawn its ships."),
    ("Neither Greece nor Turkey has withdrawn its ships.", "Neither Turkey nor Greece has withdrawn ships."),
    ("Not only the farmers but also the millers want the quota.", "The farmers and the millers want the quota."),
    ("Kenya does not believe that the tariff will hold.", "Kenya believes that the tariff will not hold."),
    ("Kenya does not believe that the tariff will hold.", "Kenya doubts that the tariff will hold."),
    ("The reopening is unlikely before winter.", "The reopening is not likely before winter."),
    ("They want a referendum, not a vote in parliament.", "They want a referendum rather than a vote in parliament."),
    ("They want a referendum, not a vote in parliament.", "They want a referendum."),
    ("The court has not yet decided on the appeal.", "The appeal has not been decided by the court."),
    ("The company denied that it had hidden the leak.", "The company says it did not hide the leak."),
    ("The company denied that it had hidden the leak.", "The company rejects the claim that it hid the leak."),
    ("The senator declined to say whether she would run.", "The senator will not say whether she will run."),
    ("The plan was rejected by the tribes.", "The tribes rejected the plan."),
    ("The tribes rejected the plan.", "The plan was rejected by the tribes."),
    ("The talks failed to produce a text.", "The talks did not produce a text."),
    ("The tax is unfair, the opposition says.", "The opposition says the tax is not fair."),
    ("The strike will go ahead unless the offer is raised.", "The union will strike if the offer is not raised."),
    ("The island will not negotiate until the ships leave.", "The island will negotiate only after the ships leave."),
    ("He is willing to talk but will not sign.", "He is willing to talk."),
    ("“We cannot live with this,” said the mayor.", "The mayor says the town cannot live with it."),
    ("“We can’t live with this,” said the mayor.", "The mayor says they cannot live with this."),
    ("Nobody should be forced to move, the council says.", "The council says that no one should be forced to move."),
    ("Two ships were seized.", "2 ships were seized."),
    ("The strike cost 2.5 million euros.", "The strike cost 2,500,000 euros."),
    ("The strike cost €2.5m.", "The strike cost 2.5 million euros."),
    ("A hundred families fled in the 1990s.", "In the 1990s, 100 families fled."),
    ("Wages will rise by 3.2%.", "Wages will rise by 3.2 percent."),
    ("The five-year plan starts in May.", "The plan for 5 years starts in May."),
    ("Between five and six million people are hungry.", "Between 5 and 6 million people are hungry."),
    ("One ship was seized.", "1 ship was seized."),
    ("The toll in the harbour — 12 dead — may rise.", "The toll of 12 dead in the harbour may rise."),
    ("Washington wants a deal by June.", "The United States wants a deal by June."),
    ("U.S. officials want a deal by June.", "American officials want a deal by June."),
    ("The Americans want a deal by June.", "Washington wants a deal by June."),
    ("The Kremlin called the summit a success.", "Russia called the summit a success."),
    ("Ankara’s envoy met Greek ministers in Athens.", "Turkey's envoy met ministers of Greece."),
    ("The two sides reportedly agreed on a prisoner swap.", "The two sides have reportedly agreed on a prisoner swap."),
    (
        "The two sides reportedly agreed on a prisoner swap.",
        "The two sides are said to have agreed on a prisoner swap.",
    ),
    (
        "The two sides reportedly agreed on a prisoner swap.",
        "According to reports, both sides agreed on a prisoner swap.",
    ),
    ("The talks appear to have collapsed.", "The talks seem to have collapsed."),
    ("Some officials want to close the port.", "Some officials are in favour of closing the port."),
    ("Some officials want to close the port.", "Several officials want the port closed."),
    ("The tariff could ruin small growers.", "The tariff may ruin small growers."),
    ("The tariff could ruin small growers.", "The tariff risks ruining small growers."),
    ("The army might withdraw from the valley.", "The army is considering whether to withdraw from the valley."),
    ("Fishermen worry that the wall could sink their boats.", "Fishermen fear that the wall could sink their boats."),
    ("The minister said the plan was “bad for growers”.", "The minister called the plan “bad for growers”."),
    ("The minister said the plan was ‘bad for growers’.", "The minister called the plan “bad for growers”."),
    ("We will stay,” the union said. “They will go.", "The union says: “They will go.”"),
    ("The Greens back the pipeline.", "The Greens support the pipeline."),
    ("The Greens did not support the pipeline.", "The Greens opposed the pipeline."),
    ("The price of rice rose after the ban.", "After the ban, rice became more expensive."),
    ("The ban came before the price of rice rose.", "The price of rice rose after the ban."),
    ("Fewer than 40 villages lost power.", "Less than 40 villages lost power."),
    ("The opposition lost the vote.", "The opposition was defeated in the vote."),
    ("The court ruled that the levy is unlawful.", "The court ruled that the levy is not lawful."),
    ("The law forbids night flights.", "The law bans night flights."),
    ("The army weakened as winter came; it strengthened its walls.", "The army strengthened its walls."),
    ("Farmers say the quota would hurt them.", "Growers would suffer from the quota, farmers say."),
    ("Protesters in the capital demanded that the reactor be closed.", "Protesters demand the closure of the reactor."),
    ("The commission says the merger must be stopped.", "The commission wants the merger stopped."),
    (
        "The mediator called on both sides to avoid “language that closes doors”.",
        "The mediator urges both sides to avoid language that closes doors.",
    ),
    ("Egypt, which opposes the dam, wants a binding treaty.", "Egypt wants a binding treaty."),
    ("The ministers agreed to cut emissions; none of them spoke of coal.", "The ministers agreed to cut emissions."),
    ("Negotiators left without a deal on fish.", "Negotiators did not reach a deal on fish."),
    ("The offer came too late to stop the strike.", "The offer did not stop the strike, as it came too late."),
    (
        "Their concern is not that the river is dammed but that the schedule is secret.",
        "They are concerned that the schedule is secret.",
    ),
    (
        "The lake must not become a border, the elders insist.",
        "The elders insist that the lake must not become a border.",
    ),
    ("The prince said there was no alternative to the pipeline.", "The prince sees no alternative to the pipeline."),
    ("The envoy dismissed reports of a rift.", "The envoy denies that there is a rift."),
    ("The council will meet again next week.", "Talks in the council will continue next week."),
]


def quote(text: str, outlet: str | None = None) -> Quote:
    return Quote(Article(id="0" * 16, source="made_up.txt", text=text, outlet=outlet), "made_up.txt", 0, len(text))


def wrong(sentence: str, *evidence: str, hedged: bool = False, named: tuple[str, ...] = ()) -> tuple[str, ...]:
    return faults(sentence, [quote(text) for text in evidence], Actors.load(), named=named, hedged=hedged)


@pytest.mark.parametrize(("evidence", "sentence"), REFUSED)
def test_a_sentence_that_says_another_thing_is_refused(evidence: str, sentence: str) -> None:
    assert wrong(sentence, evidence) != ()


@pytest.mark.parametrize(("evidence", "sentence"), CARRIED)
def test_a_faithful_paraphrase_is_let_through(evidence: str, sentence: str) -> None:
    assert wrong(sentence, evidence) == ()


@pytest.mark.parametrize("evidence", dict.fromkeys(evidence for evidence, _ in [*REFUSED, *CARRIED]))
def test_every_evidence_carries_itself(evidence: str) -> None:
    assert wrong(evidence, evidence) == ()


def seed_sentences() -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    return [text[start:end] for text in texts for start, end in sentences(text)]


def test_every_sentence_of_the_seed_articles_carries_itself() -> None:
    assert len(seed_sentences()) > 100
    assert [text for text in seed_sentences() if wrong(text, text)] == []


def test_no_sentence_of_the_seed_articles_carries_itself_with_a_not_put_in() -> None:
    """At every auxiliary that has something to deny after it."""
    changed = [
        (text, f"{text[: match.end()]} not{text[match.end() :]}")
        for text in seed_sentences()
        for match in AUXILIARY.finditer(text)
    ]
    assert len(changed) > 100
    assert [sentence for text, sentence in changed if not wrong(sentence, text)] == []


@pytest.mark.parametrize(
    ("evidence", "sentence", "fault"),
    [
        ("Iran agreed.", "Iran and Oman agreed.", "the name “Oman”"),
        ("Two ships sank.", "Three ships sank.", "the number 3"),
        ("They will sign it.", "They will not sign it.", "the negation “not”"),
        ("They will not sign it.", "They will sign it.", "without the negation “not”"),
        ("They reportedly signed it.", "They signed it.", "without the hedge “reportedly”"),
        ("They signed the pact.", "They signed the “pact”.", "the quotation “pact”"),
        ("They support the pact.", "They reject the pact.", "“reject”, the opposite of the article's word"),
    ],
)
def test_a_fault_says_what_is_wrong(evidence: str, sentence: str, fault: str) -> None:
    assert wrong(sentence, evidence) == (fault,)


def test_the_outlets_own_name_carries_nothing() -> None:
    text = "Iran International reported that the ministers met in Oman."
    actors = Actors.load()
    assert faults("Iran met the ministers in Oman.", [quote(text, "Iran International")], actors) == (
        "the name “Iran”",
    )
    assert faults("Oman hosted the ministers.", [quote(text, "Iran International")], actors) == ()


def test_names_that_the_citations_bring_with_them_are_carried() -> None:
    assert wrong("Brazil wants a quota on beef.", "The government wants a quota on beef.") == ("the name “Brazil”",)
    assert wrong("Brazil wants a quota on beef.", "The government wants a quota on beef.", named=("Brasília",)) == ()
    assert wrong("Lindqvist wants it.", "The premier wants it.", named=("Anna Lindqvist",)) == ()


@pytest.mark.parametrize("name", ["US", "WHO", "May"])
def test_a_name_that_is_a_word_as_well_must_stand_as_a_name(name: str) -> None:
    evidence = "The people who met us may leave the talks."
    assert wrong(f"The talks with {name} may end.", evidence) == (f"the name “{name}”",)


def test_evidence_may_be_several_passages() -> None:
    assert wrong("Two of the three unions will not strike.", "Three unions met.", "Two will not strike.") == ()
    assert wrong("Four of the unions will not strike.", "Three unions met.", "Two will not strike.") != ()


def test_a_finding_may_count_its_sides_and_leave_open_whether_something_is_so() -> None:
    evidence = ("The closures “were never a condition”, a spokesman said.", "The offer was tied to the closures.")
    assert wrong("The two sides disagree on whether the closures were a condition.", *evidence) == ()
    assert wrong("The two reports agree that the closures were a condition.", *evidence) != ()
    assert wrong("Two companies say that the closures were tied to the offer.", *evidence) == ("the number 2",)


def test_what_the_article_hedges_must_be_hedged() -> None:
    assert wrong("The bank will fail.", "The bank will fail.", hedged=True) == ("without a hedge",)
    assert wrong("The bank is likely to fail.", "The bank will fail.", hedged=True) == ()


@pytest.mark.parametrize(
    ("text", "sentence", "hedged"),
    [
        ("The two sides reportedly agreed on a swap.", "The two sides agreed on a swap.", True),
        ("The talks appear to have collapsed.", "The talks have collapsed.", True),
        ("Some officials want to close the port.", "Officials want to close the port.", True),
        ("The deal, which reportedly angered Rome, ends the strike.", "The deal ends the strike.", False),
        ("They seem tired, but they want to close the port.", "They want to close the port.", False),
        ("The report says that the port is closed.", "The port is closed.", False),
        ("The port could be closed.", "The port is closed.", False),
        ("It is a chance to appear reasonable.", "It is a chance to appear reasonable.", False),
    ],
)
def test_a_hedge_on_the_report_itself_is_found_where_the_sentence_repeats_it(
    text: str, sentence: str, hedged: bool
) -> None:
    assert hedges(text, sentence) is hedged


def test_long_evidence_is_held_against() -> None:
    evidence = "The union did not sign the pact on day {}, and the port reportedly stayed closed. " * 2_000
    assert wrong("The union signed the pact.", evidence) == ("without the negation “not”",)
