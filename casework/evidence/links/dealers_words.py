"""Places and goods: what dealers put beside the name of whose goods they sell.

"vinfastdongthap.vn" and "vnpt-hcm.vn" are shops that sell cars and lay cables with the makers'
leave, or without; nobody can tell by the name, so that nobody is accused for it.
"""

import re

# The provinces since July 2025, those before it, and the towns that stand in domains.
_PLACES = (
    "hanoi tphanoi haiphong danang hue cantho tphcm hcm hochiminh saigon angiang bariavungtau "
    "vungtau baria bacgiang backan baclieu bacninh bentre binhdinh binhduong binhphuoc binhthuan "
    "camau caobang daklak dacnong daknong dienbien dongnai dongthap gialai hagiang hanam hatinh "
    "haiduong haugiang hoabinh hungyen khanhhoa kiengiang kontum laichau lamdong langson laocai "
    "longan namdinh nghean ninhbinh ninhthuan phutho phuyen quangbinh quangnam quangngai "
    "quangninh quangtri soctrang sonla tayninh thaibinh thainguyen thanhhoa thuathienhue "
    "tiengiang travinh tuyenquang vinhlong vinhphuc yenbai bienhoa thuduc nhatrang dalat "
    "quynhon buonmathuot phanthiet rachgia longxuyen caolanh sadec mytho vinh halong phuquoc "
    "mienbac miennam mientrung mientay"
)
_GOODS = (
    "internet wifi capquang lapmang lapmangcapquang mang truyenhinh tv camera 3g 4g 5g sim simso "
    "simsodep didong mobile telecom store shop daily oto auto xe xedien xemay showroom 3s 4s "
    "dienthoai laptop"
)
_WORDS = "|".join(sorted((_PLACES + " " + _GOODS).split(), key=len, reverse=True))
_ONLY = re.compile(rf"-?(?:(?:{_WORDS})-?)*")


def are_dealers_words(before: str, behind: str) -> bool:
    """Whether nothing but places and goods stands before a name and behind it, and something."""
    return bool(before or behind) and bool(_ONLY.fullmatch(before) and _ONLY.fullmatch(behind))
