## This language

language-name = 简体中文
language-tag = zh-Hans
language-tier = posting
language-fallback = en

## Frame of every page

site-name = { $city } 市民之声
site-brand = 市民之声
frame-skip = 跳到正文
frame-language-part = 可提交意见、查看意见的处理情况
frame-display = 显示
frame-size = 文字大小
frame-size-normal = 标准
frame-size-large = 大
frame-size-larger = 更大
frame-demo-label = 关于本示例网站
frame-demo = 这是示例网站。所有意见和人物均为虚构。
frame-guideline = 投稿须知（英文）
frame-privacy = 个人信息的处理（英文）
frame-accessibility = 无障碍（英文）
frame-licences = 许可（英文）
frame-operation = 受理情况（英文）
frame-status = 查看已提交意见的处理情况
frame-contact-missing = 联系方式正在准备中。
frame-contact-note = （意见征集负责部门）
frame-contact-phone = 电话 { $phone }
frame-contact-hours = （{ $hours }）
frame-contact-mail = 电子邮件 { $mail }

## Dates and times

date-day = { $day }日
date-full = { $year }年{ $month }月{ $day }（{ $weekday }）
date-short = { $month }月{ $day }（{ $weekday }）
date-era = { $year }年（令和{ $era }年）{ $month }月{ $day }（{ $weekday }）
time-of-day = { " " }{ $hour }:{ $minute }
weekday-monday = 周一
weekday-tuesday = 周二
weekday-wednesday = 周三
weekday-thursday = 周四
weekday-friday = 周五
weekday-saturday = 周六
weekday-sunday = 周日

## When something cannot be done

error-home = 返回首页（英文）
error-work = 返回我的工作页面
error-sign-in-title = 需要登录
error-sign-in-text = 本页面供工作人员使用。一段时间未操作，系统会自动退出登录。
error-typed-title = 您填写的内容（尚未保存）
error-typed = 您填写的内容
error-typed-text = 登录已超时，您提交的内容尚未保存。点击下面的按钮会打开新标签页。请在那里登录后回到本页并重新加载，即可再次提交相同的内容。
error-typed-sign-in = 在新标签页登录
error-typed-again = 您填写的内容尚未受理。请稍等片刻后重新加载本页，即可再次提交相同的内容。
error-typed-unsure = 本页面无法确认您填写的内容是否已送达。请稍等片刻后重新加载本页，再次提交。即使已经送达，也不会重复受理。
error-typed-note = 为保险起见，您也可以复制下面的文字。
error-typed-copy = 您填写的内容未被受理。如有需要，请复制下面的文字。
error-forbidden-title = 您没有使用本页面的权限
error-forbidden-text = 您当前登录的职员ID不能查看或使用本页面。如工作需要，请向管理员申请权限。
error-foreign-title = 由于是从其他网站提交的，未予受理
error-foreign-text = 没有任何更改。请重新打开本网站的页面，再试一次。
error-elsewhere-title = 这不是本网站的地址
error-elsewhere-text = 本网站的地址是 { $address }。请通过下面的按钮打开。如果无法打开，请告知网站管理人员。
error-elsewhere-open = 打开本网站
error-method-title = 此地址不能直接打开
error-method-text = 这是点击“提交”“保存”等按钮时使用的地址。直接打开不会提交或更改任何内容。请通过下面的按钮前往您需要的页面。
error-not-found-title = 找不到页面
error-not-found-text = 地址有误，或该页面未公开。如果您是按受理编号查找，请再次核对编号。
error-link-gone-title = 此链接无法使用
error-link-gone-text = 链接已被使用或已过期（24小时）。如果已设置密码，可以直接登录。如果还没有，请向管理员索取新的链接。
error-set-up-done-title = 首位管理员已经注册
error-set-up-done-text = 此链接已失效。请使用已注册的职员ID和密码登录。其他职员由管理员添加。
error-set-up-gone-title = 此链接无法使用
error-set-up-gone-text = 链接已过期（24小时），或已被新链接取代。目前尚未注册管理员。重新启动 Koe 后，启动画面上会显示新的链接。
error-conflict-title = 其他人已先行操作
error-conflict-text = 在您打开页面期间，内容发生了变化。请确认最新内容后再操作。
error-too-many-title = 请稍候
error-too-many-text = 由于来自同一网络的操作过于频繁，目前无法受理。请在大约{ $minutes }分钟后再试。
error-unavailable-title = 目前无法打开页面
error-unavailable-text = 网站繁忙或暂时停止服务。请稍后再试。
error-bad-request-title = 无法读取提交的内容
error-bad-request-text = 请重新打开页面再试。如果仍然不行，请告知下方的负责部门。
error-too-large-title = 提交的内容过大
error-too-large-text = 未予受理。点击浏览器的“返回”，或许可以回到填写文字的页面。请缩短内容，或分几次提交。
error-internal-title = 非常抱歉，出现了问题
error-internal-text = 问题已被记录，负责人员会进行确认。请稍后再试。

