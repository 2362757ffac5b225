"""What is wrong with a value, and how to mend it, in Vietnamese: for each kind of error."""

import re

from pydantic_core import ErrorDetails

from casework.playbooks.nearest import did_you_mean

Told = tuple[str, str]

_LIST = ("'{field}' phải là một danh sách.", "viết mỗi ý một dòng, bắt đầu bằng '- '.")
_GROUP = ("'{field}' phải có các mục con.", "viết mỗi mục con một dòng: 'tên: nội dung'.")
_NUMBER = ("'{field}' phải là số nguyên.", "viết một số như 14, không có ngoặc kép, dấu phẩy.")
_YES_NO = ("'{field}' phải là true hoặc false.", "viết true (bật) hoặc false (tắt).")

# The kinds that occur in these files; of 'date_parsing' and the like the first word will do.
_TOLD: dict[str, Told] = {
    "missing": ("Thiếu mục '{field}'.", "thêm dòng '{field}: ...' vào đây."),
    "extra_forbidden": (
        "Không có mục nào tên '{field}'.",
        "sửa chính tả của tên mục, hoặc bỏ dòng này.",
    ),
    "invalid_key": ("Tên mục '{field}' không phải là chữ.", "đặt tên mục như ở chỗ đúng gần đó."),
    "string_type": ("'{field}' phải là một câu chữ.", 'đặt cả câu trong ngoặc kép "...".'),
    "string_unicode": ("'{field}' có ký tự hỏng.", "xoá rồi gõ lại câu này."),
    "string_too_long": ("Câu quá dài.", "rút gọn còn tối đa {max_length} ký tự."),
    "string_too_short": ("Câu quá ngắn.", "viết ít nhất {min_length} ký tự."),
    "too_short": ("Danh sách quá ít.", "viết ít nhất {min_length} mục."),
    "too_long": ("Danh sách quá nhiều.", "giữ tối đa {max_length} mục."),
    "enum": ("Giá trị của '{field}' lạ.", "{meant}dùng một trong: {expected}."),
    "value_error": (
        "Trong '{field}' có mã hoặc tên ghi hai lần.",
        "giữ một chỗ: mỗi mã, mỗi tên chỉ ghi một lần.",
    ),
    "string_pattern_mismatch": ("'{field}' viết sai khuôn.", "{shape}."),
    "model": _GROUP,
    "dict": _GROUP,
    "list": _LIST,
    "tuple": _LIST,
    "int": _NUMBER,
    "bool": _YES_NO,
    "greater": ("Số ở '{field}' nhỏ quá.", "viết số từ {ge} trở lên."),
    "less": ("Số ở '{field}' lớn quá.", "viết số từ {le} trở xuống."),
    "url": ("Đường dẫn sai.", "chép đủ địa chỉ, bắt đầu bằng https://."),
    "place_of_link": ("Đường dẫn không phải của nơi này.", "chép đường dẫn bắt đầu bằng {hosts}."),
    "name_in_link": (
        "Đường dẫn không khớp với username.",
        "viết https://t.me/ rồi tới đúng username của bot.",
    ),
    "bot_name_missing": ("Thiếu username của bot Telegram.", "ghi tên sau @, kết thúc bằng bot."),
    "bot_name_elsewhere": ("Chỉ telegram mới có username.", "bỏ dòng username."),
    "path_of_link": (
        "Phần sau tên miền của đường dẫn sai khuôn.",
        "chép lại từ trang chính thức: không số điện thoại, không nhóm, không ký tự lạ.",
    ),
    "link_more": ("Đường dẫn có đuôi lạ.", "bỏ từ dấu ? hoặc dấu # trở đi."),
    "name_unseen": (
        "Tên có ký tự không nhìn thấy hoặc xuống dòng.",
        "xoá rồi gõ lại tên trên một dòng.",
    ),
    "name_braces": ("Tên có ngoặc nhọn.", "bỏ dấu {{ và }}."),
    "name_letters": ("Tên có chữ của bảng chữ khác.", "gõ lại tên bằng chữ tiếng Việt."),
    "name_link": (
        "Tên có đường dẫn hoặc ký tự @, /.",
        "chỉ ghi tên; đường dẫn ghi ở link. Sau dấu chấm thì cách ra.",
    ),
    "name_number": ("Tên có dãy số dài.", "bỏ số: nhiều nhất 3 chữ số, không số điện thoại."),
    "name_police": (
        "Tên nói như thể bot là công an.",
        "bỏ chữ công an, cảnh sát: Cảnh Giác là máy trả lời, không phải công an.",
    ),
    "says_nothing": ("'{field}' không nói gì.", "viết ít nhất 3 chữ cái."),
    "site_shared": (
        "Tên miền này nhiều người dùng chung.",
        "ghi đủ tên miền riêng của đơn vị, như don-vi.gov.vn.",
    ),
    "date": ("Ngày sai.", "viết theo kiểu năm-tháng-ngày, ví dụ 2026-11-23."),
}
_OTHERWISE: Told = ("'{field}' sai.", "so với một mục đúng ở gần đó.")

