"""Reads the signs of a message from left to right: which acts it tells of, and how.

A word of wanting ("kêu"), denying ("chưa") or doing ("lỡ") colours the acts after it, until
another such word, a new person, or the end of the sentence. A word after the act ("rồi", "luôn")
settles an act that nothing has coloured.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from casework.understanding.stage.acts import Act, Told
from casework.understanding.stage.aftermath import deny, deny_or_ask, settle, stop_short, vanish
from casework.understanding.stage.around import acts_next, is_he, is_just
from casework.understanding.stage.claims import claimed
from casework.understanding.stage.deeds import bill, deed
from casework.understanding.stage.persons import person, speaks_as_elder
from casework.understanding.stage.signs import ACTS, PAUSES, PEOPLE, Kind, Sign, next_to
from casework.understanding.stage.story import Story

_TOPICS = frozenset({Kind.MONEY, Kind.SECRET, Kind.LINK})
_OTHERS_SPEAK = frozenset({Kind.OTHER, Kind.ASK, Kind.POLITE, Kind.PLAN, Kind.OFFER})
# "tui nhờ con gái gửi" asks, and yet it was done.
# These happen to the resident: "đã" before them colours nothing else.
_HAPPENS = frozenset({Kind.LOSE, Kind.LOST})
_SUPPOSES = frozenset({"neu", "gia", "nho", "vi"})
_OWN_REQUESTS = frozenset({"noi", "muon", "nho", "keu"})


def read(signs: Sequence[Sign]) -> Story:
    """Read every sign in turn."""
    story = Story(signs)
    story.elder = speaks_as_elder(story)
    for at, sign in enumerate(signs):
        if sign.kind is Kind.THEY or is_he(signs, at):
            they = Kind.OWN if story.kin else Kind.OTHER
            person(story, at, replace(sign, kind=they, said="they"))
        elif sign.kind in _READERS:
            _READERS[sign.kind](story, at, sign)
        if sign.kind in _TOPICS:
            story.topic = sign.kind
        story.others_spoke |= sign.kind in _OTHERS_SPEAK
    return story


def _stop(story: Story, _at: int, sign: Sign) -> None:
    if sign.said == "?":
        story.asked.add(story.sentence)
    story.sentence += 1
    story.colour = story.subject = None
    story.supposed = False
    story.others_spoke = False


def _pause(story: Story, _at: int, sign: Sign) -> None:
    story.supposed = False
    if story.other_acts:
        story.subject = None
    colour = story.colour
    if colour is None:
        return
    if colour.kind is Kind.NOT or (colour.kind is Kind.NEARLY and sign.said != "thi"):
        story.colour = None
    elif colour.kind is Kind.ASK and sign.kind is Kind.COMMA:
        story.reach_from = sign.after


def _paint(story: Story, _at: int, sign: Sign) -> None:
    story.colour, story.reach_from = sign, sign.after


def _plan(story: Story, at: int, sign: Sign) -> None:
    story.supposed |= sign.said in _SUPPOSES
    _paint(story, at, sign)


def _ask(story: Story, at: int, sign: Sign) -> None:
    if story.subject_beside(sign) and sign.said in _OWN_REQUESTS:
        return
    if sign.said == "muon":
        # Borrowing is asking for money: "mượn 4 lần" is then told as done.
        borrowed = replace(sign, kind=Kind.PAY)
        story.acts.append(Act(borrowed, Told.WANTED, None, story.sentence, Kind.MONEY))
        story.topic = Kind.MONEY
    _paint(story, at, sign)


def _done(story: Story, at: int, sign: Sign) -> None:
    story.imagined |= story.supposed
    following = next_to(story.signs, at, 1)
    if following is not None and following.kind in _HAPPENS:
        # "đã bị trừ 5 triệu, bấm link": "đã" is spent.
        return
    if claimed(story.signs, at):
        _paint(story, at, replace(sign, kind=Kind.ASK))
        return
    if sign.said != "moi" or is_just(story.signs, at):
        _paint(story, at, sign)
        return
    last = story.last_act(sign)
    if last is not None and last.told is Told.BARE and last.subject is None:
        last.told = Told.WANTED


def _not(story: Story, at: int, sign: Sign) -> None:
    following = next_to(story.signs, at, 1)
    if following is not None and following.kind in PAUSES | {Kind.WHETHER}:
        deny_or_ask(story, sign)
    else:
        _paint(story, at, sign)


def _polite(story: Story, at: int, sign: Sign) -> None:
    story.polite.add(story.sentence)
    _paint(story, at, sign)


def _purpose(story: Story, at: int, sign: Sign) -> None:
    if story.colour is None:
        _paint(story, at, sign)


def _fear(story: Story, at: int, sign: Sign) -> None:
    # Without marks "lỡ" and "lo" look the same; before a verb it is "lỡ".
    if sign.said == "lo" and acts_next(story.signs, at):
        story.imagined |= story.supposed
        _paint(story, at, replace(sign, kind=Kind.BEFORE))


def _did(story: Story, at: int, sign: Sign) -> None:
    if story.subject is None and acts_next(story.signs, at):
        story.subject = replace(sign, kind=Kind.OWN)


_READERS: dict[Kind, Callable[[Story, int, Sign], None]] = {
    **dict.fromkeys(ACTS, deed),
    **dict.fromkeys(PEOPLE, person),
    **dict.fromkeys((Kind.COMMA, Kind.SO), _pause),
    **dict.fromkeys((Kind.NEARLY, Kind.TRICKED), _paint),
    **dict.fromkeys((Kind.AFTER, Kind.TIMES), settle),
    **dict.fromkeys((Kind.GONE, Kind.STUCK), lambda story, _at, sign: vanish(story, sign)),
    Kind.DENIES: deny,
    Kind.DOUBT: lambda story, _at, _sign: story.asked.add(story.sentence),
    Kind.WHETHER: lambda story, _at, _sign: story.whether.add(story.sentence),
    Kind.STOP: _stop,
    Kind.ASK: _ask,
    Kind.PLAN: _plan,
    Kind.BILL: bill,
    Kind.RENTS: lambda story, _at, _sign: story.rents(),
    Kind.STOPPED: stop_short,
    Kind.BEFORE: _done,
    Kind.NOT: _not,
    Kind.POLITE: _polite,
    Kind.PURPOSE: _purpose,
    Kind.FEAR: _fear,
    Kind.DID: _did,
}
