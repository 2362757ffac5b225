"""Where a number is from: countries, and the area codes of Việt Nam, by their Vietnamese names.

Source: the data of the library phonenumbers 9 (Apache-2.0; its countries' names are those of
CLDR), copied because reading them there loads a hundred megabytes of other countries' towns
(measured: 96 MB, 0.34 s). Hồng Kông and Ma Cao are added; territories without a Vietnamese name
there have none here. Area codes keep the names of the provinces of before July 2025: the codes
have stayed.
"""

import phonenumbers

_COUNTRIES = """
AE Các Tiểu Vương quốc A-rập Thống nhất|AF Áp-ga-ni-xtan|AG An-ti-gu-a và Ba-bu-đa|
AL An-ba-ni|AM Ác-mê-ni-a|AO Ăng-gô-la|AR Ác-hen-ti-na|AT Áo|AU Úc|
AZ Ai-déc-bai-gian|BA Bô-xni-a Héc-xê-gô-vi-na|BB Bác-ba-đốt|BD Băng-la-đét|BE Bỉ|
BF Buốc-ki-na Pha-xô|BG Bun-ga-ri|BH Ba-ren|BI Bu-run-đi|BJ Bê-nanh|BN Bru-nây|
BO Bô-li-vi-a|BR Bra-xin|BS Ba-ha-ma|BW Bốt-xoa-na|BY Bê-la-rút|BZ Bê-li-xê|
CA Ca-na-đa|CF Cộng hòa Trung Phi|CG Công-gô|CH Thụy Sĩ|CI Bờ Biển Ngà|CL Chi-lê|
CM Ca-mơ-run|CN Trung Quốc|CO Cô-lôm-bi-a|CR Cốt-xta Ri-ca|CU Cu Ba|CV Cáp-ve|
CY Síp|CZ Cộng hòa Séc|DE Đức|DJ Gi-bu-ti|DK Đan Mạch|DZ An-giê-ri|EC Ê-cu-a-đo|
EE E-xtô-ni-a|EG Ai Cập|EH Tây Sahara|ER Ê-ri-tơ-rê-a|ES Tây Ban Nha|ET Ê-ti-ô-pi-a|
FI Phần Lan|FJ Phi-gi|FM Mi-crô-nê-xi-a|FR Pháp|GA Ga-bông|GB Vương quốc Anh|
GD Grê-na-đa|GE Gru-di-a|GH Gha-na|GM Găm-bi-a|GN Ghi-nê|GQ Ghi-nê Xích-đạo|
GR Hy Lạp|GT Goa-tê-ma-la|GW Ghi-nê Bít-xao|GY Guy-a-na|HK Hồng Kông|HN Hôn-đu-rát|
HR Crô-a-ti-a|HT Ha-i-ti|HU Hung-ga-ri|ID Nam Dương|IE Ai-len|IL I-xra-en|IN Ấn Độ|
IQ I-rắc|IR I-ran|IS Ai-xơ-len|IT Ý|JM Ha-mai-ca|JO Gióc-đa-ni|JP Nhật Bản|
KE Kê-ni-a|KG Cư-rơ-gư-xtan|KH Campuchia|KI Ki-ri-ba-ti|KM Cô-mô|KN Xan-kít và Nê-vi|
KP Bắc Triều Tiên|KR Hàn Quốc|KW Cô-oét|KZ Ka-dắc-xtan|LA Lào|LB Li-băng|
LC Xan Lu-xi|LI Lich-ten-xtên|LK Xri Lan-ca|LR Li-bê-ri-a|LS Lê-xô-thô|
LT Li-tu-a-ni-a|LU Lúc-xăm-bua|LV Lát-vi-a|LY Li-bi|MA Ma-rốc|MC Mô-na-cô|
MD Môn-đô-va|MG Ma-đa-gát-xca|MH Quần đảo Mác-san|MK Ma-xê-đô-ni-a|ML Ma-li|
MM Mi-an-ma|MN Mông Cổ|MO Ma Cao|MR Mô-ri-ta-ni|MT Man-ta|MU Mô-ri-xơ|MV Man-đi-vơ|
MW Ma-la-uy|MX Mê-hi-cô|MY Ma-lay-xi-a|MZ Mô-dăm-bích|NA Nam-mi-bi-a|NE Ni-giê|
NG Ni-giê-ri-a|NI Ni-ca-ra-goa|NL Hà Lan|NO Na Uy|NP Nê-pan|NZ Niu Di-lân|OM Ô-man|
PA Pa-na-ma|PE Pê-ru|PG Pa-pu-a Niu Ghi-nê|PH Phi-lip-pin|PK Pa-ki-xtan|PL Ba Lan|
PT Bồ Đào Nha|PY Pa-ra-goay|QA Ca-ta|RO Ru-ma-ni|RU Nga|RW Ru-an-đa|SA A-rập Xê-út|
SB Quần đảo Xô-lô-mông|SC Xây-sen|SD Xu-đăng|SE Thụy Điển|SG Xin-ga-po|
SI Xlô-ven-ni-a|SK Xlô-va-ki-a|SL Xi-ê-ra Lê-ôn|SM Xan Ma-ri-nô|SN Xê-nê-gan|
SO Xô-ma-li|SR Xu-ri-nam|ST Xao Tô-mê và Prin-xi-pê|SV En-san-va-đo|SY Xi-ri|
SZ Xoa-di-len|TD Sát|TG Tô-gô|TH Thái Lan|TJ Tát-gi-ki-xtan|TM Tuốc-mê-ni-xtan|
TN Tuy-ni-di|TO Tông-ga|TR Thổ Nhĩ Kỳ|TT Tri-ni-đát và Tô-ba-gô|TV Tu-va-lu|
TW Đài Loan|TZ Tan-da-ni-a|UA U-crai-na|UG U-gan-đa|US Hoa Kỳ|UY U-ru-goay|
UZ U-dơ-bê-ki-xtan|VA Va-ti-căng|VC Xan Vin-xen và Grê-na-din|VE Vê-nê-zu-ê-la|
VU Va-nu-a-tu|WS Xa-moa|YE Y-ê-men|ZA Nam Phi|ZM Dăm-bi-a|ZW Dim-ba-bu-ê
"""
_AREAS = """
203 Quảng Ninh|204 Bắc Giang|205 Lạng Sơn|206 Cao Bằng|207 Tuyên Quang|
208 Thái Nguyên|209 Bắc Kạn|210 Phú Thọ|211 Vĩnh Phúc|212 Sơn La|213 Lai Châu|
214 Lào Cai|215 Điện Biên|216 Yên Bái|218 Hoà Bình|219 Hà Giang|220 Hải Dương|
221 Hưng Yên|222 Bắc Ninh|225 Hải Phòng|226 Hà Nam|227 Thái Bình|228 Nam Định|
229 Ninh Bình|232 Quảng Bình|233 Quảng Trị|234 Thừa Thiên-Huế|235 Quảng Nam|
236 Đà Nẵng|237 Thanh Hoá|238 Nghệ An|239 Hà Tĩnh|24 Hà Nội|251 Đồng Nai|
252 Bình Thuận|254 Bà Rịa-Vũng Tàu|255 Quảng Ngãi|256 Bình Định|257 Phú Yên|
258 Khánh Hoà|259 Ninh Thuận|260 Kon Tum|261 Đăk Nông|262 Đăk Lăk|263 Lâm Đồng|
269 Gia Lai|270 Vĩnh Long|271 Bình Phước|272 Long An|273 Tiền Giang|274 Bình Dương|
275 Bến Tre|276 Tây Ninh|277 Đồng Tháp|28 TP. Hồ Chí Minh|290 Cà Mau|291 Bạc Liêu|
292 Cần Thơ|293 Hậu Giang|294 Trà Vinh|296 An Giang|297 Kiên Giang|299 Sóc Trăng
"""


def _table(rows: str) -> dict[str, str]:
    return dict(row.split(" ", 1) for row in rows.replace("\n", "").split("|"))


_NAME_OF_COUNTRY = _table(_COUNTRIES)
_NAME_OF_AREA = _table(_AREAS)
_CODE_LENGTHS = (2, 3)


def country_of(number: phonenumbers.PhoneNumber) -> str | None:
    """The Vietnamese name of the country of a number, if its code tells one."""
    regions = [phonenumbers.region_code_for_number(number)]
    if number.country_code is not None:
        # Guernsey has the code of Great Britain, and no name of its own here.
        regions.append(phonenumbers.region_code_for_country_code(number.country_code))
    return next((_NAME_OF_COUNTRY[r] for r in regions if r in _NAME_OF_COUNTRY), None)


def area_of(national: str) -> tuple[str, str] | None:
    """The area code of a landline ('2438000000' -> '024') and whose it is."""
    for length in _CODE_LENGTHS:
        if name := _NAME_OF_AREA.get(national[:length]):
            return f"0{national[:length]}", name
    return None
