"""Words that stand before a name, and kin numbers that are no names.

Source: FACTS 6 ("chị Hai" is a kin term, not a name), FACTS 7 (southern forms).
"""

from casework.privacy.lexicon.letters import bare

HONORIFICS = frozenset(
    "anh chị chú cô bác dì cậu mợ thím ông bà thầy em bé ní nhỏ thằng con bạn cháu cụ "
    "dượng sếp vợ chồng "
    "má mẹ ba bố tía nội ngoại đứa lão mụ mẹ ả a chị c e chế hia nàng anh em gái trai cha sư "
    "nhỏ cưng đồng chí".split()
) - {"trai", "gái", "nội", "ngoại", "đồng", "chí", "ba", "a", "c", "e", "má"}

# Without marks only these are safe enough before a lower-case name.
CLEAR_HONORIFICS = frozenset("anh chi chu bac ong cau mo thim".split())
WEAK_HONORIFICS = frozenset("co em be thay con di ban ba thang nho chau".split())
HONORIFICS_BARE = frozenset(map(bare, HONORIFICS))

SHORT_TITLES = (
    "mr mrs ms miss dr sir prof professor captain general colonel major bs ts ths ls gs pgs "
    "streamer idol master coach"
)
TITLES = (
    "bác sĩ|bác sỹ|luật sư|đại uý|thượng uý|trung uý|thiếu uý|đại tá|thượng tá|trung tá|thiếu tá|"
    "thiếu tướng|trung tướng|đại tướng|tướng|tiến sĩ|giáo sư|thạc sĩ|kỹ sư|cô giáo|thầy giáo|"
    "linh mục|cha xứ|sư cô|ni sư|thượng toạ|đại đức|thẩm phán|kiểm sát viên|điều tra viên|"
    "hiệu trưởng|thư ký|trợ lý|chủ tiệm|nghệ sĩ|ca sĩ|diễn viên|thượng sĩ|trung sĩ|hạ sĩ|"
    "đồng chí|y tá|điều dưỡng|dược sĩ|tài xế|chủ trọ|chủ nhà"
)
# These are often followed by a firm or an office instead of a name.
SOFT_TITLES = (
    "nhân viên|chuyên viên|cán bộ|kế toán|shipper|cộng tác viên|giáo viên|thợ|giám đốc|chủ tịch|"
    "chuyên gia|công an viên|tư vấn viên|lễ tân|môi giới|trưởng công an|bí thư|chủ nhiệm|"
    "trưởng phòng|phó phòng|viện trưởng|chủ tiệm|chủ quán|chủ nhà|chủ trọ|trưởng thôn|trưởng ấp|"
    "tổ trưởng|ca trưởng|"
    "thợ|tài xế|chủ hụi|cò đất|thư ký|phụ bếp|nhân viên bảo vệ|tiếp viên|tổng đài viên|chủ shop|"
    "bên|nhóm trưởng|admin|mod|sale|leader"
)

KIN_NUMBERS = frozenset(
    "hai ba tư năm sáu bảy bẩy tám chín mười út cả tu nam sau bay tam chin muoi ut bon "
    "lớn nhỏ".split()
)
