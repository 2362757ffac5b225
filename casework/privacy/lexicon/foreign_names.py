"""Names that scammers take when they pose as foreigners; in the bare view.

Source: FACTS 1 (romance and parcel scams: the soldier, doctor or engineer from abroad); common
first names and surnames, no real persons.
"""

FOREIGN_NAMES = frozenset(
    """
    adam albert alex alexander alice amanda andrew andy angela anna anderson anthony arthur ashley
    benjamin brian brown bruce carlos charles charlie chen choi chris christian christina cooper
    daniel david davis dennis diana donald edward elizabeth emily emma eric ethan eva evans frank
    fred garcia gary george grace hans harris harry helen henry jack jackson jacob jae james jane
    jason jean jeff jennifer jenny jessica jim jimmy joe john johnson jonathan jones joseph julia
    karen kate kelly kenneth kevin kyle larry laura lee leo lewis li lin linda lisa liu logan louis
    lucas lucy maria marie mark martin mary matthew max michael miguel mike miller min moore morgan
    nancy nicholas nick nicole oliver olivia oscar pablo park patricia patrick paul peter philip
    rachel raymond rebecca richard robert robinson roger ronald rose ryan samuel sandra sarah scott
    sean simon smith sophia stephen steve steven susan taylor thomas thompson tim tom tony victor
    vincent walker wang watson white william williams wilson wong wu yang yoon zhang zhao
    """.split()
)
