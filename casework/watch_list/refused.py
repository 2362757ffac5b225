"""Why a line is refused, and how it is mended: said without the value itself."""

from typing import ClassVar


class Refused(Exception):
    """Dòng này không nhận được."""

    mend: ClassVar[str] = "xem docs/watch-list.md."

    @property
    def wrong(self) -> str:
        """What is wrong, in one sentence."""
        return " ".join((self.__doc__ or "").split())


class NoValue(Refused):
    """Ô này trống."""

    mend = "điền giá trị, hoặc xoá cả dòng."


class TwoInOne(Refused):
    """Ô này có hai giá trị trở lên, hoặc có xuống dòng."""

    mend = "mỗi dòng một giá trị; đường dẫn có phần sau dấu / thì chỉ ghi tên miền."


class NotALink(Refused):
    """Không đọc ra một tên miền."""

    mend = "mỗi dòng một đường dẫn hoặc một tên miền, viết như trong tin nhắn."


class SharedEnding(Refused):
    """Đây là đuôi tên miền hoặc nơi cho thuê chỗ: nhiều người vô can dùng chung."""

    mend = "ghi cả tên đứng trước đuôi đó."


class OfficialHere(Refused):
    """Tên miền này có trong data/official_domains.yml: của cơ quan, của hãng hay nơi dùng chung."""

    mend = "bỏ dòng này; nếu nghĩ tệp dữ liệu sai thì báo người huấn luyện."


class OnlyForAuthorities(Refused):
    """Đuôi tên miền này chỉ cơ quan mới được đăng ký."""

    mend = "bỏ dòng này và báo cơ quan chủ quản trang đó."


class NotAPhone(Refused):
    """Không phải một số điện thoại."""

    mend = "ghi đủ số, một dòng một số; số nước ngoài mở đầu bằng dấu + và mã nước."


class GenuineHotline(Refused):
    """Đây là số khẩn cấp, số của cơ quan, nhà mạng, hoặc số có trong data/help_channels.yml."""

    mend = "bỏ dòng này: kẻ gian giả số này thì số thật vẫn không có lỗi."


class OfService(Refused):
    """Đây là số tổng đài, số ngắn hoặc số cố định: doanh nghiệp, cơ quan vô can cũng dùng."""

    mend = "tra xem số của ai; chắc chắn là của kẻ gian thì thêm --allow-services."


class NotAnAccount(Refused):
    """Không phải một số tài khoản."""

    mend = "6 đến 19 chữ số hoặc chữ cái không dấu; ở bảng tính, định dạng ô là Văn bản (Text)."


class NotAKey(Refused):
    """Không phải mã mà lệnh export ghi ra."""

    mend = "giữ nguyên cột key của tệp xuất, hoặc dùng cột value."


class OtherKey(Refused):
    """Mã này tạo bằng một WATCH_LIST_KEY khác, nên ở máy này không khớp với gì."""

    mend = "đặt cùng WATCH_LIST_KEY trên hai máy, hoặc nhập từ danh sách gốc."


class InnocentKey(Refused):
    """Mã này là của một tên miền hay một số của cơ quan, hãng, nhà mạng."""

    mend = "bỏ dòng này: kẻ gian giả nơi đó thì chủ thật vẫn không có lỗi."


class NoSource(Refused):
    """Chưa nói nguồn: đơn vị nào, văn bản nào."""

    mend = "điền cột source, hoặc thêm --source."


class SourceTooLong(Refused):
    """Nguồn dài quá 120 ký tự, hoặc có xuống dòng."""

    mend = "chỉ ghi đơn vị và số văn bản."


class SourceTells(Refused):
    """Nguồn có dãy từ 6 chữ số (như số điện thoại) hoặc chính giá trị được theo dõi."""

    mend = "chỉ ghi đơn vị và số văn bản có năm, ví dụ: Phòng ANM, CV 123/2026."


class SourceLeads(Refused):
    """Nguồn có đường dẫn, tên miền, địa chỉ thư hoặc tên tài khoản."""

    mend = "ghi tên đơn vị bằng chữ, ví dụ: Phòng ANM, CV 123/2026."


class SourceMarks(Refused):
    """Nguồn có ngoặc nhọn, dấu nháy, dấu < >, hoặc mở đầu bằng một trong các dấu = + - @."""

    mend = "bỏ các dấu đó, chỉ ghi đơn vị và số văn bản, ví dụ: Phòng ANM, CV 123/2026."


class SourceReassures(Refused):
    """Nguồn có lời trấn an hoặc lời hứa, mà người dân đọc được dòng này."""

    mend = "chỉ ghi đơn vị và số văn bản, ví dụ: Phòng ANM, CV 123/2026."


class NotADay(Refused):
    """Không phải một ngày."""

    mend = "viết 2026-11-30 hoặc 30/11/2026."


class NotYet(Refused):
    """Ngày này chưa tới."""

    mend = "xem lại năm; bỏ trống nghĩa là hôm nay."


class EndsTooEarly(Refused):
    """Hết hạn trước ngày đưa vào danh sách."""

    mend = "xem lại hai ngày, hoặc bỏ trống ngày hết hạn."


class LastsTooLong(Refused):
    """Hạn dài quá 366 ngày kể từ ngày đưa vào danh sách."""

    mend = "đặt hạn ngắn hơn; còn cần thì nhập lại để gia hạn."


class NoSuchPlaybook(Refused):
    """Không có kịch bản này trong data/scam_patterns.yml."""

    mend = "để trống, hoặc ghi đúng mã kịch bản."


class NoSuchKind(Refused):
    """Loại không đúng."""

    mend = "link, phone hoặc account."


class TwoValues(Refused):
    """Có cả value lẫn key."""

    mend = "giữ một trong hai."