_SHAPES = {
    "id": "chỉ dùng chữ thường không dấu, số, gạch dưới; chữ đứng đầu; 3 đến 49 ký tự",
    "username": "viết tên sau @ của bot: chữ không dấu, số, gạch dưới, kết thúc bằng bot",
    "site": "viết tên miền như don-vi.gov.vn: không https://, không dấu gạch chéo",
    "published": "viết năm, năm-tháng hoặc năm-tháng-ngày, ví dụ 2026-11-23",
}

_AROUND = "xem lại thụt đầu dòng, dấu hai chấm và dấu ngoặc kép quanh đây."
_IN_QUOTES = 'đặt cả câu trong ngoặc kép "...", hoặc bỏ dấu đó.'

# By what the parser says; the first that fits.
_YAML: dict[str, Told] = {
    "mapping values are not allowed": (
        "có dấu hai chấm trong câu mà câu không nằm trong ngoặc kép",
        _AROUND,
    ),
    "did not find expected key": (
        "dòng này thụt không thẳng hàng, hoặc ngoặc kép chưa đóng",
        _AROUND,
    ),
    "did not find expected '-'": ("dòng này thụt không thẳng hàng với các dấu '-'", _AROUND),
    "did not find expected ','": ("ngoặc vuông chưa đóng, hoặc thiếu dấu phẩy", _AROUND),
    "tab character": ("có ký tự Tab; thụt dòng bằng dấu cách", _AROUND),
    "cannot start any token": (
        "câu bắt đầu bằng dấu @, %, ` hoặc ký tự Tab",
        'đặt cả câu trong ngoặc kép "..."; thụt dòng bằng dấu cách.',
    ),
    "unexpected end": ("ngoặc kép chưa đóng", _AROUND),
    "could not find expected ':'": ("thiếu dấu hai chấm sau tên mục", _AROUND),
    "another document": (
        "có dấu --- chia tệp làm hai phần",
        "xoá dòng ---: mỗi tệp chỉ một phần.",
    ),
    "alphabetic or numeric": ("câu bắt đầu bằng dấu * hoặc &", _IN_QUOTES),
    "scanning a tag": ("câu bắt đầu bằng dấu !", _IN_QUOTES),
    "parsing a tag": ("câu bắt đầu bằng dấu !", _IN_QUOTES),
    "undefined tag": ("câu bắt đầu bằng dấu !", _IN_QUOTES),
    "directive": ("dòng bắt đầu bằng dấu %", _IN_QUOTES),
    "incompatible YAML": ("dòng bắt đầu bằng dấu %", "xoá dòng này."),
    "block sequence entries": (
        "dấu '-' đứng sau tên mục, trên cùng một dòng",
        "xuống dòng rồi mới viết '- ', hoặc đặt cả câu trong ngoặc kép.",
    ),
    "comment or line break": ("câu bắt đầu bằng dấu | hoặc >", _IN_QUOTES),
    "expected node content": (
        "thừa dấu phẩy hoặc dấu ngoặc, hay thiếu nội dung",
        "bỏ dấu thừa, hoặc đặt cả câu trong ngoặc kép.",
    ),
    "expected <document start>": (
        "dòng này thụt không thẳng hàng, hoặc thừa dấu ngoặc",
        _AROUND,
    ),
    "unknown escape": (
        "có dấu \\ trong ngoặc kép",
        "viết hai dấu \\\\, hoặc đặt câu trong ngoặc đơn '...'.",
    ),
    "hexdecimal": (
        "có dấu \\ trong ngoặc kép",
        "viết hai dấu \\\\, hoặc đặt câu trong ngoặc đơn '...'.",
    ),
    "unreadable value": (
        "số này dài quá hoặc viết sai",
        'nếu là chữ thì đặt trong ngoặc kép "..."; nếu là số thì viết lại.',
    ),
    "could not determine a constructor": (
        "câu chỉ có một dấu",
        'đặt trong ngoặc kép "...".',
    ),
}
_YAML_OTHERWISE: Told = ("dòng này không đúng cách viết", _AROUND)


def in_vietnamese(detail: ErrorDetails) -> Told:
    """What is wrong and how to mend it, for one error of pydantic."""
    kind = detail["type"]
    told = _TOLD.get(kind) or _TOLD.get(kind.partition("_")[0]) or _OTHERWISE
    where = detail["loc"]
    field = _field(where[-1]) if where else "tệp"
    known = {"ge": 0, "le": 0, **detail.get("ctx", {}), "field": field}
    # pydantic writes a list of values as "'a', 'b' or 'c'".
    values = re.findall(r"'([^']*)'", str(known.get("expected", "")))
    known["meant"] = did_you_mean(str(detail["input"]), values)
    known["expected"] = str(known.get("expected", "")).replace(" or ", " hoặc ")
    known["shape"] = _SHAPES.get(field, "so với một mục đúng ở gần đó")
    wrong, mend = (sentence.format_map(known) for sentence in told)
    return wrong, mend


def yaml_problem(said: str) -> Told:
    """Why a file is not YAML, and the mend, as far as the parser's English words tell."""
    return next((told for words, told in _YAML.items() if words in said), _YAML_OTHERWISE)


def _field(step: str | int) -> str:
    return f"mục thứ {step + 1}" if isinstance(step, int) else step
