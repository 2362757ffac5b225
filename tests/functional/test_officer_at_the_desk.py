"""An officer's day at the desk, in a real browser over the real console."""

import re
from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from console.demo_data.by_hand import LEFT_OVER
from tests.functional.desk import OFFICER, SUPERVISOR, FrontDoor, Person

POLICE, POLICE_NAME = "gia_danh_cong_an_toa_an", "Giả danh công an, viện kiểm sát, toà án"
SHIPPER_NAME = "Giả shipper giao hàng"

# Presses the mouse at the first letter of some words in the narrative and lets go at the last.
PLACE_OF_WORDS = """words => {
  const walker = document.createTreeWalker(document.getElementById("narrative"), 4);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    const boxes = [...range.getClientRects()];
    const [first, last] = [boxes[0], boxes.at(-1)];
    return [first.left, first.top + first.height / 2, last.right, last.top + last.height / 2];
  }
}"""


@pytest.fixture
def officer(front_door: FrontDoor) -> Person:
    return front_door.person(OFFICER)


def opens_first_pending(officer: Person, **filters: str) -> str:
    """The code of the case that is now open."""
    officer.finds(urlencode({"status": "pending", **filters}))
    officer.case_links.first.click()
    expect(officer.page.locator("#narrative")).to_be_visible()
    return officer.code


def state_of(officer: Person, code: str) -> str:
    """The status that a case shows, looked up by its code."""
    officer.opens(f"/cases?q={code}")
    expect(officer.heading).to_contain_text(code)
    return officer.page.locator("h1 + .meta .status").inner_text()


def marks_with_the_mouse(page: Page, words: str) -> None:
    page.locator("#narrative").scroll_into_view_if_needed()
    left, top, right, bottom = page.evaluate(PLACE_OF_WORDS, words)
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(right, bottom, steps=4)
    page.mouse.up()


def test_first_day_begins_with_a_password_of_ones_own(front_door: FrontDoor) -> None:
    account = front_door.new_account("Cán bộ xem vụ")
    newcomer = front_door.anybody()
    newcomer.comes_for_the_first_time(account)
    newcomer.link("Trang đầu").click()
    expect(newcomer.heading).to_contain_text("Hôm nay, ")
    expect(newcomer.page.locator(".task")).to_contain_text(
        [
            "vụ đã mất tiền, chưa chuyển điều tra",
            "vụ chờ xem",
            "vụ chờ bạn đọc lần hai",
            "ý kiến người dân chưa ai đọc",
        ]
    )
    newcomer.page.locator(".task", has_text="vụ chờ xem").click()
    expect(newcomer.heading).to_have_text("Vụ việc")
    newcomer.button("Đăng xuất").click()
    newcomer.expected.add(401)
    newcomer.signs_in(*account)
    expect(newcomer.warning).to_have_text("Tên đăng nhập hoặc mật khẩu chưa đúng.")
    newcomer.signs_in(account.login, newcomer.desk.own[account.login])
    expect(newcomer.heading).to_contain_text("Hôm nay, ")


def test_queue_is_filtered(officer: Person) -> None:
    officer.opens("/cases")
    metas = officer.page.locator(".case-row > .meta")
    for label, choice in (
        ("Kịch bản", POLICE_NAME),
        ("Giai đoạn", "Đã mất tiền"),
        ("Độ chắc của máy", "Chắc (từ 80 %)"),
    ):
        officer.page.get_by_label(label, exact=True).select_option(label=choice)
    officer.goes_by(officer.button("Lọc"))
    names = officer.page.locator("a.case-link strong").all_inner_texts()
    assert set(names) == {POLICE_NAME}
    expect(officer.page.get_by_label("Giai đoạn")).to_have_value("paid")
    for meta in metas.all_inner_texts():
        assert "Đã mất tiền" in meta
        assert "Chờ xem" in meta
        sure = re.search(r"Máy chắc (\d+) %", meta)
        assert sure
        assert int(sure[1]) >= 80
    officer.goes_by(officer.link("Bỏ lọc"))
    expect(officer.page.get_by_label("Giai đoạn")).to_have_value("")

    commune = officer.page.locator(".meta span", has_text=re.compile("^(Xã|Phường) ")).first
    chosen = commune.inner_text()
    until = date.today() - timedelta(days=10)  # noqa: DTZ011  # any day in the middle will do
    since = until - timedelta(days=15)
    officer.page.get_by_label("Tình trạng").select_option(label="Tất cả")
    officer.page.get_by_label("Từ ngày").fill(since.isoformat())
    officer.page.get_by_label("Đến ngày").fill(until.isoformat())
    officer.goes_by(officer.button("Lọc"))
    days = officer.page.locator(".case-row > .meta > span:first-child")
    for told in days.all_inner_texts():
        day, month, year = map(int, told.split("/"))
        assert since <= date(year, month, day) <= until
    assert days.count() == 25

    officer.goes_by(officer.link("Bỏ lọc"))
    officer.page.get_by_label("Xã, phường").select_option(label=chosen)
    officer.goes_by(officer.button("Lọc"))
    expect(officer.page.get_by_label("Xã, phường")).not_to_have_value("")
    assert metas.count() > 0
    assert all(chosen in meta for meta in metas.all_inner_texts())


