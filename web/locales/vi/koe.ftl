## This language

language-name = Tiếng Việt
language-tag = vi
language-tier = posting
language-fallback = en

## Frame of every page

site-name = Tiếng nói của người dân – { $city }
site-brand = Tiếng nói của người dân
frame-skip = Đến nội dung chính
frame-language-part = Gửi ý kiến và xem tình trạng ý kiến
frame-display = Hiển thị
frame-size = Cỡ chữ
frame-size-normal = Bình thường
frame-size-large = Lớn
frame-size-larger = Lớn hơn
frame-demo-label = Về trang mẫu này
frame-demo = Đây là trang mẫu. Mọi ý kiến và nhân vật ở đây đều không có thật.
frame-guideline = Lưu ý khi gửi ý kiến (tiếng Anh)
frame-privacy = Thông tin cá nhân (tiếng Anh)
frame-accessibility = Khả năng tiếp cận (tiếng Anh)
frame-licences = Giấy phép (tiếng Anh)
frame-operation = Tình hình tiếp nhận ý kiến (tiếng Anh)
frame-status = Xem tình trạng ý kiến đã gửi
frame-contact-missing = Thông tin liên hệ đang được chuẩn bị.
frame-contact-note = { "" } (bộ phận phụ trách lấy ý kiến)
frame-contact-phone = Điện thoại { $phone }
frame-contact-hours = { "" } ({ $hours })
frame-contact-mail = E-mail { $mail }

## Dates and times

date-day = { $day }
date-full = { $weekday }, ngày { $day } tháng { $month } năm { $year }
date-short = { $weekday }, ngày { $day } tháng { $month }
date-era = { $weekday }, ngày { $day } tháng { $month } năm { $year } (năm Reiwa thứ { $era })
time-of-day = , { $hour }:{ $minute }
weekday-monday = Thứ Hai
weekday-tuesday = Thứ Ba
weekday-wednesday = Thứ Tư
weekday-thursday = Thứ Năm
weekday-friday = Thứ Sáu
weekday-saturday = Thứ Bảy
weekday-sunday = Chủ Nhật

## When something cannot be done

