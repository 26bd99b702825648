"""The English words that offices, titles, quantities and crowds are made of: grammar, while the names are data.

All in lower case.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ARTICLES = _words("the a an this that these those his her its their our my your")

PRONOUNS = _words(
    "he she it they we i you who this that these those both others it's them him her us himself themselves"
)

QUANTITIES = _words(
    "one two three four five six seven eight nine ten some many several multiple various numerous few most all both "
    "other others another any each dozens scores hundreds thousands more certain different least half key major "
    "main of the a an at his her its their our"
)
"""What may stand before a descriptor without changing who is meant."""

RANKS = _words(
    "senior top high-ranking high-level highest-ranking junior mid-level ranking chief leading prominent "
    "influential veteran unnamed anonymous undisclosed visiting outgoing incoming current acting national regional "
    "federal central broader wider entire whole longtime long-time successive newly elected new public powerful"
)
"""What may stand beside an office without changing whose it is."""

OUT_OF_OFFICE = _words(
    "former ex ex-official ex-officials ex-president ex-minister retired opposition exiled ousted deposed dissident "
    "rebel rival would-be self-proclaimed self-declared independent pro-russian private breakaway separatist "
    "defected fugitive purported alleged"
)
"""Who is so described speaks for no government."""

PERSON = _words(
    "official officer diplomat negotiator envoy ambassador minister leader policymaker spokesman spokeswoman "
    "spokesperson president premier chancellor secretary delegate mediator representative commander general adviser "
    "advisor aide source emissary attorney king queen prince princess emir sultan monarch head chief interlocutor "
    "bureaucrat counterpart commissioner insider technocrat deputy vice-president undersecretary consul chair "
    "chairman chairwoman governor pope pontiff caliph shah director director-general secretary-general chargé "
    "colonel lieutenant major admiral marshal captain sergeant spymaster patriarch ayatollah"
)
"""A single holder of an office."""

PEOPLE = _words(
    "officials officers diplomats negotiators envoys ambassadors ministers leaders policymakers spokesmen "
    "spokeswomen spokespeople spokespersons presidents premiers chancellors secretaries delegates mediators "
    "representatives commanders generals advisers advisors aides sources emissaries heads chiefs interlocutors "
    "bureaucrats counterparts commissioners insiders technocrats deputies decision-makers directors governments "
    "capitals circles sides teams authorities administrations delegations policy-makers peacemakers rulers"
)
"""Several holders of an office."""

BODIES = _words(
    "ministry government administration authority leadership delegation cabinet regime army military forces force "
    "navy defence defense intelligence embassy consulate side team presidency chancellery department council junta "
    "crown palace establishment office headquarters command staff mission police services service agency state "
    "security executive troops"
)
"""A body of office."""

PAPERS = _words(
    "statement strategy position view views policy doctrine briefing readout communique communiqué draft document "
    "paper proposal proposals plan response reply message letter note stance line assessment assessments demands "
    "demand terms thinking concerns concern fears fear goal goals aim aims insistence rhetoric reaction"
)
"""What an office says or writes: "the US National Security Strategy", "Moscow's demands"."""

FIELDS = _words(
    "foreign affairs state defence defense security interior finance energy trade economy economic health "
    "agriculture justice transport culture education environment home treasury peace negotiating prime vice deputy "
    "attorney first national international military naval air border coast guard armed general press political "
    "diplomatic strategic special presidential ministerial governmental intelligence permanent climate development "
    "industry labor labour migration immigration commerce budget nuclear technical legal royal supreme crown civil "
    "emergency emergencies assistant under public diplomacy communications war space information digital fisheries "
    "water oil petroleum infrastructure external internal resources irrigation social religious family planning "
    "tourism science innovation veterans homeland and for of to the"
)
"""What an office may deal with."""

SINGLE = _words("general attorney deputy vice assistant prime first under special")
"""Those of them that are a title by themselves: "General Haftar"."""

OFFICE = PERSON | PEOPLE | BODIES | PAPERS | FIELDS | RANKS
"""Beside the name of a state or an organisation, such words make it that state or organisation speaking."""

TITLES = OFFICE - _words("and for of to the state war air water oil space peace home new") | _words(
    "mr mrs ms miss mx dr prof professor sir dame lord lady sen senator rep representative congressman "
    "congresswoman gov lt col gen maj capt sgt brig adm cmdr cpl pvt mp mep msp mla judge justice chief ceo cfo cto "
    "founder co-founder cofounder author analyst economist expert scholar historian researcher scientist lecturer "
    "fellow lawyer attorney barrister solicitor activist campaigner organizer organiser coordinator manager editor "
    "journalist reporter correspondent columnist commentator writer blogger observer strategist pollster physician "
    "doctor surgeon nurse farmer fisherman teacher student resident mayor councillor councilor lawmaker legislator "
    "parliamentarian speaker whip candidate nominee frontrunner incumbent challenger ally critic opponent rival "
    "supporter veteran ex-president archbishop bishop cardinal father rev reverend rabbi imam sheikh sheik mullah "
    "grand mufti brother sister hon honourable honorable dean provost rector chancellor principal partner owner "
    "investor trader executive banker billionaire businessman businesswoman entrepreneur engineer meteorologist "
    "climatologist geologist biologist epidemiologist virologist psychologist sociologist anthropologist "
    "philosopher politician statesman backbencher republican democrat democratic conservative liberal labour "
    "independent opposition former acting interim co-chair co-leader co-director vice-chair vice-chairman majority "
    "minority son-in-law son daughter wife husband widow mother brother-in-law spokesman-turned trustee treasurer "
    "counsel inspector commissioner superintendent constable sheriff detective agent rapporteur chief-of-staff "
    "negotiator-in-chief baroness baron viscount duke duchess earl ombudsman tsar czar guru tycoon oligarch magnate "
    "warlord mediator caretaker late activist-turned actor actress singer director filmmaker artist designer "
    "footballer coach captain player champion pilot driver worker unionist shopkeeper miner pastor priest monk nun "
    "deacon elder chieftain survivor victim witness neighbour neighbor rights human labor environmental political "
    "military senior junior administration councilwoman councilman assemblywoman assemblyman alderman alderwoman "
    "comptroller spokeswoman-turned shadow local retired headteacher postmaster firefighter grandmother grandfather "
    "carer pensioner advocate auditor registrar bailiff envoy-designate shop ward competition union fire party trust"
)
"""What may stand before a person's name and is no part of it."""

