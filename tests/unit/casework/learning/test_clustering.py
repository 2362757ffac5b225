import random
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

import pytest

from casework.learning.clustering import Cluster, Story, find_clusters
from casework.learning.near_identical import first_of_each
from casework.learning.terms import Frequencies, terms_of
from casework.learning.typical_words import FEWEST_STORIES, typical_words
from casework.learning.weekly import by_week, rise
from casework.playbooks.library import Library
from console.demo_data.stories import compose
from tests.unit.casework.learning.water_filters import STORIES

FIRST = date(2026, 11, 2)


def told(texts: Sequence[str], *, days: int = 10) -> list[Story]:
    return [
        Story(UUID(int=i), FIRST + timedelta(days=i % days), text) for i, text in enumerate(texts)
    ]


@pytest.fixture(scope="module")
def others(library: Library) -> list[str]:
    """Stories of known playbooks, each told by somebody else."""
    rng = random.Random(7)  # noqa: S311  # nothing secret
    return [compose(rng, rng.choice(library.playbooks)).text for _ in range(900)]


def best(clusters: Sequence[Cluster], wanted: set[str]) -> set[str]:
    found = [{story.text for story in cluster.stories} for cluster in clusters]
    return max(found, key=lambda texts: len(texts & wanted), default=set())


def test_a_new_trick_told_twelve_ways_is_one_cluster_among_300_other_stories(
    others: list[str],
) -> None:
    wanted = set(STORIES)
    mixed = [*others[:150], *STORIES, *others[150:300]]
    found = best(find_clusters(told(mixed), others[300:]), wanted)
    assert len(found & wanted) / len(wanted) >= 0.9
    assert len(found & wanted) / len(found) >= 0.9


def test_a_story_at_the_heart_of_its_cluster_stands_before_one_at_its_edge(
    others: list[str],
) -> None:
    edge = "Nó nói nước giếng nhà tôi nhiễm phèn, ký giấy mua máy lọc cho cả xóm, hẹn thứ bảy."
    (cluster,) = find_clusters(told([edge, *STORIES]), others)
    ranked = [story.text for story in cluster.stories]
    assert ranked.index(edge) > len(ranked) // 2


def test_nothing_is_found_where_nobody_tells_alike_things() -> None:
    different = (
        "Chợ chiều nay bán cá lóc rẻ lắm bà con ơi",
        "Thầy giáo dặn mai nộp bài tập toán chương hai",
        "Xe buýt tuyến số bốn đổi giờ chạy từ thứ hai",
        "Điện cúp suốt đêm làm tủ lạnh hư hết đồ ăn",
        "Đội bóng phường mình thắng ba trận liên tiếp",
        "Trời mưa lớn nước ngập tới đầu gối ngoài hẻm",
    )
    assert find_clusters(told(different), []) == []


def test_fewer_than_five_stories_are_no_cluster(others: list[str]) -> None:
    wanted = set(STORIES[:4])
    mixed = told([*STORIES[:4], *others[:50]])
    assert not best(find_clusters(mixed, others[50:]), wanted) & wanted


def test_stories_of_one_day_are_no_cluster(others: list[str]) -> None:
    assert find_clusters(told(STORIES, days=1), others) == []


AGAIN = [f"{STORIES[0]} {word}" for word in ("ạ", "nha", "hả", "vậy", "đó", "ơi", "nghen")]


def test_one_story_sent_again_and_again_on_a_day_counts_once(others: list[str]) -> None:
    again = told(AGAIN, days=1)
    assert find_clusters([*again, *told(STORIES[1:4])], others) == []
    (cluster,) = find_clusters([*again, *told(STORIES[1:])], others)
    assert sum(story.text in AGAIN for story in cluster.stories) == 1


def test_a_message_that_is_pasted_day_after_day_is_a_cluster(others: list[str]) -> None:
    (cluster,) = find_clusters(told(AGAIN, days=len(AGAIN)), others)
    assert len(cluster.stories) == len(AGAIN)