error-home = Về trang chủ (tiếng Anh)
error-work = Về trang công việc của bạn
error-sign-in-title = Cần đăng nhập
error-sign-in-text = Trang này dành cho nhân viên. Nếu không thao tác trong một thời gian, bạn sẽ tự động bị đăng xuất.
error-typed-title = Nội dung bạn đã viết (chưa được lưu)
error-typed = Nội dung bạn đã viết
error-typed-text = Phiên đăng nhập đã hết nên nội dung bạn gửi chưa được lưu. Nút bên dưới sẽ mở một thẻ mới. Hãy đăng nhập ở đó, rồi quay lại trang này và tải lại để gửi lại nội dung.
error-typed-sign-in = Đăng nhập ở thẻ mới
error-typed-again = Nội dung bạn viết chưa được tiếp nhận. Vui lòng đợi một lát rồi tải lại trang này để gửi lại cùng nội dung.
error-typed-unsure = Trang này không biết nội dung bạn viết đã đến nơi hay chưa. Vui lòng đợi một lát rồi tải lại trang này để gửi lại. Nếu đã đến nơi rồi, ý kiến cũng không bị ghi nhận hai lần.
error-typed-note = Để chắc chắn, bạn cũng có thể sao chép đoạn văn bên dưới.
error-typed-copy = Nội dung bạn viết không được tiếp nhận. Nếu cần, hãy sao chép đoạn văn bên dưới.
error-forbidden-title = Bạn không có quyền dùng trang này
error-forbidden-text = Mã nhân viên bạn đang đăng nhập không được xem hay dùng trang này. Nếu cần cho công việc, hãy nhờ người quản trị thêm quyền.
error-foreign-title = Không tiếp nhận vì được gửi từ trang web khác
error-foreign-text = Không có gì thay đổi. Vui lòng mở lại trang của chúng tôi và thử lại.
error-elsewhere-title = Đây không phải địa chỉ của trang web này
error-elsewhere-text = Địa chỉ của trang web này là { $address }. Vui lòng mở bằng nút bên dưới. Nếu không mở được, hãy báo cho người quản lý trang web.
error-elsewhere-open = Mở trang web này
error-method-title = Không thể mở trực tiếp địa chỉ này
error-method-text = Địa chỉ này chỉ dùng khi bấm nút “Gửi”, “Lưu”. Mở trực tiếp thì không có gì được gửi hay thay đổi. Vui lòng đến trang bạn cần bằng nút bên dưới.
error-not-found-title = Không tìm thấy trang
error-not-found-text = Địa chỉ không đúng, hoặc trang này không được công khai. Nếu bạn tìm bằng số tiếp nhận, vui lòng kiểm tra lại số.
error-link-gone-title = Không dùng được liên kết này
error-link-gone-text = Liên kết đã được dùng hoặc đã hết hạn (24 giờ). Nếu đã đặt mật khẩu, bạn có thể đăng nhập ngay. Nếu chưa, hãy xin người quản trị liên kết mới.
error-set-up-done-title = Người quản trị đầu tiên đã được đăng ký
error-set-up-done-text = Liên kết này không còn dùng nữa. Hãy đăng nhập bằng mã nhân viên và mật khẩu đã đăng ký. Các nhân viên khác do người quản trị thêm.
error-set-up-gone-title = Không dùng được liên kết này
error-set-up-gone-text = Liên kết đã hết hạn (24 giờ) hoặc đã được thay bằng liên kết mới. Chưa có người quản trị nào được đăng ký. Khởi động lại Koe thì liên kết mới sẽ hiện trên màn hình.
error-conflict-title = Người khác đã thao tác trước
error-conflict-text = Nội dung đã thay đổi trong lúc bạn mở trang. Vui lòng xem nội dung mới nhất rồi thao tác lại.
error-too-many-title = Vui lòng đợi một lát
error-too-many-text = Có nhiều thao tác liên tiếp từ cùng một mạng nên hiện không tiếp nhận được. Vui lòng thử lại sau khoảng { $minutes } phút.
error-unavailable-title = Hiện không mở được trang
error-unavailable-text = Trang đang quá tải hoặc tạm ngừng. Vui lòng thử lại sau một lát.
error-bad-request-title = Không đọc được nội dung đã gửi
error-bad-request-text = Vui lòng mở lại trang và thử lại. Nếu vẫn không được, hãy báo cho bộ phận phụ trách ghi ở bên dưới.
error-too-large-title = Nội dung gửi quá lớn
error-too-large-text = Nội dung không được tiếp nhận. Bấm “Quay lại” của trình duyệt, bạn có thể trở về trang có đoạn văn đã viết. Hãy rút ngắn hoặc chia ra để gửi.
error-internal-title = Xin lỗi, đã xảy ra lỗi
error-internal-text = Lỗi đã được ghi lại và người phụ trách sẽ kiểm tra. Vui lòng thử lại sau một lát.

## Forms

form-errors-title = Cần sửa { $count } chỗ
sign-in-button = Đăng nhập
board-comma = ,{" "}
as-of = Tính đến { $at }
form-required = (bắt buộc)
form-optional = (không bắt buộc)
form-none = Không chọn
phase-open = Đang nhận ý kiến
phase-days = { $days ->
    [1] Hôm nay là ngày cuối
   *[other] Còn { $days } ngày
}
phase-until = đến { $day }
phase-scheduled = Sắp bắt đầu
phase-from = từ { $day }
phase-closed = Đã kết thúc
phase-being-read = kết thúc ngày { $day }; nhân viên đang đọc các ý kiến
phase-results = Đã công bố kết quả
phase-results-on = công bố ngày { $day }

## Residents: sending

