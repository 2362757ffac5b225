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
nguyễn kim|the gioi di dong|dien may xanh|bach hoa xanh|mai linh|phương trang|hoàng hà mobile|
hoàng hà|thành bưởi|hoàng anh gia lai|hoà phát|hoa sen|bảo việt|bảo minh|bảo long|
bảo tín minh châu|doji|pnj|kim phúc|kim tín|nhất tín|việt tiến|việt thái|minh long|long châu|
an khang|pharmacity|trung nguyên|highlands|phúc long|thiên long|kinh đô|hữu nghị|hải hà|biên hoà|
vĩnh hảo|thái tuấn|thành công|phong vũ|an phát|cho tot|cho lon|fpt shop|cellphones|viettel post|
viettel|vinaphone|mobifone|vietnamobile|vietnam airlines|vietjet air|vietjet|bamboo airways|
giao hang nhanh|giao hang tiet kiem|ghtk|ghn|j t|jt|ninja van|best express|spx|shopee express|
shopee|lazada|tiki|sendo|tiktok shop|tiktok|facebook|zalo|telegram|messenger|instagram|youtube|
google|gmail|viber|grab|gojek|ahamove|samsung|iphone|apple|oppo|xiaomi|vivo|huawei|nokia|honda|
yamaha|vinfast|toyota|vingroup|vinhomes|vinmec|vincom|vinamilk|th true milk|masan|binance|bitcoin|
forex|vneid|vssid|etax mobile|etax|dich vu cong|bưu điện|buu cuc|điện lực|evn|evnspc|vetc|epass|
fe credit|home credit|mcredit|shinhan|prudential|manulife|aia|dai ichi|generali|fwd|chubb|cathay|
nam a bank|nam á|dong a bank|đông á|bac a bank|bắc á|an binh bank|liên việt|bưu điện liên việt|
phương đông|quốc dân|việt á|kiên long|sài gòn|vạn thịnh phát|tân hiệp phát|hưng thịnh|novaland|
dat xanh|nam long|phát đạt|sun group|tân á đại thành|duy tân|rạng đông|điện quang|vang sjc|sjc|
bao hiem xa hoi|bao hiem|thong tan xa|tuổi trẻ|thanh niên|tiền phong|lao động|dân trí|vnexpress|
vietnamnet|kenh 14|truyen hinh|vtv|vn index|hồ sơ|thi truong|ultraviewer|teamviewer|anydesk|
play store|ch play|app store|windows|android|chrome|trung ương|trung tâm|quốc gia|viet nam|
viet kieu|pháp luật|thông báo|quy khach|kinh gui|kinh moi|xin chao|khach hang|thanh toan|chủ nhật|
tin nhan|hoa hồng|hoa don|cảm ơn|an ninh mạng|an ninh|an toàn|văn phòng|phong van|tài khoản|
tiền mặt|thu phí|thu tuc|thue bao|ha tang|cao toc|báo cáo|chứng khoán|tín dụng|dai su quan|
lanh su|bình chọn|nhi đồng|từ dũ|hùng vương|bạch mai|việt đức|hoàn mỹ|cho ray|tâm đức|da lieu|
bo cong an|bo y te|bo tai chinh|quân đội|hải quan|kho bạc|chu thap do|mặt trận|tổ quốc|đảng bộ|
trung thu|tet nguyen dan|giáng sinh|phật giáo|công giáo|tin lanh|cao đài|hoà hảo|ho chi minh|
bác hồ|luu y|luu hoc|sinh vien|hoc sinh|doan thanh nien|hoi phu nu|hoi nong dan|phụ nữ|nông dân|
mỹ phẩm|mỹ viện|hàn quốc|trung quốc|nhật bản|đài loan|thái lan|hong kong|singapore|malaysia|
campuchia|myanmar|miền tây|miền nam|mien bac|dong nam bo|sông hương|thủ đô|kim cương|kiến thiết|
con cưng|doan ngo|chua xu|ba chua|phat tu|ánh dương|vàng bạc|son moi|tai xiu|lo de|xổ số|bong da|
the cao|game|garena|liên quân|free fire|pubg|cảnh giác|thần tài|hỗ trợ|trường thành|tuần này|
thang nay|duong day nong|cau thang
"""