def test_of_near_identical_texts_the_first_stays_also_when_each_changes_a_little() -> None:
    words = "một hai ba bốn năm sáu bảy tám chín mười".split()
    drifting = [frozenset([*words[i:], *(f"mới{k}" for k in range(i))]) for i in range(6)]
    bags = [*drifting, frozenset({"khác", "hẳn"})]
    assert first_of_each(bags, [FIRST] * 7) == [0, 6]
    assert first_of_each([], []) == []
    later = [FIRST, FIRST, FIRST + timedelta(days=1), *[FIRST] * 4]
    # The fourth has drifted too far from the first two, and the third was told on another day.
    assert first_of_each(bags, later) == [0, 2, 3, 6]


def test_more_texts_than_one_step_takes_are_compared_with_all_before() -> None:
    many = [frozenset({f"a{i}", f"b{i}", f"c{i}"}) for i in range(700)]
    assert first_of_each([*many, many[3], many[650]], [FIRST] * 702) == list(range(700))


def test_short_stories_and_none_at_all_are_no_trouble() -> None:
    assert find_clusters([], []) == []
    assert find_clusters(told(["", "alo", "<PHONE> <NAME>", "123 456"] * 5), ["", "alo"]) == []


def test_typical_words_have_tone_marks_as_most_write_them(others: list[str]) -> None:
    (cluster,) = find_clusters(told(STORIES), others)
    assert {"máy lọc", "trả góp"} <= set(cluster.words)
    assert "may loc" not in cluster.words


def test_each_typical_word_stands_in_several_stories_so_that_no_rare_one_is_kept(
    others: list[str],
) -> None:
    rare = ["tiệm Bông Súng Vàng", "nhà thờ Cây Quéo", "xóm Gò Me"]
    texts = [f"{story} Ở gần {place}." for story, place in zip(STORIES, rare * 4, strict=True)]
    (cluster,) = find_clusters(told([*texts[:2], *STORIES[2:]]), others)
    told_words = [{term.bare for term in terms_of(story.text)} for story in cluster.stories]
    for word in cluster.words:
        (bare,) = {t.bare for t in terms_of(word) if len(t.bare.split()) == len(word.split())}
        assert sum(bare in words for words in told_words) >= FEWEST_STORIES
    assert not {"bông súng", "súng vàng", "cây quéo"} & set(cluster.words)


def test_what_the_redactor_left_and_numbers_are_no_words() -> None:
    terms = {term.bare for term in terms_of("Gọi <PHONE> đòi 9000000 rồi <NAME> hẹn 10h sáng mai")}
    assert {"goi", "doi", "roi", "hen", "10h", "sang mai"} <= terms
    assert not [term for term in terms if "<" in term or "9000000" in term]
    assert "goi doi" not in terms
    shared = [terms_of("<PHONE> 0123 <ACCOUNT>")] * 5
    assert typical_words(shared, Frequencies(shared)) == ()


def test_pairs_do_not_reach_over_the_end_of_a_sentence() -> None:
    terms = {term.bare for term in terms_of("Ký giấy. Máy lọc, nước")}
    assert {"ky giay", "may loc"} <= terms
    assert not {"giay may", "loc nuoc"} & terms


def test_a_word_that_stands_everywhere_tells_nothing() -> None:
    book = Frequencies([terms_of("tôi bị lừa"), terms_of("tôi mất tiền")])
    assert book.weight("toi") == 0
    assert book.weight("lua") > 0


def test_growth_has_every_week_up_to_this_one_also_the_empty_ones() -> None:
    monday = date(2026, 11, 2)
    days = [monday, monday + timedelta(days=6), monday + timedelta(days=15)]
    assert by_week(days, date(2026, 12, 1)) == [
        (date(2026, 11, 2), 2),
        (date(2026, 11, 9), 0),
        (date(2026, 11, 16), 1),
        (date(2026, 11, 23), 0),
        (date(2026, 11, 30), 0),
    ]


def test_what_grows_comes_before_what_was_much_and_fades() -> None:
    weeks = [date(2026, 11, 2) + timedelta(days=7 * i) for i in range(4)]
    rising = list(zip(weeks, (0, 1, 3, 4), strict=True))
    fading = list(zip(weeks, (20, 15, 5, 4), strict=True))
    assert rise(rising) > rise(fading)