steps-label = Ba bước để gửi ý kiến
steps-write = Viết
steps-confirm = Kiểm tra
steps-receipt = Phiếu
write-title = Viết ý kiến
write-lead-before = Xin đừng viết họ tên và địa chỉ. Nhân viên kiểm tra rồi mới công khai.
write-lead-after = Xin đừng viết họ tên và địa chỉ. Ý kiến được công khai ngay sau khi gửi.
write-errors-text = Nội dung bạn viết vẫn còn nguyên. Ý kiến chưa được gửi.
write-theme = Chủ đề
write-theme-help = Hãy chọn một chủ đề gần nhất. Khi chọn, có thể hiện ra các chủ đề nhỏ hơn.
write-subthemes = Các chủ đề trong “{ $theme }”
write-theme-missing = Vui lòng chọn một chủ đề. Nếu phân vân, hãy chọn chủ đề gần nhất.
write-theme-closed = Chủ đề này hiện không nhận ý kiến. Vui lòng chọn chủ đề khác.
write-body = Ý kiến
write-body-help = Hãy viết khi nào, ở đâu, bạn gặp khó khăn gì và mong muốn thế nào, chúng tôi sẽ dễ hiểu hơn. Bạn có thể viết bằng bất kỳ ngôn ngữ nào.
write-limit = Tối đa { $max } ký tự
write-count = { $count } ký tự (tối đa { $max })
write-count-over = Thừa { $by } ký tự. Hãy rút ngắn hoặc chia ra để gửi.
body-blank = Vui lòng viết ý kiến. Không thể gửi nếu chỉ có khoảng trắng.
body-too-long = Ý kiến dài { $chars } ký tự, tối đa là { $max }. Hãy bớt { $by } ký tự hoặc chia thành hai ý kiến để gửi.
body-too-many-bytes = Có nhiều ký tự đặc biệt nên vượt quá dung lượng gửi được. Hãy rút ngắn hoặc chia thành hai ý kiến để gửi.
body-control-character = Có ký tự điều khiển không nhìn thấy được. Nếu bạn dán từ phần mềm khác, hãy xóa hoặc viết lại chỗ đó.
write-more-themes = Các chủ đề khác có liên quan
write-more-themes-help = Có thể chọn tối đa hai chủ đề.
write-theme-second = Chủ đề thứ hai
write-theme-third = Chủ đề thứ ba
write-about = Về bạn
write-about-help = Chúng tôi hỏi để biết đây là tiếng nói của những ai. Mỗi câu hỏi đều ghi rõ ai sẽ xem câu trả lời.
write-no-answer = Không trả lời
write-choice-missing = Vui lòng chọn một mục ở “{ $field }”.
write-choice-unknown = Ở “{ $field }”, vui lòng chọn trong các mục đã liệt kê.
write-mail-fold = Nhận thông báo qua e-mail
write-mail-help = Chúng tôi báo cho bạn khi tiếp nhận, khi công khai, v.v. Địa chỉ không được công khai.
write-mail-missing = Vui lòng viết địa chỉ e-mail.
write-mail-bad = Vui lòng kiểm tra địa chỉ e-mail (ví dụ: koe@example.jp). Chỉ dùng chữ không dấu, số và ký hiệu, không có khoảng trắng. Nếu không cần thông báo, hãy để trống.
write-trap = Xin đừng viết gì vào ô này
write-next = Tiếp tục kiểm tra
write-next-note = Ở trang sau bạn kiểm tra nội dung rồi mới gửi. Ý kiến chưa được gửi.
write-hints = Gợi ý khi viết
write-not-published = Những gì không được công khai
write-not-published-note = Nếu không công khai được, chúng tôi sẽ báo lý do. Cũng có khi chỉ che một phần.
confirm-title = Bạn sẽ gửi nội dung này
confirm-lead = Ý kiến chưa được gửi. Nếu cần sửa, hãy bấm “Sửa”.
confirm-mend = Sửa
confirm-seen-public = được công khai
confirm-seen-shared = được công khai (trừ khi có ít người trả lời giống bạn)
confirm-at-once = Ý kiến được công khai ngay sau khi gửi.
confirm-seen-staff = chỉ nhân viên xem
confirm-seen-aggregate = chỉ dùng để thống kê
confirm-mail-use = Chỉ dùng để gửi thông báo. Không công khai, và được xóa { $days } ngày sau khi kết thúc lấy ý kiến
confirm-purpose = Mục đích sử dụng
confirm-not-votes = Chúng tôi xem xét nội dung, không phải số lượng ý kiến.
confirm-send = Gửi
confirm-back = Quay lại trang viết
confirm-trouble = Chưa gửi được
confirm-unsure = Không xác nhận được ý kiến đã đến nơi hay chưa
confirm-words-kept = Nội dung bạn viết vẫn còn nguyên trên trang này.
personal-phone = số điện thoại
personal-mail = địa chỉ e-mail
personal-address = địa chỉ nhà
personal-note = Phần này trông giống { $kind }. Ý kiến sẽ được công khai nên tốt nhất là không viết.
personal-title = Có phần trông giống thông tin liên lạc hoặc địa chỉ
personal-text = Ý kiến sẽ được công khai. Tốt nhất là không viết thông tin liên lạc, địa chỉ của bạn hoặc của người khác.
personal-mask = Đổi phần gạch chân thành ●●●
personal-keep = Nếu để nguyên như vậy, hãy bấm “Gửi” ở bên dưới.
personal-masked = Những phần sau đã được đổi thành ●●●
personal-masked-note = Ý kiến chưa được gửi. Hãy kiểm tra xem đoạn văn có còn dễ đọc không.
personal-ask = Nội dung sẽ được công khai. Tốt nhất là không viết thông tin liên lạc, địa chỉ của bạn hoặc của người khác. Hãy bấm một trong hai nút. Nội dung chưa được lưu.
personal-correct-masked = Đổi thành ●●● rồi sửa
personal-correct-kept = Sửa và để nguyên
personal-note-masked = Đổi thành ●●● rồi gửi
personal-note-kept = Gửi và để nguyên
keep-on = Nội dung bạn đang viết được giữ trên thiết bị này cho đến khi gửi, tối đa 7 ngày.
keep-saved = Bản nháp đã được lưu trên thiết bị này và sẽ bị xóa khi gửi.
keep-off = Không giữ bản nháp. Các bản nháp có trên thiết bị này đã bị xóa.
keep-dropped = Nội dung viết dở đã bị xóa.
keep-shared = Đây là máy tính dùng chung (không giữ bản nháp)
keep-found = Có nội dung bạn viết dở trước đây.
keep-go = Viết tiếp
keep-drop = Xóa
send-too-many = Có nhiều ý kiến gửi liên tiếp từ cùng một mạng nên hiện không tiếp nhận được. Vui lòng đợi khoảng { $minutes } phút rồi bấm “Gửi” lần nữa.
send-purpose-changed = Trong lúc bạn đọc, phần giải thích mục đích sử dụng đã thay đổi. Vui lòng đọc lại rồi gửi.
send-visibility-changed = Trong lúc bạn đọc, phạm vi người được xem câu trả lời ở “{ $fields }” đã rộng hơn. Vui lòng đọc lại phần giải thích bên dưới rồi gửi.
send-token-unknown = Cài đặt đã thay đổi từ khi bạn mở trang này. Vui lòng bấm “Gửi” lần nữa.
send-closed = Đã hết thời gian lấy ý kiến. Nếu cần gấp, bạn có thể sao chép đoạn văn và gửi đến bộ phận phụ trách ghi bên dưới.
send-busy = Trang đang quá tải nên không xác nhận được việc tiếp nhận. Vui lòng bấm “Gửi” lần nữa. Ý kiến không bị gửi hai lần.
closed-title = Đã kết thúc lấy ý kiến
closed-not-yet = Chưa bắt đầu lấy ý kiến
closed-not-yet-text = Chúng tôi nhận ý kiến từ { $day }.
closed-not-yet-copy = Hãy sao chép đoạn văn để có thể gửi khi bắt đầu.
closed-words = Nội dung bạn đã viết (chưa được gửi)
closed-back = Xem nội dung lấy ý kiến (tiếng Anh)
other-title = Bạn đã gửi một ý kiến trước đó
other-lead = Từ cùng trang này, chúng tôi đã nhận một ý kiến vào { $at } (số tiếp nhận { $receipt }).
other-first = Ý kiến đã gửi trước
other-second = Ý kiến bạn đang định gửi
other-correct = Sửa ý kiến trước thành nội dung này
other-cannot-correct = Ý kiến trước đang ở tình trạng “{ $state }” nên không sửa được.
other-send-new = Gửi thành một ý kiến khác
other-status = Xem tình trạng ý kiến trước