def test_words_are_found_with_and_without_tone_marks(officer: Person) -> None:
    found = []
    for words in ("chuyển khoản", "chuyen khoan", "CHUYỂN khoản"):
        officer.opens("/cases?status=all")
        officer.press("/")
        officer.page.keyboard.type(words)
        officer.press("Enter")
        expect(officer.page.get_by_text("khớp bộ lọc")).to_contain_text(f"«{words}»")
        found.append(officer.case_paths())
    assert found[0]
    assert found[0] == found[1] == found[2]
    officer.opens("/cases?q=khongaikechuyennay")
    expect(officer.page.locator(".empty")).to_contain_text("Không có vụ nào khớp.")


def test_more_cases_come_in_place(officer: Person) -> None:
    officer.opens("/cases")
    officer.page.evaluate("document.body.dataset.same = 'yes'")
    before = officer.case_paths()
    officer.link("Xem thêm").press("Enter")
    expect(officer.rows).to_have_count(50)
    after = officer.case_paths()
    assert after[:25] == before
    assert len(set(after)) == 50
    expect(officer.page.locator("body[data-same=yes]")).to_have_count(1)
    # Whoever works with the keyboard reads on at the first new case.
    expect(officer.case_links.nth(25)).to_be_focused()
    officer.press("j", "Enter")
    expect(officer.page).to_have_url(re.compile(after[26]))


def test_review_by_keyboard_alone(officer: Person) -> None:
    officer.opens(f"/cases?label={POLICE}")
    paths = officer.case_paths()
    officer.press("j", "j", "k")
    expect(officer.case_links.nth(0)).to_be_focused()
    officer.press("j", "Enter")
    expect(officer.page.locator("#narrative")).to_be_visible()
    assert officer.where == paths[1]
    confirmed = officer.code
    officer.press("c")
    expect(officer.page.locator("[data-key=c]")).to_be_focused()
    assert officer.where == paths[1]  # one letter decides nothing
    officer.press("Enter")
    expect(officer.told).to_have_text("Đã xác nhận vụ vừa rồi.")
    assert officer.where == paths[2]  # and the filter is kept

    relabelled = officer.code
    officer.press("r")
    choice = officer.page.get_by_label("Kịch bản khác")
    expect(choice).to_be_focused()
    officer.press("End")
    chosen = choice.locator("option:checked").inner_text()
    officer.press("Tab")
    expect(officer.button("Sửa nhãn")).to_be_focused()
    officer.press("Enter")
    expect(officer.told).to_have_text("Đã sửa nhãn vụ vừa rồi.")
    assert officer.where == paths[3]

    kept, officer.says_yes = officer.code, False
    officer.press("d", "Enter")
    expect(officer.heading).to_contain_text(kept)
    assert officer.asked == ["Bỏ qua vụ này, vì không phải lừa đảo?"]
    assert officer.where == paths[3]
    officer.says_yes = True
    officer.press("d", "Enter")
    expect(officer.told).to_have_text("Đã ghi vụ vừa rồi là không phải lừa đảo.")

    skipped = officer.code
    officer.press("s")
    expect(officer.heading).not_to_contain_text(skipped)
    assert state_of(officer, confirmed) == "Đúng như máy"
    assert state_of(officer, relabelled) == "Đã sửa nhãn"
    expect(officer.heading).to_contain_text(chosen)
    assert state_of(officer, kept) == "Không phải lừa đảo"
    assert state_of(officer, skipped) == "Chờ xem"