## Forms

form-errors-title = 有{ $count }处需要修改
sign-in-button = 登录
board-comma = 、
as-of = 截至{ $at }
form-required = （必填）
form-optional = （选填）
form-none = 不选择
phase-open = 征集中
phase-days = { $days ->
    [1] 今天截止
   *[other] 还有{ $days }天
}
phase-until = 截至{ $day }
phase-scheduled = 即将开始
phase-from = { $day }开始
phase-closed = 征集已结束
phase-being-read = { $day }结束，正在阅读收到的意见
phase-results = 已公布结果
phase-results-on = { $day }公布

## Residents: sending

steps-label = 提交意见的三个步骤
steps-write = 填写
steps-confirm = 确认
steps-receipt = 受理回执
write-title = 填写意见
write-lead-before = 请不要填写姓名和住址。工作人员审核后予以公开。
write-lead-after = 请不要填写姓名和住址。提交后立即公开。
write-errors-text = 您填写的内容都还在。意见尚未提交。
write-theme = 主题
write-theme-help = 请选择一个最接近的主题。选择后，可能会出现更细的主题。
write-subthemes = “{ $theme }”中的主题
write-theme-missing = 请选择一个主题。如果拿不准，请选最接近的。
write-theme-closed = 该主题目前不接受意见。请选择其他主题。
write-body = 您的意见
write-body-help = 请写明什么时候、在哪里、遇到了什么困难、希望怎样改善，这样更便于我们理解。可以使用任何语言。
write-limit = 最多{ $max }字
write-count = { $count }字（最多{ $max }字）
write-count-over = 超出{ $by }字。请缩短，或分几次提交。
body-blank = 请填写意见。只有空格无法提交。
body-too-long = 您的意见有{ $chars }字，最多{ $max }字。请减少{ $by }字，或分成两条提交。
body-too-many-bytes = 特殊字符较多，超出了可提交的大小。请缩短，或分成两条提交。
body-control-character = 内容中含有看不见的控制字符。如果是从其他软件粘贴的，请删除或重新输入该部分。
write-more-themes = 其他相关主题
write-more-themes-help = 最多可选两个。
write-theme-second = 第二个主题
write-theme-third = 第三个主题
write-about = 关于您
write-about-help = 这些问题是为了了解意见来自哪些人。每个问题都注明了谁会看到您的回答。
write-no-answer = 不回答
write-choice-missing = 请在“{ $field }”中选择一项。
write-choice-unknown = 请从“{ $field }”列出的选项中选择。
write-mail-fold = 通过电子邮件接收通知
write-mail-help = 受理、公开等情况会通知您。邮箱地址不会公开。
write-mail-missing = 请填写电子邮箱地址。
write-mail-bad = 请核对电子邮箱地址（例如：koe@example.jp）。请使用半角英文字母、数字和符号，中间不要有空格。如不需要通知，请留空。
write-trap = 请不要在此栏填写任何内容
write-next = 下一步：确认
write-next-note = 在下一页确认内容后再提交。现在还不会提交。
write-hints = 填写提示
write-not-published = 不予公开的内容
write-not-published-note = 不能公开时，会告知理由。有时只遮盖一部分。
confirm-title = 将提交以下内容
confirm-lead = 意见尚未提交。如需修改，请点击“修改”。
confirm-mend = 修改
confirm-seen-public = 将会公开
confirm-seen-shared = 将会公开（相同回答的人较少时不公开）
confirm-at-once = 提交后立即公开。
confirm-seen-staff = 仅工作人员可见
confirm-seen-aggregate = 仅用于统计
confirm-mail-use = 仅用于发送通知。不公开，征集结束{ $days }天后删除
confirm-purpose = 使用目的
confirm-not-votes = 我们重视意见的内容，而不是数量。
confirm-send = 提交
confirm-back = 返回填写页面
confirm-trouble = 尚未提交
confirm-unsure = 无法确认是否已受理
confirm-words-kept = 您填写的内容都还在本页面上。
personal-phone = 电话号码
personal-mail = 电子邮箱地址
personal-address = 住址
personal-note = 看起来像{ $kind }。意见将会公开，建议不要填写。
personal-title = 其中有像联系方式或住址的内容
personal-text = 意见将会公开。建议不要填写您本人或他人的联系方式和住址。
personal-mask = 将划线部分改为“●●●”
personal-keep = 如果保持原样，请点击下面的“提交”。
personal-masked = 以下部分已改为“●●●”
personal-masked-note = 意见尚未提交。请确认前后文字是否通顺。
personal-ask = 文字将会公开。建议不要填写您本人或他人的联系方式和住址。请点击其中一个按钮。内容尚未保存。
personal-correct-masked = 改为“●●●”后修改
personal-correct-kept = 保持原样修改
personal-note-masked = 改为“●●●”后提交
personal-note-kept = 保持原样提交
keep-on = 您正在填写的内容在提交之前保留在本设备上，最长7天。
keep-saved = 草稿已保存在本设备上，提交后即删除。
keep-off = 不保留草稿。本设备上原有的草稿已删除。
keep-dropped = 未完成的内容已删除。
keep-shared = 这是公用电脑（不保留草稿）
keep-found = 有您以前未写完的内容。
keep-go = 继续填写
keep-drop = 删除
send-too-many = 由于来自同一网络的提交过于频繁，目前无法受理。请在大约{ $minutes }分钟后再次点击“提交”。
send-purpose-changed = 在您阅读期间，使用目的的说明发生了变化。请重新阅读后再提交。
send-visibility-changed = 在您阅读期间，可查看“{ $fields }”回答的人员范围扩大了。请重新阅读下面的说明后再提交。
send-token-unknown = 在您打开本页面之后，设置发生了变化。请再次点击“提交”。
send-closed = 征集期间已结束。如有急事，请复制文字，发送至下方的负责部门。
send-busy = 网站繁忙，无法确认是否已受理。请再次点击“提交”。不会重复受理。
closed-title = 征集已结束
closed-not-yet = 征集尚未开始
closed-not-yet-text = 从{ $day }开始接受意见。
closed-not-yet-copy = 请复制文字，以便开始后提交。
closed-words = 您填写的内容（尚未提交）
closed-back = 查看征集内容（英文）
other-title = 您之前已提交过一条意见
other-lead = 从同一页面，我们已于{ $at }受理了一条意见（受理编号 { $receipt }）。
other-first = 之前提交的内容
other-second = 现在要提交的内容
other-correct = 将之前的意见改为此内容
other-cannot-correct = 之前提交的意见目前处于“{ $state }”状态，无法修改。
other-send-new = 作为另一条意见提交
other-status = 查看之前意见的处理情况