## Residents: receipt

receipt-title = Phiếu tiếp nhận
receipt-heading = Chúng tôi đã nhận được ý kiến của bạn
receipt-thanks = Xin cảm ơn bạn. Ý kiến đã đến nơi vào { $at }.
receipt-number = Số tiếp nhận
receipt-code = Mã riêng của bạn
receipt-code-use = Với số tiếp nhận và mã này, bạn có thể xem tình trạng, sửa hoặc rút lại ý kiến.
receipt-code-use-public = Với số tiếp nhận và mã này, bạn có thể xem tình trạng hoặc rút lại ý kiến.
receipt-secret = Xin đừng cho người khác xem mã này.
receipt-qr-label = Mã QR của trang xem tình trạng ý kiến này
receipt-qr = Quét mã để mở trang tình trạng
receipt-once = Mã chỉ hiện trên trang này.
receipt-once-cure = { "" } Thành phố cũng không thể tra lại mã. Hãy in trang này hoặc lưu một bản. Bạn cũng có thể chụp ảnh hoặc chép lại.
receipt-print = In phiếu tiếp nhận
receipt-save = Lưu một bản
receipt-copy-file = phieu-tiep-nhan
receipt-copy =
    Bản lưu phiếu tiếp nhận

    Đợt lấy ý kiến: { $title }
    Thời điểm tiếp nhận: { $at }

    Số tiếp nhận: { $number }
    Mã riêng của bạn: { $code }

    Trang xem tình trạng ý kiến:
    { $address }

    Nhập số và mã ở trang này, bạn có thể xem tình trạng hoặc rút lại ý kiến. Trong khi chờ nhân viên kiểm tra, hoặc khi chúng tôi nhờ bạn sửa, bạn cũng có thể sửa nội dung.
    Nếu mất mã, thành phố cũng không thể tra lại. Xin đừng cho người khác xem.