def test_whole_narrative_goes_only_if_the_question_is_answered_yes(officer: Person) -> None:
    code = opens_first_pending(officer)
    officer.says_yes = False
    officer.button("Không phải lừa đảo").click()
    officer.unfolds("Còn thông tin riêng")
    officer.button("Xoá cả lời kể").click()
    assert len(officer.asked) == 2
    assert state_of(officer, code) == "Chờ xem"
    expect(officer.page.locator("#narrative")).to_be_visible()
    officer.says_yes = True
    officer.unfolds("Còn thông tin riêng")
    officer.button("Xoá cả lời kể").click()
    expect(officer.told).to_have_text("Đã xoá khỏi lời kể và các ghi chú.")
    expect(officer.page.locator(".empty")).to_contain_text("Lời kể không còn")
    expect(officer.page.locator("dl.facts").first).to_contain_text("Máy đoán")
    officer.button("Không phải lừa đảo").click()
    expect(officer.told).to_contain_text("không phải lừa đảo")


def test_keys_can_be_switched_off(officer: Person) -> None:
    code = opens_first_pending(officer)
    officer.page.locator(".keys summary").click()
    officer.page.get_by_label("Tắt phím tắt trên máy này").check()
    officer.page.reload()
    officer.press("c", "d", "s")
    expect(officer.heading).to_contain_text(code)
    assert officer.asked == []


def test_note_correction_and_new_script(officer: Person) -> None:
    marked = officer.finds("status=all&new_script=true")
    fresh = [one for one in officer.finds("status=pending&stage=approach") if one not in marked]
    officer.opens(fresh[0])
    code = officer.code
    officer.press("n")
    expect(officer.page.get_by_label("Ghi chú cho đồng nghiệp")).to_be_focused()
    officer.page.keyboard.type("Đã gọi lại số 0912 345 678, hẹn mai.")
    officer.press("Tab", "Enter")
    expect(officer.told).to_have_text("Đã ghi chú.")
    history = officer.page.locator(".history")
    expect(history).to_contain_text("Đã gọi lại số [số điện thoại], hẹn mai.")
    assert "0912" not in officer.page.content()

    officer.unfolds("Sửa giai đoạn, thiệt hại")
    officer.page.get_by_label("Giai đoạn").select_option(label="Đã mất tiền")
    officer.page.get_by_label("Thiệt hại").select_option(label="2 đến dưới 50 triệu")
    officer.button("Ghi lại").click()
    expect(officer.told).to_have_text("Đã sửa giai đoạn và thiệt hại.")
    expect(officer.page.locator("dl.facts").first).to_contain_text("2 đến dưới 50 triệu")

    officer.button("Có thể là chiêu mới").click()
    expect(officer.told).to_have_text("Đã đánh dấu cho người huấn luyện xem.")
    officer.link("Chiêu mới").click()
    expect(officer.rows.filter(has_text=code)).to_have_count(1)
    assert state_of(officer, code) == "Chờ xem"
    officer.button("Bỏ dấu chiêu mới").click()
    expect(officer.told).to_have_text("Đã bỏ dấu chiêu mới.")


def test_words_left_over_are_marked_and_taken_out(officer: Person) -> None:
    left = next(
        said
        for said in LEFT_OVER
        if officer.finds(urlencode({"status": "pending", "q": said}))
        and said in officer.page.inner_text("main")
    )
    name = left.rstrip(".").rpartition(" là ")[2]
    officer.rows.filter(has_text=left).first.locator("a.case-link").click()
    narrative = officer.page.locator("#narrative")
    expect(narrative).to_contain_text(name)
    marks_with_the_mouse(officer.page, name)
    officer.unfolds("Còn thông tin riêng")
    field = officer.page.get_by_label("Chữ còn sót")
    expect(field).to_have_value(name)
    # Marked anew while the form is open: what was marked last counts.
    marks_with_the_mouse(officer.page, left[:6])
    expect(field).to_have_value(left[:6].strip())
    marks_with_the_mouse(officer.page, name)
    officer.button("Xoá các chữ này ở mọi chỗ").click()
    expect(officer.told).to_have_text("Đã xoá khỏi lời kể và các ghi chú.")
    expect(narrative).not_to_contain_text(name)
    expect(narrative).to_contain_text("cán bộ đã xoá")


