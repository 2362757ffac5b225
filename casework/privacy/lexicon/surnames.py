"""Vietnamese surnames, also of the Khmer, Chăm, Hoa and highland peoples.

Source: FACTS 6 (45 surnames cover 95.8 % of a sample of names); the rest is common knowledge.
"""

from casework.privacy.lexicon.letters import bare

SURNAMES = frozenset(
    """
    nguyễn trần lê phạm võ vũ huỳnh hoàng phan bùi trương đỗ đặng hồ ngô dương đoàn đinh trịnh
    cao đào mai lương lưu lâm hà thái phùng tạ lý tô vương châu văn đồng kiều nghiêm tăng quách
    tống lữ la âu đàm mạc mã triệu ninh chu chung giang hứa khưu từ viên nhan hàn thân thạch sơn
    kim danh kiên néang neang chau men chế đàng thổ giàng vàng lò lường quàng cà sùng thào ksor
    rmah siu kpă kpa niê nie êban eban mlô mlo ayun byă kbuôr knul ktla rơ puih rahlan nay hmok
    alăng zơrâm bhriu tôn thi ung uông vi khổng khương doãn bành bạch biện cung diệp đan điêu
    đổng hùng lại liêu lục nông ong phí phó quan sử thiều tiêu tôn trà trang trầm thiệu ưng yên
    xa mạch lạc lôi
    """.split()
)
SURNAMES_BARE = frozenset(map(bare, SURNAMES))

# These count only as they are typed here: without marks they are other words ('ban', 'so').
RARE_SURNAMES = frozenset(
    """
    cù vưu nguỵ bàn mách sầm lường cầm lù hạng hầu cháng chảo phàn tẩn lèo quàng tòng sộng
    lầu vừ xồng bế mông chìu tằng voòng chíu khổng giáp khuất khúc nhữ ngạc phí sái trác tưởng uất
    bríu clâu zơrâm pơloong rơmah rơ rcom hwing kadă katơr thiết tiết bồ khổng dịp sằn trượng lộ
    mohamach mohamad ahmad haji hajjah abdul romah karim
    """.split()
)

# Surnames that are hardly ever another word, even without marks and in lower case.
CLEAR_SURNAMES = frozenset(
    "nguyen tran pham huynh phan bui truong trinh doan dinh ngo duong hoang vo le dang do ho luong "
    "quach thach ksor lam ly luu vuong".split()
)

MIDDLE_NAMES = frozenset("thi van huu duc minh quoc thanh ngoc hoang dinh cong my kim".split())
