"""What the rows are called: playbooks, communes, provinces, and the choices of the case book."""

from collections.abc import Mapping
from dataclasses import dataclass

from casework.cases.models import Delay, LossBucket
from casework.playbooks.library import Library
from casework.playbooks.schema import HandbookGroup, StatisticsCategory
from casework.stage import Stage

UNKNOWN = "unknown"
"""The key of the row for what nobody has said."""

CATEGORY = {
    StatisticsCategory.GIA_DANH_CO_QUAN_TU_PHAP: "Giả danh cơ quan tư pháp",
    StatisticsCategory.MUA_HANG_MANG_XA_HOI: "Mua hàng qua mạng xã hội",
    StatisticsCategory.QUEN_BIET_HUA_GUI_QUA: "Quen biết qua Facebook, Zalo rồi hứa gửi quà",
    StatisticsCategory.CHIEM_QUYEN_FACEBOOK: "Chiếm quyền sử dụng Facebook",
    StatisticsCategory.DANH_CAP_THONG_TIN_TAI_KHOAN: "Đánh cắp thông tin tài khoản",
    StatisticsCategory.THU_DOAN_KHAC: "Thủ đoạn khác",
}
"""As the plan of 2022 calls them, in its order."""

GROUP = {
    HandbookGroup.GIA_MAO_THUONG_HIEU: "Giả mạo thương hiệu",
    HandbookGroup.CHIEM_DOAT_TAI_KHOAN: "Chiếm đoạt tài khoản",
    HandbookGroup.KET_HOP_KHAC: "Các hình thức kết hợp khác",
}
CHANNEL = {
    "web": "Trang web",
    "telegram": "Telegram",
    "zalo_bot": "Zalo Bot",
    "zalo_oa": "Zalo OA",
    "terminal": "Dòng lệnh",
}
STAGE = {
    Stage.APPROACH: "Mới bị tiếp cận",
    Stage.INFO_GIVEN: "Đã đưa thông tin",
    Stage.PAID: "Đã mất tiền",
}
STAGE_UNKNOWN = "Chưa rõ"
LOSS = {
    LossBucket.NONE: "Không mất",
    LossBucket.UNDER_2M: "Dưới 2 triệu",
    LossBucket.FROM_2M: "2 đến dưới 50 triệu",
    LossBucket.FROM_50M: "50 đến dưới 200 triệu",
    LossBucket.FROM_200M: "200 đến dưới 500 triệu",
    LossBucket.FROM_500M: "Từ 500 triệu",
    LossBucket.UNKNOWN: "Chưa rõ",
}
DELAY = {
    Delay.UNDER_1H: "Dưới 1 giờ",
    Delay.UNDER_1D: "Trong ngày",
    Delay.UNDER_1W: "Trong tuần",
    Delay.UNDER_1M: "Trong tháng",
    Delay.OVER_1M: "Hơn 1 tháng",
    Delay.UNKNOWN: "Chưa rõ",
}
WEEKDAY = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


@dataclass(frozen=True, slots=True)
class Names:
    """What the data files call things. `home` is the code of the province with the communes."""

    library: Library
    communes: Mapping[str, str]
    provinces: Mapping[str, str]
    home: str

    def category_of(self, playbook_id: str) -> StatisticsCategory:
        """The trick of the plan; of a playbook that has been taken out: another one."""
        if playbook_id in self.library.ids:
            return self.library.get(playbook_id).statistics_category
        return StatisticsCategory.THU_DOAN_KHAC

    def group_of(self, playbook_id: str) -> HandbookGroup:
        """The group of the handbook; of a playbook that has been taken out: the others."""
        if playbook_id in self.library.ids:
            return self.library.get(playbook_id).handbook.group
        return HandbookGroup.KET_HOP_KHAC