## Residents: receipt

receipt-title = 受理回执
receipt-heading = 我们已收到您的意见
receipt-thanks = 谢谢。意见已于{ $at }送达。
receipt-number = 受理编号
receipt-code = 您的专用代码
receipt-code-use = 凭受理编号和此代码，可以查看处理情况、修改或撤回意见。
receipt-code-use-public = 凭受理编号和此代码，可以查看处理情况或撤回意见。
receipt-secret = 请不要让他人看到此代码。
receipt-qr-label = 查看此意见处理情况的页面的二维码
receipt-qr = 扫描后打开处理情况页面
receipt-once = 代码只在本页面显示。
receipt-once-cure = 市政府也无法查询代码。请打印本页面，或保存一份副本。拍照或抄写下来也可以。
receipt-print = 打印受理回执
receipt-save = 保存副本
receipt-copy-file = 受理回执
receipt-copy =
    受理回执（副本）

    意见征集：{ $title }
    受理时间：{ $at }

    受理编号：{ $number }
    您的专用代码：{ $code }

    查看意见处理情况的页面：
    { $address }

    在该页面输入编号和代码，可以查看处理情况或撤回意见。在工作人员审核之前，或我们请您修改时，也可以修改文字。
    如果丢失代码，市政府也无法查询。请不要让他人看到。
