"""Roles and offices. They stay: the false role is what the scam is about.

Source: FACTS 1 (who scammers claim to be), FACTS 6 ('do not let a name rule eat role words').
"""

ROLES = """
công an|canh sat|csgt|csdt|dieu tra|vien kiem sat|toa an|giám đốc|phó giám đốc|ke toan|
ke toan truong|chuyen vien|truong phong|pho phong|nhan vien|shipper|tu van vien|tu van|
cong tac vien|ctv|admin|ad|cham soc khach hang|cskh|quản lý|bảo vệ|tài xế|giao vien|giao hang|
bac si|luật sư|thay giao|co giao|chủ tịch|bí thư|chủ nhiệm|hieu truong|can bo|chi cuc thue|
cuc thue|tong dai|to truong|hoi truong|ban quan ly|doan vien|dai uy|thuong uy|trung uy|thieu uy|
dai ta|thuong ta|trung ta|thieu ta|dai tuong|trung tuong|thieu tuong|si quan|bo doi|quan nhan|
ky su|y ta|dieu duong|moi gioi|chu shop|shop|nguoi dan|nguoi yeu|nguoi nha|ban trai|ban gai|
an do|viet kieu|khach hang|hàn quốc|dai loan|trung quốc|chau au|anh quốc|ma cao|nhật bản|
thái lan|hong kong|chau a|chau my|ngan hang|cong ty|dien luc|buu dien|buu ta|hải quan|kiem sat|
thanh tra|chi nhanh|to dan pho|to cong nghe so|mat tran|phụ nữ|nông dân|thanh niên|nha nuoc|
chuyen gia|thầy bói|thầy cúng|cổ đông|su phu|streamer|idol|reviewer|sale|leader|mentor|boss|sep
"""

# After an honorific alone these say where someone is from or what they do: "ông Tây", "bà Hội".
NOT_AFTER_HONORIFIC = frozenset(
    "tay tau han nhat uc phap khach chu em anh chi la bi co khong toi tui phat chua "
    "dao pho gieng chap no hoi doan dang thue to "
    "ay nay kia do trai gai noi ngoai con cong nao gi dau day sao oi a nha nhe va voi cho hang "
    "thi cua ma rap me chong vo iphone sim atm app web it hr pt kol h'mong h’mong".split()
)