receipt-mail = Bạn cũng sẽ nhận được e-mail. Trong e-mail không có mã.
receipt-mail-later = Sau này bạn cũng có thể đăng ký nhận thông báo qua e-mail ở trang tình trạng.
receipt-left-out = Ý kiến này đã được tiếp nhận trước đó. Chủ đề, câu trả lời về bạn và địa chỉ e-mail mà bạn đổi sau đó không nằm trong nội dung đã tiếp nhận.
receipt-after = Tiếp theo
receipt-now = Hiện tại
receipt-about = khoảng { $day }
receipt-step-received = Đã tiếp nhận
receipt-step-review = Nhân viên kiểm tra nội dung
receipt-step-review-text = Nếu có thông tin cá nhân, chúng tôi chỉ che phần đó rồi công khai. Nếu không công khai được, chúng tôi sẽ báo lý do.
receipt-step-review-after = Nếu có thông tin cá nhân, chúng tôi chỉ che phần đó. Nếu phải ngừng công khai, chúng tôi sẽ báo lý do.
receipt-read = Đọc ý kiến của mọi người (tiếng Anh)
receipt-another = Viết thêm một ý kiến
status-ask-title = Xem tình trạng ý kiến đã gửi
status-ask-lead = Vui lòng nhập số và mã trên phiếu tiếp nhận.
status-ask-errors = Những gì bạn đã nhập vẫn còn nguyên.
status-ask-open = Mở
status-number-help = Ví dụ: R6-0123-7
status-number-shape = Số tiếp nhận có dạng như R6-0123-7. Vui lòng xem lại phiếu tiếp nhận.
status-number-typo = Có vẻ số tiếp nhận bị sai ở đâu đó. Vui lòng kiểm tra xem có nhầm chữ số không.
status-code-help = Gồm 27 chữ và số. Không phân biệt chữ hoa, chữ thường, khoảng trắng và dấu gạch nối.
status-code-shape = Mã gồm 27 ký tự. Vui lòng kiểm tra xem có thiếu hoặc thừa không.
status-code-typo = Có vẻ mã bị sai ở đâu đó. Vui lòng xem lại các ký tự giống nhau (8 và B, 5 và S, v.v.).
status-not-found = Không tìm thấy số và mã này. Vui lòng xem lại phiếu tiếp nhận.
status-lost = Nếu mất mã, thành phố cũng không thể tra lại. Ý kiến của bạn đã đến nơi, xin hãy yên tâm.
status-title = Tình trạng ý kiến của bạn
status-lead-pending = Nhân viên đang kiểm tra nội dung.
status-lead-published-unread = Ý kiến được công khai nguyên văn. Nhân viên sẽ kiểm tra sau.
status-lead-published = Ý kiến được công khai nguyên văn.
status-lead-redacted = Ý kiến được công khai, có che một phần.
status-lead-on-hold = Việc kiểm tra cần thêm thời gian. Chúng tôi sẽ báo cho bạn chậm nhất vào { $day }.
status-lead-revision = Có chỗ chúng tôi muốn nhờ bạn sửa. Vui lòng xem lý do bên dưới, sửa rồi gửi lại.
status-lead-withheld = Ý kiến không được công khai. Lý do ghi ở bên dưới. Ý kiến vẫn được lưu giữ và nhân viên vẫn đọc.
status-lead-withdrawn = Bạn đã rút lại ý kiến.
status-correct = Sửa nội dung
status-correct-help = Nội dung trước khi sửa cũng được giữ lại. Sau khi sửa, nhân viên sẽ kiểm tra lại.
status-correct-button = Sửa thành nội dung này
status-correct-errors = Nội dung chưa được sửa. Những gì bạn viết vẫn còn nguyên.
status-corrected = Nội dung đã được sửa. Nhân viên sẽ kiểm tra lại.
status-send-new = Viết thành một ý kiến khác
status-moved-on = Nội dung chưa được sửa, vì tình trạng ý kiến đã thay đổi trong lúc bạn mở trang. Vui lòng xem tình trạng mới nhất. Nội dung bạn viết còn ở bên dưới.
status-too-many = Có nhiều lần gửi liên tiếp từ cùng một mạng nên hiện không sửa được. Vui lòng thử lại sau khoảng { $minutes } phút. Nội dung bạn viết còn ở bên dưới.
status-unchanged = Nội dung không thay đổi.
status-yours = Nội dung bạn vừa viết
status-public-text = Nội dung đang công khai
status-public-link = Xem trang công khai (tiếng Anh)
status-own-text = Nội dung đã gửi
status-versions = Các nội dung trước ({ $count })
status-version = Bản thứ { $version } ({ $at })
status-course = Quá trình xử lý ý kiến
status-reason = Lý do: { $reason }
status-by = đến khoảng { $day }
status-step-checking = Nhân viên đang kiểm tra nội dung
status-step-late = Việc này mất nhiều thời gian hơn dự kiến. Xin lỗi vì đã để bạn chờ.
status-all-meetings = Xem tất cả các cuộc họp và lịch của đợt lấy ý kiến này (tiếng Anh)
status-step-corrected = Đã sửa nội dung
status-step-mended = Nhân viên đã sửa nội dung cho khớp với bản gốc
status-step-published = Đã công khai
status-step-redacted = Đã công khai, có che một phần
status-step-on-hold = Việc kiểm tra cần thêm thời gian
status-step-returned = Chúng tôi đã nhờ bạn sửa
status-step-withheld = Đã quyết định không công khai
status-step-withdrawn = Đã rút lại
status-acts = Những việc có thể làm bây giờ
status-print = In trang này
status-withdraw = Rút lại ý kiến
status-mail = Thông báo qua e-mail
status-mail-known = Hiện thông báo được gửi đến { $hint } (chỉ hiện một phần để người khác không đọc được).
status-mail-help = Chúng tôi báo kết quả kiểm tra, v.v. Địa chỉ không được công khai, và được xóa { $days } ngày sau khi kết thúc lấy ý kiến.
status-mail-save = Gửi thông báo đến địa chỉ này
status-mail-stop = Ngừng thông báo và xóa địa chỉ
status-mail-saved = Đã lưu địa chỉ nhận thông báo.
status-mail-stopped = Đã ngừng thông báo qua e-mail và xóa địa chỉ.
status-mail-errors = Địa chỉ chưa được lưu. Những gì bạn viết vẫn còn nguyên.
status-mail-bad = Vui lòng kiểm tra địa chỉ e-mail (ví dụ: koe@example.jp). Chỉ dùng chữ không dấu, số và ký hiệu, không có khoảng trắng.
status-mail-closed = Không thể đăng ký địa chỉ cho ý kiến này nữa.
status-mail-too-many = Có nhiều lần gửi liên tiếp từ cùng một mạng nên hiện không lưu được. Vui lòng thử lại sau khoảng { $minutes } phút.
status-no-acts = Ý kiến này đã được rút lại. Bạn không cần làm gì thêm.
status-withdrawn-unseen = Đã rút lại.
status-withdrawn = Đã rút lại. Nội dung đang công khai đã được gỡ ngay.
withdraw-title = Bạn có muốn rút lại ý kiến không?
withdraw-text = Khi rút lại, ý kiến biến mất ngay khỏi trang công khai và không thể khôi phục. Những gì đã in trong tài liệu họp vẫn còn ở đó.
withdraw-button = Rút lại
withdraw-back = Không rút lại, quay về
voice-published = Đã công khai