receipt-mail = 我们也会通过电子邮件通知您。邮件中不会写代码。
receipt-mail-later = 以后也可以在处理情况页面申请接收邮件通知。
receipt-left-out = 此意见之前已经受理。在那之后更改的主题、关于您的回答和邮箱地址，不包含在已受理的内容中。
receipt-after = 接下来
receipt-now = 现在
receipt-about = 约{ $day }
receipt-step-received = 已受理
receipt-step-review = 工作人员审核内容
receipt-step-review-text = 如有个人信息等，只遮盖该部分后公开。不能公开时，会告知理由。
receipt-step-review-after = 如有个人信息等，只遮盖该部分。停止公开时，会告知理由。
receipt-read = 阅读大家的意见（英文）
receipt-another = 再写一条
status-ask-title = 查看已提交意见的处理情况
status-ask-lead = 请输入受理回执上的编号和代码。
status-ask-errors = 您输入的内容都还在。
status-ask-open = 打开
status-number-help = 例如：R6-0123-7。全角半角均可。
status-number-shape = 受理编号的格式如 R6-0123-7。请核对受理回执。
status-number-typo = 受理编号似乎有误。请检查数字是否写错。
status-code-help = 由27个字母和数字组成。不区分大小写，空格和连字符均可忽略。
status-code-shape = 代码为27个字符。请检查是否有遗漏或多余。
status-code-typo = 代码似乎有误。请检查形状相似的字符（8和B、5和S等）。
status-not-found = 找不到此编号和代码。请再次核对受理回执。
status-lost = 如果丢失代码，市政府也无法查询。您的意见已经送达，请放心。
status-title = 您的意见的处理情况
status-lead-pending = 工作人员正在审核内容。
status-lead-published-unread = 已按原文公开。工作人员随后会进行审核。
status-lead-published = 已按原文公开。
status-lead-redacted = 已遮盖一部分后公开。
status-lead-on-hold = 审核需要更多时间。我们会在{ $day }之前通知您。
status-lead-revision = 有些地方想请您修改。请查看下面的理由，修改后提交。
status-lead-withheld = 未予公开。理由写在下面。意见本身会保留，工作人员也会阅读。
status-lead-withdrawn = 已撤回。
status-correct = 修改文字
status-correct-help = 修改前的文字也会保留。修改后，工作人员会再次审核。
status-correct-button = 改为此内容
status-correct-errors = 文字尚未修改。您填写的内容都还在。
status-corrected = 文字已修改。工作人员会再次审核。
status-send-new = 作为另一条意见填写
status-moved-on = 文字未修改。在您打开页面期间，意见的处理情况发生了变化。请确认最新情况。您填写的文字保留在下面。
status-too-many = 由于来自同一网络的提交过于频繁，目前无法修改。请在大约{ $minutes }分钟后再试。您填写的文字保留在下面。
status-unchanged = 文字没有变化。
status-yours = 您刚才填写的文字
status-public-text = 已公开的文字
status-public-link = 查看公开页面（英文）
status-own-text = 已提交的文字
status-versions = 以前的文字（{ $count }）
status-version = 第{ $version }版（{ $at }）
status-course = 意见的处理过程
status-reason = 理由：{ $reason }
status-by = 预计{ $day }前
status-step-checking = 工作人员正在审核内容
status-step-late = 所需时间比预计更长。让您久等，非常抱歉。
status-all-meetings = 查看本次征集的所有会议和日程（英文）
status-step-corrected = 已修改文字
status-step-mended = 工作人员已按原件修改文字
status-step-published = 已公开
status-step-redacted = 已遮盖一部分后公开
status-step-on-hold = 审核需要更多时间
status-step-returned = 已请您修改
status-step-withheld = 决定不予公开
status-step-withdrawn = 已撤回
status-acts = 现在可以做的事
status-print = 打印本页面
status-withdraw = 撤回意见
status-mail = 电子邮件通知
status-mail-known = 目前通知发送至 { $hint }（为避免他人看到，只显示一部分）。
status-mail-help = 我们会通知审核结果等。邮箱地址不会公开，征集结束{ $days }天后删除。
status-mail-save = 发送通知至此地址
status-mail-stop = 停止通知并删除地址
status-mail-saved = 已保存通知的收件地址。
status-mail-stopped = 已停止邮件通知，并删除了地址。
status-mail-errors = 地址尚未保存。您填写的内容都还在。
status-mail-bad = 请核对电子邮箱地址（例如：koe@example.jp）。请使用半角英文字母、数字和符号，中间不要有空格。
status-mail-closed = 此意见已不能再登记通知地址。
status-mail-too-many = 由于来自同一网络的提交过于频繁，目前无法保存。请在大约{ $minutes }分钟后再试。
status-no-acts = 对已撤回的意见，没有可进行的操作。
status-withdrawn-unseen = 已撤回。
status-withdrawn = 已撤回。公开的内容已立即停止显示。
withdraw-title = 要撤回意见吗？
withdraw-text = 撤回后，意见会立即从公开页面消失，无法恢复。已载入会议资料的内容会保留在资料中。
withdraw-button = 撤回
withdraw-back = 不撤回，返回
voice-published = 已公开

