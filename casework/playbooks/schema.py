"""What may stand in data/scam_patterns.yml. Field comments in that file explain it to trainers."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, HttpUrl, StringConstraints

from casework.stage import Stage

PlaybookId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{2,48}$")]
Line = Annotated[str, StringConstraints(min_length=3, max_length=170, strip_whitespace=True)]
Phrase = Annotated[str, StringConstraints(min_length=2, max_length=60, strip_whitespace=True)]
ButtonLabel = Annotated[str, StringConstraints(min_length=2, max_length=40, strip_whitespace=True)]
Question = Annotated[str, StringConstraints(min_length=10, max_length=140, strip_whitespace=True)]


class StatisticsCategory(StrEnum):
    """The six tricks of plan 50/KH-UBND (Đồng Tháp, 2022), in its order."""

    GIA_DANH_CO_QUAN_TU_PHAP = "gia_danh_co_quan_tu_phap"
    MUA_HANG_MANG_XA_HOI = "mua_hang_mang_xa_hoi"
    QUEN_BIET_HUA_GUI_QUA = "quen_biet_hua_gui_qua"
    CHIEM_QUYEN_FACEBOOK = "chiem_quyen_facebook"
    DANH_CAP_THONG_TIN_TAI_KHOAN = "danh_cap_thong_tin_tai_khoan"
    THU_DOAN_KHAC = "thu_doan_khac"


class HandbookGroup(StrEnum):
    """The three groups of the 24-form handbook (Cục An toàn thông tin, 2023)."""

    GIA_MAO_THUONG_HIEU = "gia_mao_thuong_hieu"
    CHIEM_DOAT_TAI_KHOAN = "chiem_doat_tai_khoan"
    KET_HOP_KHAC = "ket_hop_khac"


class Family(StrEnum):
    """Level above the playbook: siblings that a model may confuse."""

    CO_QUAN_NHA_NUOC = "co_quan_nha_nuoc"
    DICH_VU_TIEN_ICH = "dich_vu_tien_ich"
    NGAN_HANG_LINK = "ngan_hang_link"
    MXH = "mxh"
    KIEM_TIEN = "kiem_tien"
    MUA_BAN = "mua_ban"
    TINH_CAM_QUA = "tinh_cam_qua"
    AN_TOAN_CON_NGUOI = "an_toan_con_nguoi"
    KHAC = "khac"

    @property
    def label(self) -> str:
        """What residents and officers read."""
        return _FAMILY_LABELS[self]


_FAMILY_LABELS = {
    Family.CO_QUAN_NHA_NUOC: "Giả công an, cơ quan nhà nước",
    Family.DICH_VU_TIEN_ICH: "Giả điện lực, nhà mạng, shipper",
    Family.NGAN_HANG_LINK: "Giả ngân hàng, đường dẫn, mã QR",
    Family.MXH: "Facebook, Zalo, cuộc gọi giả",
    Family.KIEM_TIEN: "Việc làm, đầu tư, vay, cờ bạc",
    Family.MUA_BAN: "Mua bán, đặt hàng, du lịch",
    Family.TINH_CAM_QUA: "Tình cảm, quà, trúng thưởng",
    Family.AN_TOAN_CON_NGUOI: "Bắt cóc, tống tiền, đi xa làm",
    Family.KHAC: "Chiêu khác",
}


class Entry(BaseModel):
    """Base of all entries: unknown keys are mistakes, values do not change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Handbook(Entry):
    """Where the handbook lists this trick; no items if it does not."""

    group: HandbookGroup
    items: tuple[Annotated[int, Field(ge=1, le=24)], ...] = ()
    note: str | None = None


class ScriptStep(Entry):
    """One step of the scammer's script, as a verb phrase that reads on from 'chúng sẽ'."""

    step: Line
    stage: Stage
    phrases: Annotated[tuple[Phrase, ...], Field(max_length=20)] = ()


class WarningSign(Entry):
    """Something suspicious, and the phrases by which it is seen in a message."""

    sign: Annotated[str, StringConstraints(min_length=5, max_length=100, strip_whitespace=True)]
    phrases: Annotated[tuple[Phrase, ...], Field(min_length=1, max_length=30)]


class Pattern(Entry):
    """How the playbook is recognised."""

    script: Annotated[tuple[ScriptStep, ...], Field(min_length=3, max_length=8)]
    warning_signs: Annotated[tuple[WarningSign, ...], Field(min_length=5, max_length=8)]


AdviceLines = Annotated[tuple[Line, ...], Field(min_length=2, max_length=6)]


class Advice(Entry):
    """What the resident is told, by stage; `urgent` stands first where life is at stake."""

    urgent: Line | None = None
    approach: AdviceLines
    info_given: AdviceLines
    paid: AdviceLines

    def for_stage(self, stage: Stage | None) -> tuple[str, ...]:
        """Lines for a stage; an unknown stage is advised as approach."""
        match stage:
            case Stage.PAID:
                return self.paid
            case Stage.INFO_GIVEN:
                return self.info_given
            case Stage.APPROACH | None:
                return self.approach


class ReportedCase(Entry):
    """A real case from the press, told without names."""

    story: Annotated[str, StringConstraints(min_length=40, max_length=420)]
    source: HttpUrl
    # YAML reads 2025 as a number and 2025-10-04 as a date; both are meant as written.
    published: Annotated[
        str, BeforeValidator(str), StringConstraints(pattern=r"^20\d\d(-\d\d){0,2}$")
    ]


class Neighbour(Entry):
    """The question that tells this playbook (`mine`) from another (`theirs`)."""

    id: PlaybookId
    question: Question
    mine: ButtonLabel
    theirs: ButtonLabel


class Source(Entry):
    """Where a playbook's content comes from, and when somebody last looked."""

    url: HttpUrl
    checked_on: date


class Playbook(Entry):
    """One scam: pattern and advice. The id is the model's intent."""

    id: PlaybookId
    name: Annotated[str, StringConstraints(min_length=5, max_length=80, strip_whitespace=True)]
    short_name: Annotated[
        str, StringConstraints(min_length=3, max_length=32, strip_whitespace=True)
    ]
    definition: Annotated[str, StringConstraints(min_length=30, max_length=260)]
    family: Family
    handbook: Handbook
    statistics_category: StatisticsCategory
    pattern: Pattern
    advice: Advice
    reported_case: ReportedCase | None = None
    reported_case_missing: str | None = None
    neighbours: tuple[Neighbour, ...] = ()
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]


class Emergency(Entry):
    """The steps that come first when something was given away, whatever the playbook."""

    info_given: AdviceLines
    paid: AdviceLines
    second_scam: Line


class ScamPatterns(Entry):
    """The whole of data/scam_patterns.yml."""

    emergency: Emergency
    playbooks: Annotated[tuple[Playbook, ...], Field(min_length=1)]