def test_words_that_are_not_there_are_explained(officer: Person) -> None:
    code = opens_first_pending(officer)
    officer.unfolds("Còn thông tin riêng")
    officer.page.get_by_label("Chữ còn sót").fill("chữ này không có")
    officer.expected.add(409)
    officer.button("Xoá các chữ này ở mọi chỗ").click()
    expect(officer.warning).to_contain_text("Không thấy những chữ đó trong lời kể")
    officer.link("Quay lại").click()
    expect(officer.heading).to_contain_text(code)


def test_near_duplicate_is_merged_and_taken_apart_again(officer: Person) -> None:
    offered = officer.page.locator("details", has_text="Trùng với vụ khác (")
    for path in officer.finds("status=pending&q=ke+lai+lan+nua"):
        officer.opens(path)
        if offered.count():
            break
    code = officer.code
    offered.locator("summary").click()
    original = offered.locator("label .code").first.inner_text()
    offered.get_by_role("radio").first.check()
    offered.get_by_role("button", name="Gộp").click()
    expect(officer.told).to_have_text("Đã gộp. Đây là vụ còn lại.")
    expect(officer.heading).to_contain_text(original)
    officer.link(code).click()
    expect(officer.page.locator(".notice")).to_contain_text(f"đã gộp vào vụ {original}")
    officer.button("Tách lại thành vụ riêng").click()
    expect(officer.told).to_have_text("Đã tách lại thành vụ riêng.")
    expect(officer.button("Không phải lừa đảo")).to_be_visible()


def test_story_of_two_events_is_split(officer: Person) -> None:
    bridge = re.compile("chuyện khác nữa|chuyen khac nua")
    choice = officer.page.get_by_label("Chuyện thứ nhất kết thúc sau câu")
    for path in officer.finds("status=pending&q=con+mot+chuyen+khac+nua+ke+luon"):
        officer.opens(path)
        told = choice.locator("option").all_text_contents()
        if any(bridge.search(line) for line in told):
            break
    code = officer.code
    officer.unfolds("Lời kể có hai chuyện: tách đôi")
    at = next(i for i, line in enumerate(told) if bridge.search(line))
    second = told[at].partition(". ")[2]
    choice.select_option(index=at - 1)
    officer.button("Tách thành hai vụ").click()
    expect(officer.told).to_have_text("Đã tách thành hai vụ; cả hai chờ xem.")
    narrative = officer.page.locator("#narrative")
    expect(narrative).not_to_contain_text(second)
    officer.link("chuyện thứ hai").click()
    expect(officer.page.locator(".notice")).to_contain_text(f"được tách ra từ vụ {code}")
    expect(narrative).to_contain_text(second)


def test_incident_is_handed_over_on_one_sheet_of_paper(officer: Person) -> None:
    officer.opens("/incidents")
    officer.page.locator("td a.code").first.click()
    code = officer.code
    form = officer.unfolds("Chuyển cho nơi điều tra")
    form.get_by_label("Chuyển cho đơn vị nào").fill("Đội hình sự, có biên nhận")
    form.get_by_role("button").click()
    expect(officer.told).to_have_text("Đã ghi là chuyển cho nơi điều tra.")
    officer.opens("/incidents?handed_over=true")
    expect(officer.link(code)).to_be_visible()
    officer.page.get_by_role("row", name=code).get_by_role("link", name="Trang in").click()
    expect(officer.page.get_by_text("Đội hình sự, có biên nhận")).to_be_visible()
    officer.page.evaluate("window.print = () => { document.title = 'printing'; }")
    officer.button("In trang này").click()
    expect(officer.page).to_have_title("printing")
    officer.page.emulate_media(media="print")
    expect(officer.button("In trang này")).to_be_hidden()
    expect(officer.page.get_by_role("navigation")).to_be_hidden()
    assert pages_on_paper(officer.page) == 1