## Residents: letters

letter-received-subject = 已收到您的意见（{ $receipt }）
letter-decided-subject = 关于您的意见的通知（{ $receipt }）
letter-received = 我们已于{ $at }收到您的意见。谢谢。
letter-published = 您的意见已公开。
letter-redacted = 您的意见已公开，部分内容已遮盖。
letter-returned = 您的意见中有些地方想请您修改。请在处理情况页面修改后提交。
letter-withheld = 我们决定不公开您的意见。
letter-public-at-once = 意见已在征集页面公开。工作人员随后会进行审核。
letter-on-hold-until = 审核您的意见需要更多时间。我们会在{ $day }之前通知结果。
letter-on-hold = 审核您的意见需要更多时间。
letter-changed = 您的意见的处理情况有变化。
letter-how = 凭受理回执上的编号和代码，可以查看意见的处理情况。
letter-open = 查看意见的处理情况
letter-no-reply = 此邮件无法回复。
letter-stop = 停止接收通知
letter-stop-at = 如需停止接收通知，请打开以下页面：
stop-title = 要停止电子邮件通知吗？
stop-text = 将停止向收到此邮件的地址发送所有通知，并删除该地址。已提交的意见会保留。
stop-ended-title = 已停止电子邮件通知
stop-ended-text = 地址已删除。如需再次接收，请用受理回执上的编号和代码打开处理情况页面，填写地址。
stop-unknown-title = 此链接无法停止通知
stop-unknown-text = 链接似乎缺少一部分。请再次尝试邮件中的链接。也可以用受理回执上的编号和代码打开处理情况页面，停止通知。
queue-kind-mask = 您的意见中属于“{ $reason }”的部分已遮盖后公开。其余部分保持原文。
queue-kind-withhold = 感谢您提出意见。由于您的意见属于投稿须知（英文）中的“{ $reason }”一项，我们未予公开。负责人员已阅读该意见，并会保留记录。

## Residents: notes under an opinion, appeals