## Residents: letters

letter-received-subject = Đã nhận được ý kiến của bạn ({ $receipt })
letter-decided-subject = Thông báo về ý kiến của bạn ({ $receipt })
letter-received = Chúng tôi đã nhận được ý kiến của bạn vào { $at }. Xin cảm ơn bạn.
letter-published = Ý kiến của bạn đã được công khai.
letter-redacted = Ý kiến của bạn đã được công khai, có che một phần.
letter-returned = Có chỗ trong ý kiến mà chúng tôi muốn nhờ bạn sửa. Vui lòng sửa và gửi lại ở trang tình trạng.
letter-withheld = Ý kiến của bạn sẽ không được công khai.
letter-public-at-once = Ý kiến đã được công khai trên trang lấy ý kiến. Nhân viên sẽ kiểm tra sau.
letter-on-hold-until = Việc kiểm tra ý kiến cần thêm thời gian. Chúng tôi sẽ báo kết quả chậm nhất vào { $day }.
letter-on-hold = Việc kiểm tra ý kiến cần thêm thời gian.
letter-changed = Tình trạng ý kiến của bạn đã thay đổi.
letter-how = Bạn có thể xem tình trạng ý kiến bằng số và mã trên phiếu tiếp nhận.
letter-open = Xem tình trạng ý kiến
letter-no-reply = Không thể trả lời e-mail này.
letter-stop = Ngừng nhận thông báo
letter-stop-at = Nếu muốn ngừng nhận thông báo, hãy mở trang sau:
stop-title = Bạn có muốn ngừng nhận thông báo qua e-mail không?
stop-text = Mọi thông báo đến địa chỉ nhận e-mail này sẽ ngừng và địa chỉ bị xóa. Các ý kiến bạn đã gửi vẫn còn.
stop-ended-title = Đã ngừng thông báo qua e-mail
stop-ended-text = Địa chỉ đã được xóa. Nếu muốn nhận lại, hãy mở trang tình trạng bằng số và mã trên phiếu tiếp nhận rồi viết địa chỉ.
stop-unknown-title = Không thể ngừng thông báo bằng liên kết này
stop-unknown-text = Có vẻ liên kết bị thiếu một phần. Vui lòng thử lại liên kết trong e-mail. Bạn cũng có thể ngừng ở trang tình trạng, bằng số và mã trên phiếu tiếp nhận.
queue-kind-mask = Trong ý kiến của bạn, chúng tôi đã che phần thuộc “{ $reason }” rồi công khai. Phần còn lại giữ nguyên như bạn viết.
queue-kind-withhold = Cảm ơn bạn đã gửi ý kiến. Vì thuộc “{ $reason }” trong phần lưu ý khi gửi ý kiến (tiếng Anh) nên chúng tôi không công khai. Người phụ trách đã đọc và lưu lại ý kiến này.

