"""Brands that residents name. They stay: a brand is how the scam dresses, not a person.

Source: FACTS 1 and 2.4; common knowledge of Vietnamese banks, shops and networks.
"""

# As they stand in the bare view. Short ones are whole words in every rule that uses them.
BANKS = frozenset(
    "vietcombank vcb bidv agribank agri vietinbank vietin techcombank tcb mbbank mb acb sacombank "
    "sacom stb vpbank vpb tpbank tpb hdbank hdb shb vib ocb msb seabank lpbank lienvietpostbank "
    "lpb eximbank eib scb bacabank namabank abbank pvcombank vietbank kienlongbank "
    "klb ncb vietabank saigonbank cake timo tnex coopbank baovietbank shinhan woori hsbc "
    "uob ubank bvbank pgbank dongabank oceanbank gpbank cimb citibank momo zalopay "
    "viettelpay vnpay shopeepay".split()
)

# Names of firms, shops and offices whose words could be read as a person's name.
BRANDS = """
nguyen kim|the gioi di dong|dien may xanh|bach hoa xanh|mai linh|phuong trang|hoang ha mobile|
hoang ha|thanh buoi|hoang anh gia lai|hoa phat|hoa sen|bao viet|bao minh|bao long|
bao tin minh chau|doji|pnj|kim phuc|kim tin|nhat tin|viet tien|viet thai|minh long|long chau|
an khang|pharmacity|trung nguyen|highlands|phuc long|thien long|kinh do|huu nghi|hai ha|
bien hoa|vinh hao|thai tuan|thanh cong|phong vu|an phat|cho tot|cho lon|fpt shop|cellphones|
viettel post|viettel|vinaphone|mobifone|vietnamobile|vietnam airlines|vietjet air|vietjet|
bamboo airways|giao hang nhanh|giao hang tiet kiem|ghtk|ghn|j t|jt|ninja van|best express|spx|
shopee express|shopee|lazada|tiki|sendo|tiktok shop|tiktok|facebook|zalo|telegram|messenger|
instagram|youtube|google|gmail|viber|grab|gojek|ahamove|samsung|iphone|apple|oppo|xiaomi|vivo|
huawei|nokia|honda|yamaha|vinfast|toyota|vingroup|vinhomes|vinmec|vincom|vinamilk|th true milk|
masan|binance|bitcoin|forex|vneid|vssid|etax mobile|etax|dich vu cong|buu dien|buu cuc|dien luc|
evn|evnspc|vetc|epass|fe credit|home credit|mcredit|shinhan|prudential|manulife|aia|dai ichi|
generali|fwd|chubb|cathay|nam a bank|nam a|dong a bank|dong a|bac a bank|bac a|an binh bank|
lien viet|buu dien lien viet|phuong dong|quoc dan|viet a|kien long|sai gon|van thinh phat|
tan hiep phat|hung thinh|novaland|dat xanh|nam long|phat dat|sun group|tan a dai thanh|duy tan|
rang dong|dien quang|vang sjc|sjc|bao hiem xa hoi|bao hiem|thong tan xa|tuoi tre|thanh nien|
tien phong|lao dong|dan tri|vnexpress|vietnamnet|kenh 14|truyen hinh|vtv|vn index|ho so|
thi truong|ultraviewer|teamviewer|anydesk|play store|ch play|app store|windows|android|chrome|
trung uong|trung tam|quoc gia|viet nam|viet kieu|phap luat|thong bao|quy khach|kinh gui|
kinh moi|xin chao|khach hang|thanh toan|chu nhat|tin nhan|hoa hong|hoa don|cam on|an ninh mang|
an ninh|an toan|van phong|phong van|tai khoan|tien mat|thu phi|thu tuc|thue bao|ha tang|cao toc|
bao cao|chung khoan|tin dung|dai su quan|lanh su|binh chon|nhi dong|tu du|hung vuong|bach mai|
viet duc|hoan my|cho ray|tam duc|da lieu|bo cong an|bo y te|bo tai chinh|quan doi|hai quan|
kho bac|chu thap do|mat tran|to quoc|dang bo|trung thu|tet nguyen dan|giang sinh|phat giao|
cong giao|tin lanh|cao dai|hoa hao|ho chi minh|bac ho|luu y|luu hoc|sinh vien|hoc sinh|
doan thanh nien|hoi phu nu|hoi nong dan|phu nu|nong dan|my pham|my vien|han quoc|trung quoc|
nhat ban|dai loan|thai lan|hong kong|singapore|malaysia|campuchia|myanmar|mien tay|mien nam|
mien bac|dong nam bo|song huong|thu do|kim cuong|kien thiet|con cung|doan ngo|chua xu|ba chua|
phat tu|anh duong|
vang bac|son moi|tai xiu|lo de|xo so|bong da|the cao|game|garena|lien quan|free fire|pubg|
canh giac|than tai|ho tro|truong thanh|tuan nay|thang nay|duong day nong|cau thang
"""
