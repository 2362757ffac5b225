"""A whole data folder that is small enough to be read, and in order."""

import random
import shutil
from datetime import date
from pathlib import Path

from casework.playbooks.examples import NOT_PLAYBOOKS

ROOT = Path(__file__).resolve().parents[4]
TODAY = date(2026, 12, 1)
PLAYBOOKS = ("gia_shipper", "gia_dien_luc")

PATTERNS = """\
emergency:
  paid:
    - Ngừng chuyển tiền
    - Báo {canh_sat} ngay
  info_given:
    - Khoá thẻ
    - Đổi mật khẩu
  second_scam: Coi chừng bị lừa lần hai
playbooks:
  - id: gia_shipper
    name: Giả người giao hàng
    short_name: Giả shipper
    definition: Kẻ gian xưng là người giao hàng để đòi chuyển khoản trước.
    family: dich_vu_tien_ich
    handbook: {group: ket_hop_khac, items: []}
    statistics_category: thu_doan_khac
    pattern:
      script:
        - {step: gọi báo có đơn hàng, stage: approach, phrases: [có đơn hàng]}
        - {step: gửi đường dẫn lạ, stage: info_given}
        - {step: đòi chuyển tiền, stage: paid}
      warning_signs:
        - {sign: Không nhớ đã đặt hàng, phrases: [tui có đặt gì đâu]}
        - {sign: Đòi trả tiền trước, phrases: [trả trước, chuyển trước]}
        - {sign: Không cho xem hàng, phrases: [không cho xem]}
        - {sign: Hối chuyển khoản gấp, phrases: [chuyển lẹ đi]}
        - {sign: Gửi đường dẫn lạ, phrases: [bấm đường dẫn]}
    advice:
      approach:
        - Đừng chuyển tiền trước
        - Hỏi {canh_sat} nếu chưa rõ
      info_given:
        - Khoá thẻ ngay
        - Đổi mật khẩu
      paid:
        - Gọi ngân hàng ngay
        - Báo {canh_sat}
    reported_case_missing: chưa tìm được vụ nào có nguồn
    neighbours:
      - id: gia_dien_luc
        question: Họ nói chuyện giao hàng hay chuyện tiền điện?
        mine: Giao hàng
        theirs: Tiền điện
    sources:
      - url: https://bao.example.vn/giao-hang
        checked_on: 2026-11-20
"""

SECOND = (
    PATTERNS.partition("playbooks:\n")[2]
    .replace("id: gia_shipper", "id: gia_dien_luc")
    .replace("Giả người giao hàng", "Giả nhân viên điện lực")
    .replace("Giả shipper", "Giả điện lực")
    .partition("    neighbours:")[0]
    + """\
    neighbours: []
    sources:
      - url: https://bao.example.vn/dien-luc
        checked_on: 2026-11-20
"""
)

CHANNELS = """\
channels:
  - id: canh_sat
    name: Cảnh sát
    purpose: emergency
    contact: "113"
    what_for: nguy hiểm tới người
    shown: true
    source_note: Số khẩn cấp toàn quốc.
    checked_on: 2026-11-20
    expires_on: 2027-05-20
"""

DOMAINS = """\
brands:
  - id: hang_vi_du
    name: Hãng Ví Dụ
    kind: post
    aliases: [hangvidu]
    domains: [hangvidu.com.vn]
    playbook: gia_shipper
    source_note: chưa có nguồn
    checked_on: 2026-11-20
    expires_on: 2027-05-20
"""

_FIRST = ("b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x")
_LAST = ("óp", "ẹm", "ũng", "ịch", "ẻo", "oẳng", "ướm", "ệt", "ồn", "ừu", "uếch", "ắm", "ỏn", "iệu")


def examples(intent: str, count: int = 40) -> list[str]:
    """Lines of invented syllables: no two alike, and nothing that could be personal data."""
    drawn = random.Random(intent)  # noqa: S311
    syllables = [first + last for first in _FIRST for last in _LAST]
    return [" ".join(drawn.choices(syllables, k=8)) for _ in range(count)]


def write(folder: Path) -> Path:
    """Write such a data folder."""
    (folder / "examples").mkdir(parents=True)
    for name in ("communes.yml", "provinces.yml"):
        shutil.copy(ROOT / "data" / name, folder / name)
    texts = {
        "scam_patterns.yml": PATTERNS + "\n" + SECOND,
        "help_channels.yml": CHANNELS,
        "official_domains.yml": DOMAINS,
        "official_accounts.yml": "accounts: []\n",
        **{
            f"examples/{i}.txt": "\n".join(examples(i)) + "\n" for i in (*PLAYBOOKS, *NOT_PLAYBOOKS)
        },
    }
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    return folder