def test_long_story_fits_one_sheet_too(officer: Person) -> None:
    opens_first_pending(officer)
    officer.link("Trang tóm tắt để in").click()
    officer.page.locator(".narrative").evaluate(
        "(told, text) => { told.textContent = text; }", "Họ gọi hoài, tôi sợ lắm. " * 100
    )
    assert pages_on_paper(officer.page) == 1


def pages_on_paper(page: Page) -> int:
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_second_reading_is_blind(officer: Person) -> None:
    officer.opens("/second-readings")
    waiting = officer.rows.count()
    officer.case_links.first.click()
    expect(officer.heading).to_contain_text("Đọc lần hai")
    expect(officer.page.get_by_text("Máy đoán")).to_have_count(0)
    expect(officer.page.locator("mark")).to_have_count(0)
    officer.page.get_by_label("Theo bạn, đây là").select_option(label="Không phải lừa đảo")
    officer.page.get_by_label("Ghi chú").fill("Chưa thấy ai đòi gì.")
    officer.button("Ghi lại").click()
    expect(officer.told).to_have_text("Đã ghi lần đọc thứ hai.")
    expect(officer.rows).to_have_count(waiting - 1)


def test_opinion_is_handled(officer: Person) -> None:
    officer.opens("/opinions")
    officer.page.get_by_label("Tình trạng").first.select_option(label="Mới")
    officer.goes_by(officer.button("Xem"))
    expect(officer.page.locator("h2 .status").first).to_have_text("Mới")
    opinion = officer.rows.first
    number = opinion.get_attribute("id")
    opinion.get_by_label("Tình trạng").select_option(label="Đang xử lý")
    opinion.get_by_label("Đã làm gì").fill("Đã báo tổ tuyên truyền")
    opinion.get_by_role("button", name="Ghi").click()
    expect(officer.told).to_have_text("Đã ghi.")
    expect(officer.page.locator(f"#{number}")).to_have_count(0)
    officer.opens("/opinions?status=in_progress")
    expect(officer.page.locator(f"#{number}")).to_contain_text("Đã báo tổ tuyên truyền")


def test_everything_works_without_javascript(front_door: FrontDoor, officer: Person) -> None:
    plain = front_door.anybody(script=False)
    plain.opens(f"/cases?label={POLICE}")
    plain.signs_in(OFFICER, officer.desk.own[OFFICER])
    expect(plain.heading).to_have_text("Vụ việc")
    assert plain.case_links.count() > 0
    plain.case_links.first.click()
    confirmed = plain.code
    plain.button(re.compile("^Đúng: ")).click()
    expect(plain.told).to_have_text("Đã xác nhận vụ vừa rồi.")
    relabelled = plain.code
    plain.page.get_by_label("Kịch bản khác").select_option(label=SHIPPER_NAME)
    plain.button("Sửa nhãn").click()
    expect(plain.told).to_have_text("Đã sửa nhãn vụ vừa rồi.")
    assert state_of(plain, confirmed) == "Đúng như máy"
    assert state_of(plain, relabelled) == "Đã sửa nhãn"
    plain.opens("/cases")
    first = plain.case_paths()
    plain.goes_by(plain.link("Xem thêm"))
    expect(plain.rows).to_have_count(25)
    assert not set(first) & set(plain.case_paths())


def test_two_officers_at_one_case(front_door: FrontDoor, officer: Person) -> None:
    colleague = front_door.person(SUPERVISOR)
    code = opens_first_pending(officer, label=POLICE)
    colleague.opens(officer.where)
    officer.button(re.compile("^Đúng: ")).click()
    expect(officer.told).to_contain_text("Đã xác nhận")

    colleague.expected.add(409)
    colleague.button("Không phải lừa đảo").click()
    expect(colleague.warning).to_have_text(
        "Vụ này vừa có người khác sửa, nên việc bạn làm chưa được ghi. "
        "Xem lại vụ như hiện giờ rồi làm lại nếu vẫn cần."
    )
    colleague.link("Quay lại").click()
    expect(colleague.heading).to_contain_text(code)
    expect(colleague.page.locator("h1 + .meta .status")).to_have_text("Đúng như máy")
    expect(colleague.page.locator(".history li")).to_have_count(1)
    expect(colleague.page.locator(".history")).to_contain_text("Cán bộ Ví Dụ: xác nhận nhãn")
