"""Syllables of Vietnamese given and middle names.

Source: common knowledge of naming; FACTS 6 says how names are built. No list of real persons:
single syllables only. Old and new tone placement are brought together by `one_spelling`.
"""

from functools import lru_cache

from casework.privacy.lexicon.letters import bare

GIVEN_NAMES = frozenset(
    """
    ái an ân anh ánh âu bắc bạch bằng bảo báu bích biên bình bồn bống bông bửu cẩm cam cảnh căn
    cầm cát châu chấn chi chí chiến chiêu chinh chính chung chuyên chương công cúc cương cường
    cư dân danh dạ dạo diễm diên diện diệp diệu dinh dĩnh dịu doan doanh du dũng dung duy duyên
    duyệt dư dương đan đạm đào đạo đạt đăng đắc điềm điền điển điệp đình định đoan đoàn độ đông
    đồng đức đường gấm gia giang giáp giàu hà hạ hải hân hằng hạnh hảo hào hạo hậu hiên hiền
    hiển hiệp hiếu hiệu hinh hoà hoa hoá hoài hoan hoàn hoàng hoạt hồ hồng hợp huân huấn huệ
    hùng huy huyền huỳnh hưng hương hường hướng hữu hỷ kha khả khải khang khanh khánh khiêm
    khiết khoa khoát khôi khuê khương kiên kiệt kiều kim kỳ kỷ la lài lâm lam lan lành lân lập
    lập lệ lễ lê liêm liên liễu linh lĩnh loan lộc lợi long lộ luân luận lụa lư lực lương lượng
    lưu ly lý mai mận mạnh mẫn mây mến minh miên mơ mộng mừng muội my mỹ mùi na nam năng nga ngà
    ngân nghi nghĩa nghiêm nghiệp ngọc ngôn nguyên nguyện nguyệt nhã nhài nhàn nhân nhẫn nhạn
    nhật nhi nhiên nhu nhung như nhựt nhơn ninh nở nữ oanh phát phi phong phú phúc phụng phước
    phương phượng quang quân quế quí quý quốc quyên quyền quyết quỳnh quy sa sang sáng sen sinh
    sơn sương sáu sỹ tài tâm tân tấn thạch thái thắm thắng thanh thành thảnh thao thảo thạnh
    thắm thế thêu thi thị thiên thiện thiệp thiều thịnh thoa thoại thoan thoả thơ thơm thời thu
    thuận thục thuý thuỳ thuỷ thuỵ thư thương thúc thức thy tiên tiến tín tính tình tịnh tố toại
    toàn toản tơ trà trâm trân trang trí triết triều triệu trinh trình trọng trúc trung trường
    trực tú tuân tuấn tuệ tùng tuyên tuyến tuyền tuyết tường tưởng tươi tý tỵ uy uyên uyển vân
    văn vàng vi viên viễn việt vinh vĩnh võ vọng vũ vương vượng vy vỹ xinh xoan xuân xuyến xuyên
    xương ý yên yến tèo tí tủn bin sóc tiểu trâu đờn đen lùn mập thắm
    """.split()
)


@lru_cache(maxsize=8192)
def one_spelling(word: str) -> str:
    """Write hòa as hoà: schools and keyboards differ."""
    for old, new in (
        ("òa", "oà"),
        ("óa", "oá"),
        ("ỏa", "oả"),
        ("õa", "oã"),
        ("ọa", "oạ"),
        ("òe", "oè"),
        ("óe", "oé"),
        ("ỏe", "oẻ"),
        ("ọe", "oẹ"),
        ("ùy", "uỳ"),
        ("úy", "uý"),
        ("ủy", "uỷ"),
        ("ũy", "uỹ"),
        ("ụy", "uỵ"),
    ):
        if word.endswith(old):
            return word[: -len(old)] + new
    return word


GIVEN_NAMES_BARE = frozenset(map(bare, GIVEN_NAMES))

