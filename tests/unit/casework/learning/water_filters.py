"""A trick that no playbook knows, told by twelve people in their own words. All invented."""

STORIES = (
    (
        "Có người tới xóm tui cho mượn máy lọc nước xài thử ba tháng, bắt ký giấy mà không cho "
        "đọc. Giờ nó nói giấy đó là giấy mua trả góp, biểu đóng 9 triệu."
    ),
    (
        "hai thanh nien mac ao cong ty nuoc sach lai nha me em gan may loc nuoc dung thu mien phi, "
        "ky to giay xong thang sau doi tra gop 850 ngan"
    ),
    (
        "Nhà chị được lắp thử máy lọc nước không tốn tiền, ai dè tờ biên nhận là hợp đồng trả góp, "
        "không trả thì hăm kiện ra toà"
    ),
    (
        "Ba mẹ em ở quê già rồi, bữa có nhóm đem máy lọc xuống nói cho xài thử, kêu ký nhận máy. "
        "Nay gọi đòi tiền góp mỗi tháng."
    ),
    (
        "Nó nói nước giếng nhà tôi nhiễm phèn, đưa máy lọc dùng thử, ký vào phiếu bảo hành. Một "
        "tháng sau gọi lại nói tôi đã mua trả góp 12 tháng"
    ),
    (
        "Cho em hỏi, mấy người đi phát máy lọc nước dùng thử rồi bắt ký giấy mua góp có phải lừa "
        "đảo không, bà ngoại em ký rồi"
    ),
    (
        "bon no di tung nha thu nuoc bang cay dien phan thay den thui, roi cho muon may loc, ky "
        "giay tay, gio doi 11 trieu"
    ),
    (
        "Tôi chỉ ký tên xác nhận mượn máy lọc nước thôi, giờ công ty tài chính gọi nói tôi vay mua "
        "trả góp máy đó, đòi đóng kỳ đầu"
    ),
    (
        "Có đoàn tự xưng trung tâm nước sạch tới ấp, lắp máy lọc cho bà con thử miễn phí, ai cũng "
        "ký. Giờ ai cũng bị đòi tiền trả góp."
    ),
    (
        "dạ chồng em lỡ ký hợp đồng mượn máy lọc nước, họ chụp căn cước luôn, nay báo nợ góp 10 "
        "triệu, trả máy lại thì họ không nhận"
    ),
    (
        "Người ta đem máy lọc nước lại gắn, biểu xài thử không ưng thì trả. Tui kêu trả thì nó đưa "
        "tờ giấy tui ký ra nói là mua góp rồi"
    ),
    (
        "Má tui bị dụ ký giấy nhận máy lọc nước xài thử, giờ tháng nào cũng có người tới nhà đòi "
        "tiền góp, không đóng nó hăm gỡ bồn nước"
    ),
)
