"""The words of a new playbook's skeleton: what a trainer finds, and writes over."""

FORM = """\
  # ---- Kịch bản mới, còn là khung: viết lại mọi dòng mẫu, rồi xoá các dòng # này nếu muốn. ----
  - id: {id}
    name: {name}
    short_name: {short_name}
    definition: {definition}
    family: {family}
    # Cẩm nang 24 hình thức (2023): group là một trong gia_mao_thuong_hieu, chiem_doat_tai_khoan,
    # ket_hop_khac; items là số mục, như [14]; không có trong cẩm nang thì để [], ghi vì sao ở note.
    handbook:
      group: ket_hop_khac
      items: []
      note: '{to_write}: vì sao không có trong cẩm nang; có thì ghi items rồi xoá dòng này'
    statistics_category: {statistics_category}
    pattern:
      # Các bước của kẻ lừa, theo thứ tự, 3 tới 8 bước; đọc nối được sau «Sắp tới chúng thường: …».
      # stage là lúc bước này ĐÃ xong thì người dân tới đâu: approach chưa đưa gì; info_given đã đưa
      # mã, giấy tờ, cài app; paid đã mất tiền. phrases: lời người dân hay kể, viết có dấu.
      script:
        - step: '{to_write}: bước đầu, chúng làm quen hay gọi tới ra sao'
          stage: approach
          phrases: ['{to_write}: lời người dân kể bước đầu']
        - step: '{to_write}: chúng lấy mã, giấy tờ hay bắt cài app ra sao'
          stage: info_given
          phrases: ['{to_write}: lời người dân kể bước lấy thông tin']
        - step: '{to_write}: chúng lấy tiền ra sao'
          stage: paid
          phrases: ['{to_write}: lời người dân kể bước mất tiền']
      # Dấu hiệu người dân thấy được, 5 tới 8 dấu hiệu; phrases là cụm từ để máy nhận ra nó trong
      # lời kể: 5 tới 8 cụm, viết có dấu, mỗi cụm vài chữ, nên có cách nói miền Tây.
      warning_signs:
        - sign: '{to_write}: dấu hiệu thứ nhất'
          phrases: [{first_phrases}]
        - sign: '{to_write}: dấu hiệu thứ hai'
          phrases: ['{to_write}: lời kể thấy dấu hiệu thứ hai']
        - sign: '{to_write}: dấu hiệu thứ ba'
          phrases: ['{to_write}: lời kể thấy dấu hiệu thứ ba']
        - sign: '{to_write}: dấu hiệu thứ tư'
          phrases: ['{to_write}: lời kể thấy dấu hiệu thứ tư']
        - sign: '{to_write}: dấu hiệu thứ năm'
          phrases: ['{to_write}: lời kể thấy dấu hiệu thứ năm']
    # Lời khuyên, mỗi giai đoạn 2 tới 6 dòng ngắn, việc gấp nhất đứng đầu. Không viết thẳng số điện
    # thoại: dùng mã của data/help_channels.yml, như {{canh_sat_113}}, {{cong_an_xa}}. Không hứa lấy
    # lại được tiền, không bảo là an toàn, không hỏi mã OTP.
    advice:
      # Chưa đưa gì: làm sao để thoát ra.
      approach:
        - '{to_write}: việc nên làm ngay khi chưa đưa gì'
        - '{to_write}: hỏi lại, kiểm tra ở đâu cho chắc'
      # Đã đưa mã, giấy tờ, cài app: làm sao để chặn lại.
      info_given:
        - '{to_write}: việc gấp nhất khi đã đưa thông tin'
        - '{to_write}: báo ai, giữ lại những gì'
      # Đã mất tiền.
      paid:
        - '{to_write}: việc gấp nhất khi đã chuyển tiền'
        - '{to_write}: báo ai, giữ lại những gì, đừng làm gì thêm'
    # Một vụ có thật: thay dòng dưới bằng reported_case (story: hai câu, không tên người, từ 40 chữ
    # cái; source: đường dẫn bài báo; published: 2026-11-23). Chưa có vụ nào thì ghi vì sao.
    reported_case_missing: '{to_write}: vì sao chưa có vụ nào, hoặc thay bằng reported_case'
    # Kịch bản dễ nhầm: MỘT câu hỏi phân biệt được hai trò; mine là câu trả lời của trò này, theirs
    # của trò kia, mỗi câu tới 40 ký tự. Không có thì để [].
    neighbours:{neighbours}
    # Trang đã đọc và ngày đọc.
    sources:
      - url: {source}
        checked_on: {checked_on}
"""

NEIGHBOUR_FORM = """\
      - id: {id}
        question: '{to_write}: câu hỏi phân biệt hai trò'
        mine: '{to_write}: trả lời của trò này'
        theirs: '{to_write}: trả lời của trò kia'
"""

EXAMPLES_FORM = """\
# Câu ví dụ của «{name}» ({id}).
# Mỗi dòng một câu, viết như người dân nhắn; dòng trống và dòng bắt đầu bằng # được bỏ qua.
# Ít nhất 40 câu mới huấn luyện được, nên có 150 câu. Mỗi câu một chuyện khác, lời khác.
# Đủ kiểu: có dấu, không dấu; viết tắt; tiếng miền Tây; ngắn, dài; kể chuyện mình, kể giùm người
# nhà; câu hỏi; dán nguyên tin của kẻ lừa. Nửa số câu không dùng chữ dễ thấy nhất của trò này.
# Không tên, số máy, số tài khoản của ai: viết <NAME>, <PHONE>, <ACCOUNT>, <ADDRESS>, <OTP>.
# Đầu câu có thể ghi chuyện tới đâu: [approach] chưa đưa gì, [info_given] đã đưa mã, giấy tờ hay
# cài app, [paid] đã mất tiền. Không rõ thì đừng ghi. Xem thêm docs/examples.md.

"""