AGENCIES = _words(
    "ministry party union unions association council university institute bank group inc ltd corp corporation "
    "company agency committee commission court police army federation federations authority center centre "
    "foundation society church network forces force front movement alliance league congress parliament assembly "
    "chamber board bureau service services fund trust club college school hospital exchange airlines airways times "
    "post news journal guard guards brigade brigades organisation organization international initiative coalition "
    "campaign project department directorate consortium syndicate observatory watch monitor conference partnership "
    "programme program academy museum laboratory lab labs holdings industries partners associates capital motors "
    "energy technologies systems media press radio television tv agencies navy senate duma knesset tribunal "
    "secretariat embassy caucus confederation cooperative archdiocese diocese militia brotherhood resistance jihad "
    "corps office house administration forum taskforce panel mission institution ministries workers teachers "
    "farmers lawyers doctors journalists fishermen reporters"
)
"""A capitalised name with such a word in it is an organisation's."""

SURNAMES = (TITLES - OFFICE) | _words("king major bishop dean prince pope marshal baron duke judge shah")
"""Titles that are surnames as often: Angus King, John Major, James Elder."""

MIDDLES = _words("sheikh sheik shah king khan")
"""Titles that stand in the middle of a name as well: Hassan Sheikh Mohamud, Martin Luther King Jr."""

REGNAL = _words("king queen pope prince princess emperor sultan emir empress")
"""Titles without which a single name is none: King Charles III."""

CLOSE = _words("adviser advisers advisor advisors aide aides counsellor counsel")
"""Who serves the one whom "to" names: an aide to the president; an envoy to Syria serves another."""

GUESTS = _words(
    "diplomat diplomats envoy envoys ambassador ambassadors source sources embassy embassies insiders consul"
)
"""Who is in a capital as somebody else's: diplomats in Vienna are not Austria's."""

LOWER_AGENCIES = _words(
    "party union association federation movement foundation church parliament senate court alliance coalition "
    "company bank group committee front militia newspaper university institute"
)
"""Of these, what makes a name even in lower case: "the Georgian Dream party"."""

COMPASS = _words("western eastern northern southern central")
"""Regions that some outlets write in lower case."""

CROWDS = _words(
    "opposition people men women children police coalition public opinion population community communities society "
    "diaspora electorate left right press media industry sector business majority minority resistance youth civil "
    "clergy working class middle peasantry families crowd audience market markets academia"
)
"""Nouns that are many in the singular."""

TIES = _words("in from for of at across within inside throughout around near by to between among outside with on about")
"""Prepositions that tie a descriptor to its place or its object."""

CLAUSES = _words(
    "who whom whose which that where when familiar briefed involved close speaking aware informed participating "
    "attending working cited quoted interviewed directly privy knowledgeable responsible taking requesting asking "
    "wanting determined based present not having including such as because while if after before during despite "
    "amid ahead concerned worried opposed seeking tasked authorised authorized appointed named known also often "
    "negotiating representing travelling traveling monitoring following tracking studying"
)
"""Words with which a descriptor's explanation begins."""

PARTICLES = _words(
    "von van der den de del della di da dos das du la le el al bin bint ibn ben abu ter ten af av zu y e o'"
)

SHOUTED = frozenset(("US", "WHO", "ICE", "CARE"))
"""Abbreviations that are common words where a heading stands in capitals."""

CALENDAR = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Mon Tue Tues Wed Thu Thurs "
    "Fri Sat Sun I".split()
)
"""With their capital: what may follow or stand before a name without being a part of it."""

OPENERS = _words(
    "a an the and but or nor so yet for if in on at by of to from with without within into onto upon over under "
    "after before since until till while when where whether why how who whom whose what which that this these those "
    "there then thus hence however meanwhile moreover instead still although though because as like unlike despite "
    "amid among between beyond through throughout across against around about above below behind beside besides "
    "during except not no never only even just also both either neither each every all any some many most more much "
    "few other another now today yesterday tomorrow here again once twice first second third last next finally "
    "recently earlier later does do did is are was were will would can could may might must shall should has have "
    "had be been being he she it they we you i his her its their our your my him them us me said says say told "
    "asked asking given regarding concerning following including according citing perhaps maybe indeed clearly "
    "ultimately nevertheless nonetheless furthermore additionally currently previously publicly privately "
    "officially reportedly let get per via plus minus than rather whereas whereby wherever whenever mr mrs ms"
)
"""Words that may stand before a name with a capital of their own, as at the start of a sentence."""

FAMILY_FIRST = _words(
    "xi li wang zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo mao qin tsai lai han cho "
    "kim lee park choi jung jeong kang yoon moon nguyen tran pham"
)
"""Family names that stand first: Mao Ning, Kim Jong Un."""
