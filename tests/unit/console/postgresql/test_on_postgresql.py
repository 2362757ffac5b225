"""What officers do, once more on PostgreSQL: the same tests over another database."""

from datetime import timedelta

from casework.cases import retention
from casework.opinions import opinions
from casework.opinions import retention as opinion_retention
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from console.desk import Desk
from tests.unit.console.conftest import told
from tests.unit.console.test_audit import (
    test_acts_at_the_same_moment_stay_one_chain,
    test_an_act_that_fails_leaves_no_entry,
    test_an_untouched_log_is_intact,
    test_the_database_itself_refuses_changes,
    test_without_the_key_no_chain_can_be_forged,
)
from tests.unit.console.test_queue import (
    test_a_search_goes_on_behind_its_window,
    test_a_typed_code_leads_to_its_case,
    test_each_filter_leaves_what_was_asked_for,
    test_pages_follow_one_another_without_gap_or_repeat,
    test_words_are_found_with_and_without_tone_marks,
)
from tests.unit.console.test_reviewing import (
    test_a_confirmed_case_leaves_the_queue_and_the_next_comes,
    test_a_repeated_case_is_merged_counts_no_more_and_can_come_back,
    test_a_share_of_cases_is_read_blind_by_somebody_else,
    test_money_lost_is_listed_by_age_and_handed_over,
    test_two_events_in_one_story_become_two_cases,
    test_two_officers_do_not_overwrite_each_other,
    test_what_the_purge_takes_takes_the_notes_along,
    test_what_the_resident_tells_meanwhile_is_not_overwritten,
    test_what_was_split_off_goes_with_the_residents_receipt,
    test_where_two_differ_a_supervisor_settles,
)
from tests.unit.console.test_signing_in import (
    test_guessing_codes_locks_the_address,
    test_guessing_locks_the_address_and_not_the_account,
    test_the_first_sign_in_demands_a_new_password,
    test_the_last_admin_cannot_leave,
)

__all__ = [
    "test_a_confirmed_case_leaves_the_queue_and_the_next_comes",
    "test_a_repeated_case_is_merged_counts_no_more_and_can_come_back",
    "test_a_search_goes_on_behind_its_window",
    "test_a_share_of_cases_is_read_blind_by_somebody_else",
    "test_a_typed_code_leads_to_its_case",
    "test_acts_at_the_same_moment_stay_one_chain",
    "test_an_act_that_fails_leaves_no_entry",
    "test_an_untouched_log_is_intact",
    "test_each_filter_leaves_what_was_asked_for",
    "test_guessing_codes_locks_the_address",
    "test_guessing_locks_the_address_and_not_the_account",
    "test_money_lost_is_listed_by_age_and_handed_over",
    "test_pages_follow_one_another_without_gap_or_repeat",
    "test_the_database_itself_refuses_changes",
    "test_the_first_sign_in_demands_a_new_password",
    "test_the_last_admin_cannot_leave",
    "test_two_events_in_one_story_become_two_cases",
    "test_two_officers_do_not_overwrite_each_other",
    "test_what_the_purge_takes_takes_the_notes_along",
    "test_what_the_resident_tells_meanwhile_is_not_overwritten",
    "test_what_was_split_off_goes_with_the_residents_receipt",
    "test_where_two_differ_a_supervisor_settles",
    "test_without_the_key_no_chain_can_be_forged",
    "test_words_are_found_with_and_without_tone_marks",
]


async def test_a_purge_writes_the_tables_anew(desk: Desk) -> None:
    await told(desk, days_ago=181)
    opinion = redact(RawText("Nên có loa phường")).text
    await opinions.send(desk.sessions, "web", opinion, desk.now() - timedelta(days=181))
    assert (await retention.purge(desk.sessions, desk.now())).narratives == 1
    assert await opinion_retention.purge(desk.sessions, desk.now()) == 1