## Residents: notes under an opinion, appeals

addition-title = Phần bổ sung
addition-write = Viết bổ sung
addition-label = Nội dung bổ sung
addition-help = Ý kiến đã gửi không sửa được nữa. Hãy viết những điều còn thiếu hoặc đã thay đổi từ đó. Nhân viên kiểm tra rồi công khai bên dưới ý kiến. Sau khi gửi, phần bổ sung không sửa được. Bạn còn viết được { $left } phần.
addition-send = Gửi phần bổ sung này
addition-sent = Chúng tôi đã nhận được phần bổ sung. Nhân viên sẽ kiểm tra.
addition-errors = Phần bổ sung chưa được gửi. Những gì bạn viết vẫn còn nguyên.
addition-blank = Vui lòng viết nội dung. Không thể gửi nếu chỉ có khoảng trắng.
addition-too-many = Có nhiều lần gửi liên tiếp từ cùng một mạng nên hiện không gửi được. Vui lòng thử lại sau khoảng { $minutes } phút. Nội dung bạn viết còn ở bên dưới.
addition-moved-on = Phần bổ sung chưa được gửi, vì tình trạng đã thay đổi trong lúc bạn mở trang. Vui lòng xem tình trạng mới nhất. Nội dung bạn viết còn ở bên dưới.
addition-full = Mỗi ý kiến có tối đa { $most } phần bổ sung. Bạn đã gửi hết.
addition-hidden = Phần bổ sung chỉ được công khai cùng với ý kiến, khi ý kiến đang được công khai.
addition-unseen = Hiện không hiển thị
addition-pending = Chờ kiểm tra
addition-published = Công khai
addition-withheld = Không công khai
addition-kind = Cảm ơn bạn đã gửi phần bổ sung. Vì thuộc “{ $reason }” trong phần lưu ý khi gửi ý kiến (tiếng Anh) nên chúng tôi không công khai. Người phụ trách đã đọc và sẽ lưu lại phần bổ sung này.
letter-addition-published = Phần bổ sung cho ý kiến của bạn đã được công khai.
letter-addition-withheld = Phần bổ sung cho ý kiến của bạn sẽ không được công khai.
appeal-write = Yêu cầu xem xét lại (khiếu nại)
appeal-label = Bạn muốn xem xét lại điều gì, vì sao
appeal-help = Một nhân viên chưa từng tham gia vào quyết định không công khai ý kiến này sẽ xem xét lại và trả lời bằng văn bản. Với mỗi quyết định, bạn có thể yêu cầu một lần. Nội dung viết ở đây không được công khai.
appeal-send = Yêu cầu xem xét lại
appeal-sent = Chúng tôi đã nhận được yêu cầu. Một nhân viên chưa từng tham gia sẽ xem xét lại và trả lời trên trang này.
appeal-errors = Yêu cầu chưa được gửi. Những gì bạn viết vẫn còn nguyên.
appeal-moved-on = Yêu cầu không được gửi, vì chúng tôi đã nhận một yêu cầu trước đó, hoặc tình trạng ý kiến đã thay đổi trong lúc bạn mở trang. Vui lòng xem tình trạng mới nhất. Nội dung bạn viết còn ở bên dưới.
status-lead-appealed = Ý kiến không được công khai. Theo yêu cầu của bạn, một nhân viên chưa từng tham gia đang xem xét lại.
appeal-step = Đã nhận yêu cầu xem xét lại
appeal-step-open = Một nhân viên chưa từng tham gia đang xem xét lại.
appeal-step-upheld = Đã trả lời yêu cầu (giữ nguyên quyết định)
appeal-step-changed = Đã trả lời yêu cầu (thay đổi quyết định)
appeal-upheld = Giữ nguyên quyết định
appeal-changed = Thay đổi quyết định
letter-appeal-upheld = Theo yêu cầu của bạn, chúng tôi đã xem xét lại. Quyết định không công khai ý kiến được giữ nguyên.
letter-appeal-changed = Theo yêu cầu của bạn, chúng tôi đã xem xét lại và thay đổi quyết định.

