"""Names of places at commune level and above. They stay: they say where a scam is going round.

Sources: dongthap_wards.tsv (the 102 communes of Đồng Tháp since 1 July 2025), FACTS 4 (the 34
provinces; old districts are still spoken), the old provinces by common knowledge.
"""

COMMUNES = """
đạo thạnh|mỹ tho|thới sơn|mỹ phong|trung an|long thuận|gò công|bình xuân|mỹ phước tây|thanh hoà|
cai lậy|nhị quý|sơn qui|cao lãnh|mỹ ngãi|mỹ trà|sa đéc|an bình|hồng ngự|thường lạc|tân phước 1|
hưng thạnh|tân phước 2|tân phước 3|tân phước|cái bè|hậu mỹ|mỹ thiện|hội cư|mỹ đức tây|mỹ lợi|
thanh hưng|an hữu|thạnh phú|mỹ thành|tân phú|bình phú|hiệp đức|long tiên|ngũ hiệp|châu thành|
tân hương|long hưng|long định|bình trưng|vĩnh kim|kim sơn|chợ gạo|mỹ tịnh an|lương hoà lạc|
tân thuận bình|an thạnh thuỷ|bình ninh|vĩnh bình|đồng sơn|phú thành|vĩnh hựu|long bình|tân thới|
tân phú đông|tân hoà|gia thuận|tân đông|tân điền|gò công đông|gò công tây|tân hồng|tân hộ cơ|
tân thành|an phước|thường phước|long khánh|long phú thuận|tràm chim|tam nông|an hoà|phú cường|
an long|phú thọ|tháp mười|phương thịnh|trường xuân|mỹ quí|mỹ quý|đốc binh kiều|thanh mỹ|mỹ thọ|
ba sao|phong mỹ|mỹ hiệp|bình hàng trung|thanh bình|tân long|tân thạnh|bình thành|lấp vò|
mỹ an hưng|tân khánh trung|hoà long|tân dương|lai vung|phong hoà|phú hựu|tân nhuận đông|
tân phú trung
"""

# Old districts and towns of other provinces, and rivers: as wide as a commune or wider. None that
# would rather be a person's name.
TOWNS = """
hà đông|nông sơn|lý sơn|cam ranh|cẩm phả|móng cái|uông bí|đồ sơn|cát bà|sầm sơn|bỉm sơn|cửa lò|
sa pa|mộc châu|phan rí|bến cát|trảng bom|trảng bàng|gò dầu|bến cầu|cần giuộc|cần đước|bến lức|
mộc hoá|kiến tường|giồng trôm|mỏ cày|tiểu cần|vũng liêm|mang thít|trà ôn|ô môn|thốt nốt|cái răng|
cờ đỏ|ngã bảy|phụng hiệp|ngã năm|giá rai|năm căn|đầm dơi|cái nước|hòn đất|gò quao|giồng riềng|
tri tôn|chợ vàm|bà vẹt|điện bàn|duy xuyên|núi thành|tuy phước|vạn ninh|đắk mil|sông tiền|sông hậu|
sông hồng|sông cổ chiên|sông hàm luông|sông vàm cỏ|sông sài gòn|sông đồng nai|sông mê kông|
sông cửu long
"""

# Landmarks that the whole country knows: they tell no more than the town, unless someone lives by.
FAMOUS = """
chợ bến thành|chợ đồng xuân|chợ đông ba|chợ nổi cái răng|chợ nổi cái bè|bến xe mỹ đình|
bến xe miền đông|bến xe miền tây|bến xe giáp bát|bến xe nước ngầm|bến xe an sương|cầu mỹ thuận|
cầu cần thơ|cầu rạch miễu|cầu vàm cống|cầu cao lãnh|cầu long biên|cầu sài gòn|cầu rồng|
chùa hương|chùa bái đính|chùa vĩnh tràng|cồn phụng|chùa bà đen|miếu bà chúa xứ
"""

PROVINCES = """
hà nội|hải phòng|huế|thừa thiên huế|đà nẵng|đồng nai|hồ chí minh|sài gòn|cần thơ|cao bằng|
tuyên quang|điện biên|lai châu|sơn la|lào cai|thái nguyên|lạng sơn|quảng ninh|bắc ninh|phú thọ|
hưng yên|ninh bình|thanh hoá|nghệ an|hà tĩnh|quảng trị|quảng ngãi|gia lai|khánh hoà|đắk lắk|
đắc lắc|lâm đồng|tây ninh|đồng tháp|vĩnh long|an giang|cà mau|tiền giang|bến tre|trà vinh|
hậu giang|sóc trăng|bạc liêu|kiên giang|long an|bình dương|bình phước|bà rịa vũng tàu|bà rịa|
vũng tàu|bình thuận|ninh thuận|đắk nông|kon tum|phú yên|bình định|quảng nam|quảng bình|nam định|
thái bình|hà nam|hải dương|vĩnh phúc|hoà bình|yên bái|hà giang|bắc kạn|bắc giang|nha trang|
đà lạt|phú quốc|quy nhơn|buôn ma thuột|pleiku|biên hoà|thủ đức|thủ dầu một|long xuyên|châu đốc|
rạch giá|hà tiên|tân an|phan thiết|phan rang|vinh|hạ long|việt trì|đồng hới|tam kỳ|hội an|
mộc bài|bavet|chợ lớn|chợ rẫy|cái mơn|ninh kiều|tân châu|dinh bà|an sương|côn đảo|mỹ thuận|
chợ mới|chợ lách|cầu kè|cầu ngang|cầu giấy|trần văn thời|nguyễn huệ walking|củ chi|hóc môn|
bình chánh|bình tân|bình thạnh|gò vấp|tân bình|nhà bè|cần giờ|miền tây|thới lai|phú nhuận|
thạnh hoá|tân hưng|mỹ an
"""