# What children are called at home, although it is also another word without its marks.
NICKNAMES = frozenset(
    "bi bo bin bon ben bim bé cún cun tôm tom cua gấu gau thỏ tho mít mit na sóc soc nhím nhim "
    "ken tí ti tèo teo xoài xoai bống bong kẹo keo su bắp bap khoai đậu dau nấm nam".split()
)

# As a single capital word in a sentence these are rather a country, a season or a common word.
ALSO_WORDS = frozenset(
    """
    tý tỵ tị dần sửu mão thìn ngọ mùi thân dậu tuất hợi đăng anh ánh ba an bé bình bắc ca chi
    chính chung công danh du dân đại đài đạo điện đình định độ đông đồng đức đường gia giàu hà
    hải hạ hảo hậu hiện hiệu hồ hội hoa hoà hoá hồng hương hướng hợp kim kỳ la lan lâm lập lễ lệ
    liên linh lợi long lộ lực lương lượng lưu lý mai mạnh mây minh mỹ nam năng nga nghi nghiệp
    ngân nhân nhật như nữ phát phi phong phú phương quân quốc quý quyền quyết quang sa sang sáng
    sinh sáu sơn tài tâm tân tấn thái thành thanh thân thắng thế thi thị thời thu thông thường
    thương thư thức tiên tiến tính tình tin trang trí triệu trung trường trực trình trọng tường
    tuần út văn vàng vi viên việt võ vũ xuân ý yên thảo trà tự chín bông bảo bi bo ken tí tom
    đen thảnh tín thuận thịnh nhu hàng năm hai ba tư bảy tám mười một tây tố thơ mơ
    miên đoàn nhựt cam
    """.split()
)

# Without marks and in small letters these are hardly another word ...
CLEAR_BARE = frozenset(
    """
    hanh loan tuyet thuy huong phuong linh trinh vy thao hung tuan duy trang yen ngoc tram truc
    diem quynh nga huyen nguyet khanh kiet hao phuc khang long son cuc oanh sen teo nhu giang
    thinh vinh cuong huy thuan nghia trieu khoi bich duyen hoai kha lam nhut quoc tuyen uyen
    vuong xuyen xuan thoa tham diep khai khiem quyen phuoc quang khuong luan loc nghiem hoanh
    """.split()
)
# ... and these nearly always are.
NEVER_BARE = frozenset(
    """
    bang bac don
    dang lien nha chau can anh cuc may huu den bao bi bo lam dat ba be ca chi co con cu cung da
    dai dan dat di dien dinh do du dung gia hang hanh hay hen ho hoa hoi hop kem khai khi khong
    ky la lap le len lo loi ly ma mau me men mo moi mong muon my nap ngay nghi nhan nhat nhu no
    noi nu phai phan phat phi phong qua quan quen quy quyen ra sao sau so ta tai tam te than
    thanh thay the them thi thoai thong thu thue thuc thuong tien tin tinh to toan toi tra trong
    trinh truoc truong tu tung ty va van vang vao ve vi vien viet vo voi xin y yeu hieu chinh
    chung cong chuyen dong duong ngoai hoan huong kinh lai lien luu mien nghiep so
    """.split()
) - {
    "toan",
    "thanh",
    "tam",
    "hoa",
    "tien",
    "tung",
    "lien",
    "huong",
    "hanh",
    "trinh",
    "hieu",
    "cong",
    "dung",
}

# Typed with marks and in small letters these are verbs and common words, not names.
NEVER_MARKED = frozenset(
    """
    anh bảo bằng can căn cảnh cầm chấn chi chính chung chuyên công dạo đăng đạo đạt điền định
    đoan đồng hoài hoàn học hội hợp hứa hướng kể kỳ lại lành lập lưu mến mừng nghi nghiêm nữ
    phát quyết quý sáng thân thắng thêu thi thêm thiết thu thương tí tiến tín tính toàn trình
    tưởng viễn xinh mạnh năng nguyện phúc phụng thảo thoại thông thực trọng trực ý yên hiển nhận
    lễ phúng thời trí la
    """.split()
) - {"phúc", "thảo", "quý", "mạnh", "lành"}