## Names of states, reasons and other lists

state-pending = Chờ kiểm tra
state-published = Công khai
state-published-redacted = Công khai, che một phần
state-on-hold = Cần thêm thời gian
state-needs-revision = Cần sửa
state-withheld = Không công khai
state-withdrawn = Đã rút lại
reason-personal-info = Thông tin cá nhân
reason-defamation = Phỉ báng, xúc phạm
reason-discrimination = Phân biệt đối xử
reason-illegal = Vi phạm pháp luật, tội phạm
reason-obscene-violent = Khiêu dâm, bạo lực
reason-advertising = Kinh doanh, quảng cáo
reason-electioneering = Vận động bầu cử, hoạt động chính trị
reason-religion = Hoạt động tôn giáo
reason-copyright = Xâm phạm quyền của người khác
reason-impersonation = Mạo danh
reason-spam-duplicate = Gửi liên tiếp, trùng lặp
reason-off-topic = Không liên quan đến chủ đề
reason-unreadable = Không đọc được
reason-other = Lý do khác
mask-personal-info = thông tin cá nhân, không công khai
mask-defamation = lời phỉ báng, không công khai
mask-discrimination = lời phân biệt đối xử, không công khai
mask-illegal = có thể vi phạm pháp luật, không công khai
mask-obscene-violent = khiêu dâm hoặc bạo lực, không công khai
mask-advertising = quảng cáo, không công khai
mask-electioneering = vận động bầu cử hoặc chính trị, không công khai
mask-religion = hoạt động tôn giáo, không công khai
mask-copyright = có thể xâm phạm quyền, không công khai
mask-impersonation = có thể là mạo danh, không công khai
mask-spam-duplicate = lặp lại, không công khai
mask-off-topic = không liên quan đến chủ đề, không công khai
mask-unreadable = không đọc được, lược bỏ
mask-other = không công khai
field-age-band = Độ tuổi
field-area = Khu vực
field-relation = Quan hệ với thành phố
field-mail = Địa chỉ e-mail
editor-first-theme = Chủ đề khác, chưa rõ
editor-first-theme-hint = Nếu phân vân, hãy chọn mục này
editor-age-17 = 17 tuổi trở xuống
editor-age-18 = 18–29 tuổi
editor-age-30 = 30–39 tuổi
editor-age-40 = 40–49 tuổi
editor-age-50 = 50–59 tuổi
editor-age-60 = 60–69 tuổi
editor-age-70 = 70–79 tuổi
editor-age-80 = 80 tuổi trở lên
editor-relation-resident = Sống trong thành phố
editor-relation-worker = Làm việc trong thành phố
editor-relation-student = Đi học trong thành phố
editor-relation-other = Khác
