"""Words that end a name, and words that tell that a name stood before them.

Source: reading messages as FACTS 7 describes them; all in the bare view.
"""

from casework.privacy.lexicon.letters import bare

# After "chi lan" these words say that lan is a person.
AFTER_A_NAME = frozenset(
    """
    o ben goi noi keu bao bieu nhan xung hua lua ru day ten so lam hang dau la bi ban gui gat
    doi lay shipper ke nhan xin thi do muon dang mat chuyen tui em nha xom truong cung voi cho
    dong ay nay kia lo hen hoi hay nho hom voi dua thue rut khoc ne nhe nha nghen oi phu noi
    zalo ngan kinh
    """.split()
) - {"do", "cho", "dau", "hay"} | {"nhan"}

# These end a name that is typed in lower case.
ENDS_A_NAME = frozenset(
    """
    o ben goi noi keu bao bieu nhan xung hua lua ru day ten so la bi ban gui gat doi lay shipper
    ke nhan xin do muon chuyen tui em nha xom cung voi cho ay nay kia lo hen nho thue rut khong
    ko co va vao vo ra thi ma nhung roi nen de den toi tai trong ngoai tren duoi khi luc luon
    cua minh no ho ngan hang stk tk tien mat duoc dc dang da se lam cong xa phuong huyen quan
    tinh tp thanh pho ap khom to khu duong so chi anh chu bac ba ong qua nua het gio hom bua sdt
    cccd cmnd sinh sn tuoi nam thang ngay nhe nha nghe
    """.split()
) - {"cong", "minh", "ba", "anh", "chi", "nam", "thanh"}

# Of the words above these are also syllables of names: 'hồng nhung', 'ngọc huyền'.
ALSO_LAST_SYLLABLES = frozenset(
    "nhung huyền hằng lụa ngân nhàn nhân nhã nhạn nhẫn nở phương phượng quân tiên tiến trọng tài "
    "tình tính tịnh tươi dương lâm lam thắng bắc bảo lực đăng".split()
)
ALSO_LAST_SYLLABLES_BARE = frozenset(map(bare, ALSO_LAST_SYLLABLES)) - {"dang", "bao"}
# 'ngân hàng', 'tài khoản': then it is no name after all.
NOT_AFTER_A_SYLLABLE = frozenset("hang khoan xa truong vien doi tham".split())

# Two words that only together are what they are: 'chiến đấu' after 'bạn' is no Chiến.
_COMPOUNDS = """
chien dau|chien huu|kien nhan|kien tri|kien quyet|kien cuong|thien chi|thien cam|sinh doi|
sinh vien|sinh con|sinh song|sinh hoat|sinh ra|sinh nam|bach thu|dang hoang|to vang|to mo|
thu hoi|uy ban|uy quyen|uom mam|cong tiep|cong thong|cong ty|cong dich|cong vu|bang cach|
luong thien|hien lanh|hien hau|hien tai|tinh cam|tinh nguyen|binh an|binh thuong|an toan|
an ninh|bao hiem|bao mat|hieu lam|hung thu|linh tinh|chinh chu|chinh quyen|dien thoai|
dien luc|hong bang|tai khoan|tai chinh|ngan hang|tin dung|phuc vu|phuc loi|long vong|long tin|
cong nhan|nhan vien|cuc thue|dong luc
"""
COMPOUNDS = frozenset(_COMPOUNDS.replace("\n", "").split("|"))

# Before a lower-case name without marks these pairs are other words: "ảnh hưởng", "chi tiết".
_PAIRS = """
anh chi|anh cong|anh dai|anh dung|anh em|anh hai|anh hieu|anh huong|anh la|anh mat|anh the|
anh thi|anh tu|anh vo|anh y|ba con|ba me|ba nam|ba ngan|ba tram|ba trieu|ba xa|bac si|ban bao|
ban be|ban dau|ban hang|ban nam|ban than|ban thanh|ban tin|be thi|chi dinh|chi dung|chi hoi|
chi huy|chi kha|chi la|chi nhan|chi nhanh|chi phi|chi tien|chi tiet|chi tra|chi trich|chi vo|
chu cong|chu de|chu la|chu so|chu tai|chu tham|chu y|co ai|co an|co bao|co ca|co chi|co chinh|
co chung|co con|co dong|co du|co dung|co duong|co hang|co hieu|co hoa|co hoi|co hop|co kha|
co khoa|co ky|co la|co lam|co lan|co le|co linh|co ly|co mat|co nam|co nghi|co nhan|co nhu|
co phat|co phi|co quan|co quyen|co sang|co so|co tai|co thai|co thanh|co the|co them|co thi|
co thu|co tien|co tin|co tinh|co trang|co van|co y|con an|con cai|con duong|con duyet|con gai|
con hang|con hieu|con la|con nam|con nhan|con nho|con so|con thi|con thieu|con thu|con trai|
em an|em bao|em binh|em cam|em chi|em chung|em con|em dai|em dang|em dung|em duyet|em gai|
em hai|em hieu|em hoi|em hong|em khoa|em ky|em la|em lam|em lo|em ly|em mat|em nga|em nghi|
em nhu|em noi|em phai|em phat|em quen|em sang|em tai|em tam|em thay|em thi|em thu|em tien|
em tin|em tinh|em trai|em trinh|em tu|em tung|em van|em xin|em y|ong ba|ong cong|ong noi|ong xa|
chi bang|chi hieu|chi bac|ba la|con trau|nang thom|thang nao|thay an|thay bao|thay co|thay la|
thay linh
"""
NOT_A_NAME = frozenset(_PAIRS.replace("\n", "").split("|"))

# The same for words typed with marks, compared with their marks.
AFTER_WITH_MARKS = frozenset(
    "thì có đã đang mới cũng đó cho vừa lại với và không hổng chỉ mà".split()
)