addition-title = 补充
addition-write = 填写补充
addition-label = 补充内容
addition-help = 已提交的意见文字不能再修改。请填写遗漏的内容或之后发生变化的情况。工作人员审核后，会公开在意见下方。补充提交后不能修改。还可以填写{ $left }条。
addition-send = 提交此补充
addition-sent = 已收到您的补充。工作人员会进行审核。
addition-errors = 补充尚未提交。您填写的内容都还在。
addition-blank = 请填写文字。只有空格无法提交。
addition-too-many = 由于来自同一网络的提交过于频繁，目前无法提交。请在大约{ $minutes }分钟后再试。您填写的文字保留在下面。
addition-moved-on = 补充未提交。在您打开页面期间，处理情况发生了变化。请确认最新情况。您填写的文字保留在下面。
addition-full = 补充最多{ $most }条，已全部提交。
addition-hidden = 仅在意见公开期间一同公开。
addition-unseen = 目前不显示
addition-pending = 等待审核
addition-published = 公开
addition-withheld = 不公开
addition-kind = 感谢您提交补充。由于您的补充属于投稿须知（英文）中的“{ $reason }”一项，我们未予公开。负责人员已阅读此补充，并会保留记录。
letter-addition-published = 您对意见的补充已公开。
letter-addition-withheld = 您对意见的补充决定不予公开。
appeal-write = 请求复核（提出异议）
appeal-label = 希望复核哪一点，以及理由
appeal-help = 关于不公开您的意见这一决定，将由此前未参与的工作人员复核，并以书面形式答复。每个决定可以请求一次。此处填写的内容不会公开。
appeal-send = 请求复核
appeal-sent = 已收到您的请求。此前未参与的工作人员会复核，并在本页面答复。
appeal-errors = 请求尚未提交。您填写的内容都还在。
appeal-moved-on = 请求未提交。可能已经收到您的请求，或者在您打开页面期间，意见的处理情况发生了变化。请确认最新情况。您填写的文字保留在下面。
status-lead-appealed = 未予公开。根据您的请求，此前未参与的工作人员正在复核。
appeal-step = 已收到复核请求
appeal-step-open = 此前未参与的工作人员正在复核。
appeal-step-upheld = 已答复您的请求（维持原决定）
appeal-step-changed = 已答复您的请求（变更了决定）
appeal-upheld = 维持决定
appeal-changed = 变更决定
letter-appeal-upheld = 根据您的请求，我们已复核。不公开您的意见这一决定不变。
letter-appeal-changed = 根据您的请求，我们已复核，并变更了决定。

## Names of states, reasons and other lists

state-pending = 等待审核
state-published = 公开
state-published-redacted = 部分遮盖后公开
state-on-hold = 暂缓
state-needs-revision = 需要修改
state-withheld = 不公开
state-withdrawn = 已撤回
reason-personal-info = 个人信息
reason-defamation = 诽谤中伤
reason-discrimination = 歧视
reason-illegal = 违法、犯罪
reason-obscene-violent = 淫秽、暴力
reason-advertising = 营业、广告宣传
reason-electioneering = 选举活动、政治活动
reason-religion = 宗教活动
reason-copyright = 侵犯权利
reason-impersonation = 冒充他人
reason-spam-duplicate = 连续投稿、重复
reason-off-topic = 与征集主题无关
reason-unreadable = 无法辨认
reason-other = 其他
mask-personal-info = 因属个人信息，不公开
mask-defamation = 因属诽谤中伤，不公开
mask-discrimination = 因属歧视性表达，不公开
mask-illegal = 因可能违法，不公开
mask-obscene-violent = 因属淫秽、暴力表达，不公开
mask-advertising = 因属广告宣传，不公开
mask-electioneering = 因属选举、政治活动，不公开
mask-religion = 因属宗教活动，不公开
mask-copyright = 因可能侵犯权利，不公开
mask-impersonation = 因可能冒充他人，不公开
mask-spam-duplicate = 因重复，不公开
mask-off-topic = 因与征集主题无关，不公开
mask-unreadable = 因无法辨认，省略
mask-other = 不公开
field-age-band = 年龄段
field-area = 地区
field-relation = 与本市的关系
field-mail = 电子邮箱地址
editor-first-theme = 其他、不清楚
editor-first-theme-hint = 拿不准时请选此项
editor-age-17 = 17岁以下
editor-age-18 = 18～29岁
editor-age-30 = 30～39岁
editor-age-40 = 40～49岁
editor-age-50 = 50～59岁
editor-age-60 = 60～69岁
editor-age-70 = 70～79岁
editor-age-80 = 80岁以上
editor-relation-resident = 住在本市
editor-relation-worker = 在本市工作
editor-relation-student = 在本市上学
editor-relation-other = 其他
