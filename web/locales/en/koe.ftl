## This language

language-name = English
language-tag = en
language-tier = full
language-fallback = ja

## Frame of every page

site-name = { $city } – Our Voices
site-brand = Our Voices
frame-skip = Skip to main content
frame-join = { " | " }
frame-colon = { ": " }
frame-levels = { " / " }
frame-number-comma = ,
frame-language-part = Send an opinion, see where it stands
frame-display = Display
frame-size = Letter size
frame-size-normal = Normal
frame-size-large = Large
frame-size-larger = Larger
readings-label = Readings above kanji
readings-on = Show
readings-off = Hide
readings-here = Readings above kanji ({ $language })
frame-demo-label = About this demonstration
frame-demo = This is a demonstration. All opinions and people in it are invented.
frame-guideline = Guideline
frame-privacy = Privacy
frame-accessibility = Accessibility
frame-licences = Licences
frame-operation = How it is run
frame-status = See where my opinion stands
frame-contact-missing = The contact is being prepared.
frame-contact-note = { "" } (office for this consultation)
frame-contact-phone = Phone { $phone }
frame-contact-hours = { "" } ({ $hours })
frame-contact-mail = E-mail { $mail }

## Dates and times

date-day = { $day }
date-full = { $weekday }, { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $day }, { $year }
date-short = { $weekday }, { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $day }
date-era = { $weekday }, { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $day }, { $year } (Reiwa { $era })
time-of-day = , { $hour }:{ $minute }
weekday-monday = Mon
weekday-tuesday = Tue
weekday-wednesday = Wed
weekday-thursday = Thu
weekday-friday = Fri
weekday-saturday = Sat
weekday-sunday = Sun

## When something cannot be done

error-home = Go to the home page
error-work = Go to your own work
error-sign-in-title = Please sign in
error-sign-in-text = This page is for staff. After half an hour without use you are signed out.
error-sign-in-file = You had been signed out, as nothing was done for a while. The file has not arrived: please sign in and choose it once more.
error-typed-title = What you wrote (not saved yet)
error-typed = What you wrote
error-typed-text = You were signed out, so what you sent has not been saved. The button below opens a new tab. Sign in there, come back to this page and reload it: the same form is sent again.
error-typed-sign-in = Sign in in a new tab
error-typed-again = What you wrote has not been taken yet. Wait a little and reload this page: the same form is sent again.
error-typed-unsure = This page cannot tell whether what you wrote has arrived. Wait a little and reload this page to send the same words again; if they have arrived already, they are not taken twice.
error-typed-note = You can also copy the text below to be safe.
error-typed-copy = What you wrote has not been taken. If you need it, copy the text below.
error-forbidden-title = You have no right to use this page
error-forbidden-text = The staff ID you are signed in with can neither see nor use this page. If your work needs it, ask an administrator to add the role.
error-foreign-title = This came from another site and was not taken
error-foreign-text = Nothing has changed. Open the page on this site again and retry.
error-elsewhere-title = This is not the address of this site
error-elsewhere-text = The address of this site is { $address }. Open it with the button below. If it does not open, please tell whoever looks after the site.
error-elsewhere-open = Open the site
error-method-title = This address cannot be opened directly
error-method-text = It belongs to a button such as “Send” or “Save”. Opening it sends nothing and changes nothing. Go on with the button below.
error-not-found-title = Page not found
error-not-found-text = The address is wrong, or the page is not public. If you are looking for a receipt number, please check it.
error-link-gone-title = This link no longer works
error-link-gone-text = It has been used, or its 24 hours are over. If you have set your password, you can sign in. If not, please ask an administrator for a new link.
error-set-up-done-title = There is an administrator already
error-set-up-done-text = This link has done its work. Sign in with the staff ID and password that were set. Other staff are added by an administrator, under “Administration”.
error-set-up-gone-title = This link no longer works
error-set-up-gone-text = Its 24 hours are over, or a newer link has taken its place. There is no administrator yet. Start Koe again: it prints a new link where it was started.
error-conflict-title = Somebody was faster
error-conflict-text = Things changed while your page was open. Look at the present state, then try again.
error-too-many-title = Please wait a little
error-too-many-text = Too many attempts came from this network, so none is taken just now. Please try again in about { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
  }.
error-no-cookie-title = This could not be counted
error-no-cookie-text = So that nobody is counted twice and everybody can take it back, this button uses one cookie. Your browser does not seem to accept cookies. Please allow cookies of this site, then press once more. Reading opinions and sending yours need no cookie.
error-no-cookie-back = Back to the opinion
error-no-reactions-title = “I feel the same” is not open now
error-no-reactions-text = “I feel the same” can be pressed only while the consultation is open. Your press has not been counted. You can still read the opinions.
error-unavailable-title = This page cannot be shown at the moment
error-unavailable-text = We are busy or have stopped for a moment. Please try again in a little while.
error-bad-request-title = We could not read what was sent
error-bad-request-text = Open the page again and retry. If it goes on, please tell the office named below.
error-too-large-title = What was sent is too large
error-too-large-text = It has not been taken. “Back” in your browser often leads back to what you wrote. Shorten it or send it in parts.
error-internal-title = Sorry, something went wrong
error-internal-text = It has been noted, and somebody will look into it. Please try again in a little while.

## Staff: frame

staff-site-name = Staff – Our Voices
staff-brand-note = Staff
staff-nav-label = Staff pages
staff-nav-queue = Queue
staff-nav-board = Counts
staff-nav-consultations = Consultations
staff-nav-exports = Exports
staff-nav-imports = Import
staff-nav-site = Administration
staff-nav-log = Log
staff-nav-public = Public pages
staff-nav-password = Change password
no-work-title = Nothing is waiting for you now
no-work-text = When work of yours begins, its entry appears at the top of the page. If you should be doing something else, ask the administrator to add a role.
staff-nav-sign-out = Sign out

## Forms

form-errors-title = { $count ->
    [1] One thing needs correcting
   *[other] { $count } things need correcting
}

## Signing in

sign-in-title = Sign in
sign-in-login = Staff ID
sign-in-password = Password
sign-in-password-help = You may paste it.
sign-in-button = Sign in
sign-in-wrong = Staff ID or password is wrong. Please check and try again.
sign-in-errors-text = You are not signed in yet.
sign-in-idle = After 30 minutes without use you are signed out.
sign-in-forgotten = If you have forgotten your password, ask an administrator for a new link.
sign-in-resident = Residents, this way (no account needed)
sign-in-set-up-done = The first administrator is set up
sign-in-set-up-next = Sign in with the staff ID and password you have just chosen. On the page that opens, write and save the city's name, the office in charge, the posting guideline and the privacy text; then consultations can be published.
sign-in-password-done = Your password is set
sign-in-password-next = Sign in with your staff ID and the password you have just chosen.
set-up-title = Set up the first administrator
set-up-lead = This link works once. Afterwards, sign in: the page that opens asks for the city’s name, the office in charge with a phone number or mail address, the posting guideline and the privacy text. Once these are saved, you can add other staff and begin a consultation.
set-up-errors-text = Nobody has been registered yet. For safety, please type the password again.
link-title = Choose a password
link-lead = This link works once. Afterwards sign in with your staff ID and the new password.
account-login = Staff ID
account-login-help = 2 to 40 of the letters a–z, digits, “.”, “-” and “_”. It cannot be changed later.
account-login-bad = A staff ID has 2 to 40 of the letters a–z, digits, “.”, “-” and “_”.
account-name = Name
account-name-help = Shown to other staff, never to residents.
account-name-bad = Please give a name of 1 to 60 characters, without line breaks or invisible characters.
account-name-alike = Somebody has the same name, or one that looks the same. Add the section, say, so that people can be told apart.
password-title = Change the password
password-current = Present password
password-current-wrong = The present password is wrong.
password-new = New password
password-again = New password once more
password-help = At least 15 characters. A few long words in a row are easy to remember and hard to guess. Blanks are allowed.
password-too-short = A password needs at least 15 characters.
password-too-long = The password is too long: at most 1,024 bytes.
password-too-plain = Repeated characters or the staff ID are not enough. Please add other words.
password-differs = The two passwords differ. Please type them again.
password-errors-text = The password has not been changed yet. For safety, please type it again.
password-button = Use this password
password-sessions = All other sign-ins end when you change it.


## Staff: moderation

# ---- begin moderation ----

queue-title = Review
queue-title-of = Review: { $receipt }
queue-waiting = To review
queue-count = { $n ->
    [one] { $n } opinion
   *[other] { $n } opinions
  }
queue-filter = Filter
queue-show-all = All { $n }
queue-show-overdue = Overdue { $n }
queue-show-hold = On hold { $n }
queue-show-after = Published, to confirm { $n }
queue-show-second = Second person { $n }
queue-matter = Kind
queue-matter-opinion = New opinion
queue-matter-revision = Corrected by its author
queue-matter-note = Note
queue-matter-appeal = Appeal
queue-matter-proposal = Proposal to withhold
queue-flag = Marked in the text
queue-lang = Language
queue-lang-ja = Japanese
queue-lang-en = English
queue-lang-vi = Vietnamese
queue-lang-zh = Chinese
queue-lang-ko = Korean
queue-q-help = A receipt number finds it, too. Notes and appeals are found by their words and those of their opinion.
queue-in-hand = In hand: { $name }
queue-claim-mine = You have it open (others see it as in hand until { $time }).
queue-claim-other = { $name } has it in hand until { $time }. If it is urgent, you can take it over.
queue-claim-take = Take it over
queue-clash-claimed = { $name } has taken this opinion over (until { $time }).
remarks-title = Notes of staff
remark-by = { $name }, { $at }
remark-handed = → handed to { $name }
remark-handover = Hand over to a colleague
remark-handover-help = It stands under “Mine” there. Others can still decide on it.
remark-to = To
remark-choose = Please choose
remark-anybody = Nobody in particular
remark-late = Somebody has decided on it meanwhile, so it was not handed over. What you wrote is kept below.
remark-why = What to tell (if anything)
remark-handover-button = Hand over
remark-write = Write a note for staff
remark-body = Note
remark-help = Only moderators and staff see it; residents do not.
remark-button = Leave the note
remark-missing = Please write the note.
remark-nobody = Please choose somebody who moderates.
queue-assigned = Assigned to { $name }
queue-proposed = Withholding proposed: { $name }
queue-proposal-other = { $name } proposes to withhold it
queue-proposal-own = You proposed to withhold it; another moderator is to agree
queue-proposal-why = { $when } · reason: { $reason }
queue-proposal-other-help = If you agree, press “Withhold”. Reason and message can be changed. Any other decision takes the proposal off the table.
queue-proposal-own-help = Any other decision of yours takes the proposal off the table.
queue-show-mine = Mine { $n }
act-handed-over = Opinion handed over
archive-table-remarks = Notes of staff
archive-remark-body = The note (empty where it was only handed over)
archive-remark-to = To whom it was handed over
archive-remark-at = Written
archive-assigned = Who is to decide
queue-none-open = No opinion is open
queue-none-open-text = What is listed is in somebody else’s hand, or notes and appeals. Please choose from the list.
queue-none-open-first = Open the first
queue-more = Show more
queue-from-start = Back to the start
queue-left-minutes = { $n } min left
queue-left-hours = { $n } h left
queue-left-days = { $n ->
    [one] { $n } day left
   *[other] { $n } days left
  }
queue-late-minutes = { $n } min late
queue-late-hours = { $n } h late
queue-late-days = { $n ->
    [one] { $n } day late
   *[other] { $n } days late
  }
queue-until = until { $day }
queue-until-late = was due { $day }
queue-list-comma = {", "}
queue-empty = Nothing to review
queue-empty-text = No opinion waits to be looked at.
queue-empty-later = New opinions, and those corrected by their authors, appear here oldest first. Opinions on hold stay here until their date.
queue-empty-filter = No opinion fits this filter
queue-empty-filter-text = Without the conditions, whatever else waits is listed.
queue-empty-all = Show all
queue-previous = Previous
queue-next = Next
queue-received = Received { $when }
queue-corrected = {" · "}corrected by the author { $when } (version { $version })
queue-mended = , mended by a colleague to match the paper on { $when } (version { $version })
queue-held-until = {" · "}on hold until { $day }
queue-held-for = Why it was sent to review: { $rule }
queue-fact-call = Consultation
queue-fact-theme = Theme (author’s choice)
queue-fact-channel = Channel
queue-original = Original
queue-original-version = Original (version { $version })
queue-original-note = { $n ->
    [one] { $n } character, never changed by staff
   *[other] { $n } characters, never changed by staff
  }
hidden-character = hidden character { $code }
queue-public = Text if published
queue-public-now = Text that is public
queue-public-none = Not public.
queue-masks-none = No masks
queue-masks-count = { $n ->
    [one] { $n } mask
   *[other] { $n } masks
  }
queue-masks-many = { $n } masks
queue-mask-selection = Mask the selection
queue-mask-nothing = First select the part of the original that you want to mask.
queue-mask-added = “{ $words }” is now among the words to mask.
queue-flags = Marked in the text
queue-flag-mask = Mask
queue-flag-unmask = Do not mask
flag-mail = E-mail address
flag-mail-why = looks like an e-mail address
flag-url = Link
flag-url-why = begins with “https://” or the like
flag-card = Card number
flag-card-why = 14 to 16 digits whose check digit fits
flag-my-number = My Number
flag-my-number-why = 12 digits whose check digit fits
flag-account = Bank account
flag-account-why = words for banks and branches beside a number
flag-plate = Car number
flag-plate-why = place, class, kana and number in a row
flag-birth = Date of birth
flag-birth-why = a date beside words of birth
flag-phone = Telephone number
flag-phone-why = looks like a telephone number, full width or in kanji, too
flag-address = Address
flag-address-why = town, block and room numbers in a row
flag-handle = Account name
flag-handle-why = follows “@” or the name of a service
flag-name = Name
flag-name-why = a name beside “san”, “shi”, an office, or words by which people name themselves
flag-insult = Insult
flag-threat = Threat
flag-discrimination = Discrimination
flag-election = Election
flag-religion = Religion
flag-advertising = Advertising
flag-list-why = a word that the city has listed, whatever is set between its letters
flag-foreign = Another language
flag-foreign-why = a part of a Japanese text that is in another language
flag-hidden = Characters nobody sees
flag-hidden-why = characters that take no room or turn the text around
family-same = The same text otherwise: { $n } (submitters: { $m })
family-close = Published opinions that come close (submitters: { $m })
family-close-more = Published opinions that come close (submitters: { $m } or more)
queue-versions = All versions of the text ({ $n })
queue-version = Version { $version }
queue-past-corrected = The author corrected the text (version { $version })
queue-past-mended = The copy was mended after the paper (version { $version })
queue-clash-act = { $act } (reason: { $reason })
queue-clash-act-until = { $act } (until { $day })
queue-history = History
queue-author = Author
queue-past-who = { $who }
queue-past-reason = {" · "}reason: { $reason }
queue-past-due = {" "}(until { $day })
queue-past-undone =  (taken back)
queue-past-proposed = {" "}(proposed by { $name })
queue-past-version = {" · "}version { $version }
queue-past-message = Message to the author
queue-past-note = Staff memo (residents do not see it)
queue-acts = Decision
queue-acts-none = The author has withdrawn this opinion. It can no longer be decided.
queue-acts-others = Moderators decide on it.
queue-acts-compared = It can be decided once it has been compared with the paper.
queue-act-publish = Publish
queue-act-confirm = Confirm
queue-act-unmask = Publish without masks
queue-act-mask = Mask and publish
queue-act-mask-again = Change the masks
queue-act-return = Return to the author
queue-act-hold = Hold until a date
queue-act-hold-again = Change the date of the hold
queue-act-withhold = Withhold
queue-act-propose = Propose to withhold
queue-help-publish = Publishes the original at once.
queue-help-confirm = Stays public and leaves the queue.
queue-help-unmask = Removes the masks and publishes the original.
queue-help-mask = Masks the words and publishes at once. The original is kept.
queue-help-return = Is not published; the author is asked to change it. The new text comes back to the queue.
queue-help-hold = Is not published until then and stays in the queue.
queue-help-withhold = Is not published. The author sees the reason and the message. It can still be published later.
queue-help-withhold-unread = Is not published. It can still be published later.
queue-help-propose = Here two moderators must agree to withhold an opinion. Once somebody else decides the same it is withheld and its author is told. Until then nothing changes.
queue-masks = Words to mask
queue-masks-help = One a line, exactly as in the original. Every place where they stand is masked, for the same reason. To mask only some of them, add the words beside them.
queue-mask-places = “{ $words }”, places masked: { $n }
queue-mask-reason = Reason for masking
queue-more-reasons = Other reasons
queue-reason = Reason for withholding
queue-unanswerable = Staff brought this opinion in. Its author has no receipt: nobody would read a message, and nothing can be returned. What you write to the author stays in the record alone.
queue-message = Message to the author
queue-message-kind = If empty, a standard text for the reason is used, in the author’s language. It stands on the page that the author opens with number and code; a letter goes out too if there is an address. With “Other” you must write one.
queue-message-unread = It does not reach the author. If empty, a standard text for the reason stays in the record. With “Other” you must write one.
queue-message-return = Required. Say what should be changed, and how.
queue-kind-mask = The part of your opinion that falls under “{ $reason }” has been masked before publishing. Everything else is as you wrote it.
queue-kind-withhold = Thank you for your opinion. It has not been published, because it falls under “{ $reason }” in our guideline. Staff have read it and it is kept on record.
queue-due = Hold until
queue-due-help = From tomorrow to a year ahead.
queue-note = Why it is held
queue-note-help = Required. Say what is being checked, and with whom. Only staff see it; the author sees that it is being checked, and until when.
queue-preview = Check the public text
queue-keys-list = All keys
queue-keys-flags = Mask what bears that number, or do not
queue-keys = Use the keyboard
queue-keys-help = Works outside fields only. A key opens an act; Enter then does it.
queue-guide = Guideline
queue-guide-text = The same words as on the public guideline page.
queue-errors-text = Nothing has changed yet. Please correct this and press again.
queue-fault-masks-missing = Write the words to mask, one a line.
queue-fault-masks-many = At most { $max } lines of words can be masked. Remove some lines.
queue-fault-mask-unknown = “{ $words }” does not occur in the original. Copy it from there.
queue-fault-reason = Choose a reason.
queue-fault-message = Write a message to the author that says why, and what can be done.
queue-fault-note = Say why it is held, so that a colleague can take over.
queue-fault-long = Use at most { $max } characters.
queue-fault-due = Choose a day from { $first } to { $last }.
queue-done-published = { $receipt } has been published.
queue-done-undone = The decision on { $receipt } has been taken back. It waits as before.
queue-undo = Undo
queue-done-masked = { $receipt } has been published with masks.
queue-done-returned = { $receipt } has been returned to its author.
queue-done-held = { $receipt } is on hold.
queue-done-withheld = { $receipt } has been withheld.
queue-done-proposed = You proposed to withhold { $receipt }. Another moderator is to agree.
queue-done-look = See or change the result
queue-clash-title = It has changed while you had it open
queue-clash-text = “{ $act }”, which you pressed just now, was not done. The newest state is shown below.
queue-clash-corrected = The author has corrected the text (version { $version }, { $when }).
queue-clash-mended = A colleague mended the text to match the paper (version { $version }, { $when }).
queue-clash-decided = { $name } decided “{ $state }” on { $when }.
queue-clash-decided-reason = { $name } decided “{ $state }” (reason: { $reason }) on { $when }.
queue-clash-own = You made it “{ $state }” on { $when }, it seems from another window.
queue-clash-withdrawn = The author withdrew it on { $when }.
queue-clash-state = It is now “{ $state }”, where this cannot be done.
queue-clash-kept = What you pressed (not done)
queue-clash-kept-text = Copy what you need and use it after opening the opinion anew.
queue-clash-again = Open it as it is now
guideline-personal-info = Words that tell who somebody is (names, addresses, phone numbers, mail addresses, number plates) are masked before publishing. Offices alone, such as “the ward head” or “the class teacher”, usually stay.
guideline-defamation = Words that hurt a person or group, or damage their name without grounds, are not published. Criticism of the city’s work or rules is welcome.
guideline-discrimination = Words that look down on people or shut them out because of nationality, race, sex, disability, origin and the like are not published.
guideline-illegal = Calls for, or threats of, crimes and breaches of the law are not published.
guideline-obscene-violent = Obscene content and needlessly graphic violence are not published.
guideline-advertising = Texts meant to advertise or solicit for goods, services or events are not published. Naming a shop or activity as an example is fine.
guideline-electioneering = Texts meant to campaign for a candidate or party are not published. Being for or against a policy is fine.
guideline-religion = Texts meant to win people for a religion are not published. Temples, shrines and festivals are fine as a subject.
guideline-copyright = Long passages copied from others without permission are not published. Short quotations with their source are fine.
guideline-impersonation = Texts written in the name of another person or group are not published.
guideline-spam-duplicate = When one person sends the same text again and again, only one is published. Different people may send the same opinion.
guideline-off-topic = Texts that have nothing to do with the subject of the consultation are not published.
guideline-unreadable = What cannot be read, for example garbled characters, is not published or is left out.
guideline-other = If something cannot be published for a reason not named above, its author is told why.

# ---- end moderation ----


## Staff: consultations

# ---- begin consultations ----

editor-state-draft = Draft
editor-state-scheduled = Scheduled
editor-state-open = Open
editor-state-closed = Closed
editor-state-results = Results out
editor-period = { $first } to { $last } ({ $days ->
        [one] 1 day
       *[other] { $days } days
    })
editor-period-label = Period
editor-period-help = Opinions are taken from 0:00 on the first day to 24:00 on the last day.
editor-theme-count = { $n ->
        [one] 1 theme
       *[other] { $n } themes
    }
editor-public-page = See the public page
editor-preview = See how the public page will look
preview-title = This is a draft. It is not public yet
preview-text = Once public, it will look like this with today’s settings. Nothing can be sent from here.
preview-call = The consultation
preview-write = The form for opinions
preview-back = Back to the editor
editor-empty-what = A consultation is a page that asks residents one thing and takes their opinions for a period: ideas before a plan is drafted, or public comments on a draft.
editor-empty-how = You begin with a draft. Residents see nothing until the question, the purpose and the themes are there and you press “Publish”.
editor-new-link = Make a consultation
editor-new-title = Make a consultation
editor-new-lead = You begin with a draft that residents cannot see. Everything but the address can be changed later.
editor-new-button = Make the draft
editor-save = Save
editor-saved = Saved.
editor-made = Draft created. Until you publish it, only staff see it.
editor-listed = Published. Everybody can see it now.
editor-drafted = It is a draft again. Only staff see it.
editor-results-out = Every page now says that the results are out.
editor-results-back = Every page says again that the opinions are being read.
editor-errors-text = Nothing has been saved yet. What you typed is still here.
editor-late-title = Somebody else saved first
editor-late-text = Your version has not been saved; what you typed is still in the fields. Below each field that differs stands what is saved now. Compare, correct and save again.
editor-sections = Settings of this consultation
editor-section-publication = Publication
editor-section-basics = Basics
editor-section-texts = Texts
editor-section-themes = Themes
editor-section-fields = About the sender
editor-section-documents = Documents
editor-section-review = Review
editor-languages = Language
editor-need = (required)
editor-theirs = Saved now:
editor-theirs-empty = (empty)
editor-model = Japanese:

editor-title = Title
editor-title-help = The name that residents see in lists, such as “Your ideas for the second half of the plan”.
editor-slug = Address
editor-slug-help = The end of the public page’s address: 2 to 60 characters of a–z, 0–9 and “-”. It cannot be changed later.
editor-slug-fixed = The public page’s address is { $path }. It cannot be changed.
editor-mode = Kind
editor-mode-ideas = Thoughts and worries, gathered widely before there is a draft.
editor-mode-public-comment = Opinions on a draft, as a rule for 30 days or more.
editor-moderation = Moderation
editor-moderation-before = A moderator looks first. Nothing is public when it arrives.
editor-moderation-after = Public at once; a moderator looks later. What seems to be sent by a machine, to tell who somebody is or to hurt people is looked at first.
editor-opens-on = First day
editor-closes-on = Last day
editor-short-period-reason = Why less than 30 days
editor-short-period-reason-help = Only for a public comment of less than 30 days. It stands on the public page. In all other cases it is not saved.
editor-max-chars = Most characters in one opinion
editor-max-chars-help = 100 to 5,000. Leave it at 5,000 unless there is a reason to limit the length.
editor-target-hours = Target for moderation (hours)
editor-target-hours-help = 1 to 720: how soon after arrival an opinion should be looked at. Later ones are marked as late in the queue.
editor-reactions = “I feel the same” button
editor-reactions-help = Residents can say without an account that they share a published opinion. It says beside the button that this is not a vote, and nothing is put in order by it. It can be pressed while the consultation is open.
editor-reactions-off = Neither button nor number is shown. What has been given is kept, and not published.
editor-reactions-shown = How many have pressed it stands beside the opinion.
editor-reactions-hidden = So that nobody is swayed by others, the number is shown after closing.

editor-texts-fallback = A field left empty shows the English or the Japanese text.
editor-texts-readings = { " " }A reading is written behind its word: word{ "\u300A" }reading{ "\u300B" }.
editor-question = Question
editor-question-help = What is asked, in about two lines. Needed for publication.
editor-background = Background
editor-background-help = Why you ask now, in about three lines. It stands on the page of the consultation. For example: “The city makes its plan for the years from 2026. Before there is a draft we want to hear you.”
editor-purpose = Purpose of use
editor-purpose-help = What opinions and personal data are used for. It stands above the send button and is needed for publication. A change makes a new version; each opinion keeps the version it was sent under.
editor-readers = Who reads it
editor-readers-help = For example: “The planning staff and the members of the plan’s council.”
editor-usage = How it is used
editor-usage-help = For example: “Sorted by theme, as material for the first draft of the plan.”
editor-next-steps = What happens afterwards
editor-next-steps-help = One step a line, in order.
editor-hints = Help for writing
editor-hints-help = One a line: questions for those who do not know how to begin.

editor-first-theme = Something else / not sure
editor-first-theme-hint = Choose this if in doubt
editor-themes-lead = Residents choose one (and may add up to two more). There are two levels. Use the arrows to change the order.
editor-theme-uses = { $n ->
        [one] 1 opinion (second and third choices included)
       *[other] { $n } opinions (second and third choices included)
    }
editor-theme-closed = Closed
editor-theme-up = Move “{ $name }” up
editor-theme-down = Move “{ $name }” down
editor-theme-code = Code in counts and files: { $code } (it stays when the name changes)
editor-theme-save = Save this theme
editor-theme-close = Close this theme
editor-theme-close-help = New opinions cannot choose it, nor what is under it. Opinions that have it keep it, under the name it had.
editor-theme-open = Let it be chosen again
editor-theme-delete = Delete this theme
editor-theme-new = Add a theme
editor-theme-add = Add this theme
editor-theme-parent = Place
editor-theme-top = Top level
editor-theme-under = Under “{ $name }”
editor-theme-name = Name (Japanese)
editor-theme-name-help = Up to 60 characters.
editor-theme-others-help = Where a language is left empty its pages show the English or the Japanese name. The English name given when a theme is added becomes its code in counts and files.
editor-theme-hint = A few words of explanation (Japanese)
editor-theme-hint-help = Up to 120 characters.
editor-theme-others = In other languages
editor-theme-used = { $n ->
        [one] 1 opinion names
       *[other] { $n } opinions name
    } this theme, so it cannot be deleted. Close it to keep new opinions from choosing it.
editor-theme-has-children = There are themes under this one, so it cannot be deleted. Delete those first.
editor-theme-last = While it is public, a consultation needs at least one theme to choose. Add another one first.
editor-theme-open-refused = Open the theme above it first.

editor-fields-lead = What people are asked about themselves when they write. The less you ask, the easier it is to write.
editor-fields-small = Even where they are public, age band and area stand beside an opinion only where at least five people share the two.
editor-requirement = { $field }: asked
editor-requirement-required = Nobody can send without an answer.
editor-requirement-optional = Can be left out.
editor-requirement-off = Not on the form.
editor-visibility = { $field }: shown to
editor-visibility-public = Stands beside the published opinion.
editor-visibility-staff = Only on staff pages and in office files.
editor-visibility-aggregate = Beside no opinion; only in totals.
editor-error-reactions-sooner = The number cannot be shown before the consultation has closed: readers were promised that it comes then.
editor-error-visibility-wider = People have answered already, so no more readers may be added: they were promised the present ones.
editor-choices = { $field }: choices
editor-choices-help = One a line, up to 30. Other languages may follow after bars, with their codes: “和田山 | Wadayama | vi: …” (English needs none).
editor-choices-names = See their names in other languages
editor-choices-lacking = { $n ->
    [0] all are there
    [one] one is missing
   *[other] { $n } are missing
    }
editor-choices-names-text = As they are saved. Where there is none, pages of that language show English or Japanese. To add one, write it into the choice’s line above.
editor-choices-none = none
editor-choices-how-title = When you rewrite choices
editor-choices-how-keep = A line with the same name stays the same choice wherever it moves.
editor-choices-how-same = If you change names only and not the number of lines, you are asked before saving, where somebody has answered already, whether a name was mended or a choice replaced.
editor-choices-how-other = If the number of lines has changed, lines with another name are new choices. Save a change of names apart from lines that come or go.
editor-choices-how-gone = A choice that was removed cannot be chosen any more. Opinions that have it keep it, under the name it had.
documents-lead = They stand at the end of the consultation’s page, in this order. The arrows change it.
documents-empty = There is no document yet. Until there is one, the consultation’s page has no such section.
document-title = Title
document-title-wrong = Write the title ({ $lang }) in one line of at most { $most } characters.
document-open = Open this document
document-save = Save the title
document-remove = Remove this document
document-remove-help = It leaves the consultation’s page, and nobody can open it any more. This cannot be undone.
document-new-file = Add a file
document-add-file = Add this file
document-file-help = PDF, Word (docx), Excel (xlsx), CSV or OpenDocument (odt, ods), up to { $mb } MB; up to { $most } documents a consultation. To replace a file, add the new one, then remove the old one. Hidden rows and columns, comments and the names of authors are published with it: please remove them first.
document-new-link = Add a link to another page
document-add-link = Add this link
document-address = Address of the page
document-address-help = Of the city’s website, say; it begins with https://. Residents are told that it leads to another website.
document-address-wrong = Write an address that begins with https://, of at most { $most } characters.
document-same = The same document is there already, as “{ $title }”.
document-too-many = A consultation has at most { $most } documents. Remove one that is of no use any more.
document-choose-again = When the title is mended, choose the file once more.
document-why-empty = There is nothing in this file. See whether it was saved, and choose it again.
document-why-large = The file is larger than { $mb } MB. Save it with smaller pictures, or in parts.
document-why-slow = The file took too long to arrive. Send it again from where the connection is better.
document-why-locked = The file has a password, or may not be printed or copied. Choose one that was saved without, so that residents can read it.
document-why-macros = There are macros in this file. Choose one that was saved without (docx, xlsx).
document-why-old = This is an old file of Word or Excel. Choose one that was saved as docx, xlsx or PDF.
document-why-damaged = The file is damaged or cut off. Open it, save it anew and choose that.
document-why-stranger = This kind of file is not taken. Choose PDF, Word (docx), Excel (xlsx), CSV or OpenDocument (odt, ods).
editor-change = { $field }: how the choices were changed
editor-change-rename = The name was mended
editor-change-rename-text = It is the same choice. Opinions that have arrived show the new name, too.
editor-change-replace = It is another choice
editor-change-replace-text = Opinions that have arrived keep the former name. The former choice can be chosen no more.
editor-change-pair = “{ $old }” → “{ $new }”
editor-error-change = You are changing choices that people have given as answers ({ $pairs }). Say whether the name was mended or the choice replaced, and save again. Where it is both, change and save one at a time.
editor-error-change-apart = Choices that people have given as answers are gone ({ $gone }), and there are new lines. If you mended a name, save that alone first, without changing the number of lines. If it is another choice, say so here.
editor-mail-never-public = Used only to send notices, and kept apart, encrypted. Never public.
editor-mail-not-set-up = No mail can be sent at present, so residents are not asked even if this is set.
editor-age-17 = 17 or under
editor-age-18 = 18–29
editor-age-30 = 30s
editor-age-40 = 40s
editor-age-50 = 50s
editor-age-60 = 60s
editor-age-70 = 70s
editor-age-80 = 80 or over
editor-relation-resident = Live here
editor-relation-worker = Work here
editor-relation-student = Study here
editor-relation-other = Other

editor-draft-title = Getting ready
editor-draft-ready = Everything needed is there. Check it and publish.
editor-draft-missing = { $n ->
        [one] One thing is
       *[other] { $n } things are
    } still missing.
editor-needs-done = Done
editor-needs-todo = To do
editor-needs-site-texts = Texts of the site (name of the city, office in charge, phone or mail address, privacy)
editor-needs-administrator = An administrator writes them.
editor-needs-title = Title in Japanese
editor-needs-question = Question in Japanese
editor-needs-purpose = Purpose of use in Japanese
editor-needs-theme = A theme to choose
editor-needs-period = A period that has not ended
editor-unsaid = Nothing has been written in { $language } yet. Its pages show the texts in { $instead }.
editor-list-button = Publish this
editor-list-help = Everybody can see it at once. Opinions are taken only within the period.
editor-list-refused = { $n ->
        [one] One thing is
       *[other] { $n } things are
    } missing, so it cannot be published yet
editor-listed-title = This is public
editor-listed-text = Everybody can see it. Changes show at once.
editor-unlist-button = Make it a draft again
editor-unlist-help = The public page disappears. This is possible only until the first opinion arrives.
editor-unlist-title = It cannot become a draft again
editor-unlist-refused = Opinions have arrived, so it cannot become a draft again. To stop taking opinions, change the last day.
editor-results-title = Results
editor-results-text = The consultation has closed, and every page says that the opinions are being read. When the counts and the city’s answer are ready, make the results known: every page then says so, with the day. Tables of what is only counted are made once, of all opinions that have arrived by then, published or not, and are the very same ones should you take the results back and make them known again.
editor-results-button = Make the results known
editor-results-undecided = Opinions that nobody has decided yet (waiting, or on hold): { $n }.
editor-results-queue = Open the queue
editor-results-sure = Make the results known although opinions are undecided ({ $n })
editor-results-refused = The results are not out yet
editor-results-unsure = Some opinions are still undecided. Decide them first, or tick the box to make the results known all the same.
editor-results-since = Since { $day } every page says that the results are out.
editor-results-back-button = They are still being read
editor-results-back-help = For when this was pressed by mistake. The page of counts can be seen either way, but tables of what is only counted are hidden until you make the results known again; they are the same ones then.
editor-open-themes = { $n } to choose
editor-field-rule = { $field }: { $rule }
editor-opinions = Opinions received
editor-opinion-count = { $n }

editor-error-blank = Fill in “{ $field }”.
editor-error-long = “{ $field }” may have { $most } characters. Take out { $over }.
editor-error-control = “{ $field }” contains invisible control characters. Type it again.
editor-error-choose = Choose “{ $field }”.
editor-error-number = “{ $field }” must be a number from { $least } to { $most }.
editor-error-day = “{ $field }” must be a real day between 2000 and 2100.
editor-error-period = The last day is before the first. Correct one of them.
editor-error-short-period = The period has { $days ->
        [one] 1 day
       *[other] { $days } days
    }. Give a public comment { $least } days or more, or fill in “Why less than 30 days”.
editor-error-slug = The address needs 2 to 60 characters of a–z, 0–9 and “-” (not “new”).
editor-error-slug-taken = Another consultation has the address “{ $slug }”. Choose a different one.
editor-error-theme-levels = “{ $sign }” stands between a theme and the one above it, so no name can have it. Choose another sign.
editor-error-theme-twice = There is a theme with the same name in the same place. Choose a different name.
editor-error-theme-parent = The chosen theme cannot have themes under it. Choose another place.
editor-error-choices-few = “{ $field }” needs two or more. Choose “not asked” if you do not ask it.
editor-error-choices-many = “{ $field }” may have { $most } lines. Take some out.
editor-error-choices-blank = “{ $field }” has a line without Japanese. Write it to the left of the bar.
editor-error-choices-twice = “{ $field }” has “{ $label }” twice. Take one out.
editor-error-choices-long = “{ $field }” may have { $most } characters in each. Shorten the long lines.
editor-error-choices-language = “{ $field }”, line “{ $label }”: two names in the same language. After a bar write the code of the language, as in “vi: …”.

# ---- end consultations ----


## Staff: people

# ---- begin people ----

people-title = Staff
people-count = { $count ->
    [one] { $count } active account
   *[other] { $count } active accounts
}
people-waiting = { $count } without a password yet
people-add = Add a person
people-add-lead = After adding, a link for setting a password is shown once. Hand it to the person.
people-add-button = Add and make the link
people-and = {", "}
people-roles = Roles
people-roles-help = Choose only what the work needs. You may choose several.
people-roles-missing = Choose at least one role. "Exports contacts" alone is not enough.
people-role-administrator = Adds people and sets roles; looks after the city's details, mail, jobs and the log of acts. Does not read what residents sent in.
people-role-moderator = Reads what has arrived, as it was written, and decides whether it is published.
people-role-staff = Makes consultations, reads what has arrived as it was written, sees the counts and exports opinions.
people-role-department = Sees the counts and the list of published opinions. Reads nothing that is not published. There are no pages for its own topics in this version yet.
people-role-viewer = Sees the counts and the list of published opinions. Reads nothing that is not published.
people-role-auditor = Checks the balance (what was received against what was published, withheld and so on), the log of acts and the counts. Does not read what residents sent in.
people-role-contacts = Together with "Planning staff", exports opinions with the contacts of those who sent them. Each time the password is asked again, the act is logged and every administrator is told.
people-state = State
people-active = Active
people-no-password = No password yet
people-disabled = Disabled
people-since = since { $day }
people-errors-text = Nothing has been changed yet.
people-login-taken = The staff ID "{ $login }" is already in use. Choose another one.
people-save = Save changes
people-save-note = Changing roles signs this person out everywhere.
people-own-roles = You cannot change your own roles. Ask another administrator.
people-not-oneself = You cannot change your own roles or disable your own account. Ask another administrator.
people-last-administrator = This would leave no administrator who can sign in. Make somebody else an administrator first.
people-late = Somebody else changed this person while you were writing. It is now “{ $name }” ({ $roles }), and the roles below are set back to that. Check them and save again.
people-link-heading = Reset the password
people-link-lead = For a forgotten password. A new link makes earlier links useless. The present password works until the person sets a new one.
people-link-button = Make a reset link
people-link-heading-first = Link to choose a password
people-link-lead-first = No password has been chosen yet. If the link was lost or its 24 hours are over, make a new one here. The earlier link then no longer works.
people-link-button-first = Make a new link
people-link-disabled = No link can be made for a disabled account. Enable it first.
people-disable-heading = Disable the account
people-disable-lead = When somebody moves on or leaves. The person is signed out at once and links handed out stop working. The record of past acts stays.
people-disable-button = Disable this account
people-enable-heading = Enable the account
people-enable-lead = The person can use the same roles and password as before.
people-enable-button = Enable this account
people-link-title = The reset link is ready
people-added-title = The person has been added
people-link-hand-over = Hand this link to the person and to nobody else. It opens a page for setting a password.
people-link-label = Link that works once
people-link-until = Works until { $until } (24 hours).
people-link-once-title = This link is shown only now
people-link-once-text = Once you leave this page it cannot be seen again. If it is lost, make a new one.
people-back = Back to the list of staff

# ---- end people ----


## Staff: site, log, mail and jobs

# ---- begin site, log, mail and jobs ----

site-nav-label = Administration
site-nav-site = The city
site-nav-identity = Colour and mark
site-nav-people = Staff
site-nav-rules = Rules for texts
site-nav-mail = Mail
site-nav-jobs = Jobs
site-nav-log = Log of acts
site-title = The city
site-lead = Shown at the top and bottom of public pages and on the pages "Posting guideline" and "Privacy". Where another language is left empty, English or Japanese is shown.
site-errors-text = Nothing has been saved yet. What you typed is still here.
site-saved = Saved
site-late = Somebody else saved while you were writing. Where it differs, what is saved now stands beside your text. Check it and save again.
site-empty = (empty)
site-save = Save the city's details
site-part-office = City and office
site-part-texts = Texts of public pages
site-label = { $text } ({ $lang })
site-city = Name of the city
site-city-help = Example: 朝来市
site-own-name = Name of the site
site-own-name-help = Empty: the standard name is shown.
site-office = Office in charge
site-office-help = The section that residents turn to.
site-phone = Telephone
site-hours = Opening hours
site-hours-help = Example: weekdays, 8:30 to 17:15
site-mail = Mail address
site-phone-help = A phone number or an e-mail address is needed.
site-mail-help = Where residents' questions arrive. The same on the pages of every language.
site-mail-bad = This is not a mail address. Write it like "kikaku@city.example.jp".
site-contact-missing = Give a phone number or an e-mail address: it stands on the public pages as the contact.
site-guideline = Posting guideline
site-guideline-help = Five basic rules stand above it and the list of reasons for not publishing follows, both by themselves: no need to repeat them. Up to 5,000 characters.
site-privacy = Privacy
site-privacy-help = Purpose of use, disclosure to others, how long it is kept, whom to ask. Up to 5,000 characters.
site-offer = A suggested text stands here. Adapt it to your city; saving publishes it.
site-missing = Fill in "{ $label }".
site-too-long = "{ $label }" may have up to { $max } characters.
site-control-character = "{ $label }" holds characters that cannot be used (line breaks or control characters). Remove them.
site-not-ready = Not ready for the public yet
site-not-ready-text = Before the first resident comes, write and save the city's name, the office in charge with a phone number or mail address, and the privacy text in Japanese.
site-proxy = People behind the proxy cannot be told apart
site-proxy-text = As set now, everybody behind the proxy counts as one network and may be stopped for sending too much. Set KOE_TRUSTED_PROXIES to the proxy's address, and make sure that the proxy writes X-Forwarded-For.
site-no-mail = No mail server is set
site-no-mail-text = Forms do not ask for a mail address and no letters are sent. To send, set KOE_SMTP_URL and KOE_MAIL_FROM and start Koe again.
identity-title = Colour and mark of the city
identity-lead = The mark at the top of every page, and the colour of buttons and links. What you save appears on the public pages at once.
identity-errors-text = Nothing has been saved. Colour and mark are as they were.
identity-colour = Colour of the city
identity-colour-code = Number of the colour
identity-colour-help = “#” and six of the digits 0 to 9 and a to f, for example #0017c1
identity-colour-save = Use this colour
identity-colour-ours = Back to the first colour (#0017c1)
identity-colour-bad = Write “#” and six of the digits 0 to 9 and a to f, for example #0017c1.
identity-colour-faint = Some people cannot read text in “{ $colour }”. Its contrast with white and with pale grounds is { $ratio }; it has to be { $least } or more.
identity-offer = The nearest colour of the same hue that can be read
identity-offer-take = Use this one
identity-mark = Mark of the city
identity-mark-ours = This is the mark that comes with the site.
identity-mark-own = This is the mark in use.
identity-mark-file = File of the mark
identity-mark-help = PNG or SVG of the city’s emblem. A PNG of 32 to 2,048 pixels in width and height, 1 MB at most; a large or heavy one is drawn anew with 160 pixels and 30 KB at most, so that pages open at once. An SVG is written anew with 30 KB at most, too.
identity-mark-save = Use this mark
identity-mark-remove = Back to the first mark
identity-mark-missing = Choose the file of the mark.
identity-mark-large = The file is larger than 1 MB and was not taken. Make the picture smaller and choose it again.
identity-mark-kind = This is neither a PNG nor an SVG. Save the picture as PNG and choose it again.
identity-mark-broken = The PNG is broken somewhere. See whether it can be opened, and save it again.
identity-mark-sides = The picture is { $width } pixels wide and { $height } high. Both have to be { $least } to { $most }.
identity-mark-complex = There is too much in the drawing: 500 shapes and, written anew, 30 KB are the most. Leave out some of its shapes, or save it as PNG.
identity-svg-broken = The file cannot be read as SVG. Save it again where it was drawn, or as PNG.
identity-svg-element = There is “{ $name }” in the drawing. Only lines and filled shapes can be used: turn letters into shapes, leave out photographs and shadows, or save it as PNG.
identity-svg-attribute = A shape has “{ $name }”, which cannot be used. Leave it out, or save the drawing as PNG.
identity-svg-value = What stands in “{ $name }” is no number, no shape and no colour; gradients cannot be used. Save the drawing as PNG.
identity-svg-other = There are words or instructions between the shapes. Leave them out, or save the drawing as PNG.
identity-svg-size = The drawing does not say how large it is (viewBox). Save it again where it was drawn, or as PNG.
site-given-up = { $count ->
    [one] { $count } piece of work was given up after several tries
   *[other] { $count } pieces of work were given up after several tries
}
site-given-up-mail = See mail ({ $count })
site-given-up-jobs = See jobs ({ $count })
site-guideline-offer =
    Anybody may write an opinion. No name and no account are needed, and a short text is fine.

    This is not a vote. The city considers what is said, not only how often it is said.
site-privacy-offer =
    Purpose of use
    Opinions, and the age band, area and other details you choose to give, are used only for working on the plan or project of the consultation. A mail address is used only to tell you that your opinion has arrived and what was decided.

    Disclosure to others
    Nothing is passed on without your consent, except where the law requires it. Only the text of opinions (personal details are masked where staff find them) and the details named as public on the consultation's page, are published.

    How long it is kept
    Mail addresses and other contacts are stored encrypted and apart from the opinions, and are deleted { $days ->
        [one] 1 day
       *[other] { $days } days
    } after the consultation closes. The text of opinions and the record of decisions are kept under the city's rules for documents.

    Withdrawing
    You can withdraw your opinion at any time with its number and secret code. It then disappears from the public pages.

    Questions
    For questions about personal data, please turn to the office named at the bottom of this page.
log-title = Log of acts
log-order = Every act of staff is recorded, one by one. The newest stands first.
log-chained = Each hash is computed from its own entry and the hash of the entry before, so that changing or removing an entry makes all that follow wrong. The auditor’s page “Balance” and koe check verify the whole.
log-number = No. { $n }
log-hash = Hash
log-file = SHA-256 of the file
log-called = { $title } ({ $name })
log-nobody = A login that nobody has
log-first-administrator = The first administrator
log-named = { $what }: { $value }
log-columns = Columns
log-change = { $what }: from “{ $old }” to “{ $new }”
log-rewritten = { $what }: rewritten
log-state-kept = State: still “{ $state }”
log-searched = words were searched for
log-nothing-changed = Saved, nothing changed
log-listed = Made public
log-unlisted = Turned back into a draft
log-results = Results made known
log-results-back = Results no longer said to be out
log-document-up = Moved up by one
log-document-down = Moved down by one
log-contacts = Contacts: { $n }
log-all-rows = Rows in all tables: { $n }
log-theme-name = Name of the theme
log-theme-add = Added the theme “{ $name }”
log-theme-save = Changed the hint or the translation of the theme “{ $name }”
log-theme-up = Moved the theme “{ $name }” up
log-theme-down = Moved the theme “{ $name }” down
log-theme-close = Closed the theme “{ $name }”
log-theme-open = Opened the theme “{ $name }” again
log-theme-delete = Deleted the theme “{ $name }”
log-empty = Nothing is recorded here yet.
log-none-fits = No entry fits.
log-verify = Check that nothing was rewritten
log-verified = All { $n } entries follow one from the other
log-broken-help = Somebody may have changed the database by hand. Compare it with a backup and tell whoever runs the system.
log-csv = Save as CSV
log-column-number = Number
log-column-at = When
log-column-actor = Who
log-column-act = Act
log-column-subject = To what
log-column-told = Details
log-filter-subject = To what (a receipt number, a login, as it is)
log-filter-from = From this day
log-filter-to = To this day
log-filter-none = Remove all conditions
log-pages = Pages
log-older = Older entries
log-newest = Newest entries
told-title = { $count ->
    [one] { $count } export with contacts
   *[other] { $count } exports with contacts
}
told-look = See who exported what
told-page = Exports with contacts
told-lead = Files that hold the contacts of those who sent opinions, newest first. Ask the colleague about any you cannot explain and, if need be, take the right away under "Staff".
told-later = These are the oldest { $shown } that you have not confirmed yet. Once you have, the others ({ $later }) are shown.
told-button = { $count ->
    [one] I have seen this export
   *[other] I have seen these { $count } exports
}
told-log = The whole log
act-signed-in = Signed in
act-sign-in-refused = Sign-in refused
act-signed-out = Signed out
act-account-added = Person added
act-account-changed = Person changed
act-account-disabled = Account disabled
act-account-enabled = Account enabled
act-link-made = Link made
act-password-set = Password set
act-site-changed = City's details changed
act-consultation-added = Consultation added
act-consultation-changed = Consultation changed
act-themes-changed = Themes changed
act-meeting-added = Added a meeting
act-meeting-changed = Changed a meeting
act-meetings-united = United two meetings
act-meeting-removed = Removed a meeting
act-dots-mended = Mended counts of dots
act-transcribed = Wrote an opinion down
act-transcript-checked = Compared with the paper
act-comparison-waived = Sent to review without comparing it with the paper
log-transcript-mended = The text was mended
act-fields-changed = Questions changed
act-document-added = Added a document
act-document-changed = Changed a document
act-document-removed = Removed a document
act-decided = Decided
act-decision-undone = Review taken back
act-corrected = Corrected by the author
act-withdrawn = Withdrawn by the author
act-address-left = Address for letters left by the author
act-address-removed = Address for letters removed by the author
act-unsubscribed = Letters ended by a link in an e-mail
act-export-asked = Export asked for
act-export-fetched = Export downloaded
act-archive-written = Everything written to a folder
act-export-written = Export by command
act-contacts-exported = Exported with contacts
act-contacts-refused = Wrong password for an export with contacts
act-import-asked = Import begun
act-opinions-imported = Opinions imported
act-import-stopped = Import stopped
act-contacts-purged = Contacts deleted
act-job-retried = Job tried again
act-rules-changed = Rules for texts changed
act-review-changed = Way of review changed
act-withholding-proposed = Withholding proposed
detail-set-up-link = By the first set-up link
detail-one-time-link = By a one-time link
actor-author = Author
actor-shell = Command line
actor-system = Automatic
mail-title = Mail
mail-lead = Letters to authors. Addresses are stored encrypted and read only when a letter is sent; here only their first characters are shown.
mail-empty = There are no letters yet.
mail-receipt = Receipt
mail-to = To
mail-no-address = Deleted
jobs-title = Jobs
jobs-lead = Work done in the background, such as exports and the daily deletion.
jobs-empty = There are no jobs yet.
job-kind = Kind
job-made = Made
job-state = State
job-tries = Tries
job-error = Last failure
job-unit = {""}
job-waiting = Waiting
job-running = In progress
job-failing = Failed, will be tried again
job-given-up = Given up
job-sent = Sent
job-done = Done
job-needless = Closed unsent
job-next = next { $at }
job-retry = Try again
mail-retry-all = Try all letters again that were given up
job-retry-which = ({ $kind } { $receipt })
job-limit = What was given up comes first, then what has failed and is tried again, then the newest; up to 200 are shown. What is done disappears after 30 days.
job-letter-received = Letter: received
job-letters = All letters that were given up
job-letter-decided = Letter: decided
job-export = Export
job-import = Import
job-purge = Deletion of what is past its time
job-flag-again = Looking through what waits by new rules
job-error-no-mail = No mail server is set, so nothing was sent.
job-error-enough = Three letters had gone to this address that day. The receipt has told that the opinion arrived, so nothing was sent.
job-error-overtaken = Before it could be sent the opinion was decided on anew, corrected or withdrawn, so nothing was sent.
job-error-no-address = The address had been deleted, on its day or by its owner, so nothing was sent.
job-error-refused = The mail server refused it. The address is wrong or takes no mail.
job-error-password = The mail server does not accept this system's name or password. Check KOE_SMTP_URL.
job-error-forbidden = The mail server does not let this system send. Check the sender (KOE_MAIL_FROM) and the server's settings.
job-error-later = The mail server refused it for the moment. It will be sent again by itself.
job-error-unreachable = The mail server cannot be reached. Check the server and KOE_SMTP_URL.
job-error-unreadable = This version of Koe cannot read the job. Run a newer one.
job-error-full = The disk is full. Make room and try again.
check-failed = { $count ->
    [one] { $count } check failed
   *[other] { $count } checks failed
}
check-schema = schema { $step }
check-schema-none = there are no tables of Koe in the database
check-schema-newer = this program does not know schema { $step }; run a newer Koe
check-schema-older = the schema is older than this program; koe migrate or serve brings it up to date
check-engine = { $engine } ({ $settings })
check-engine-old = { $engine } is old and can corrupt data; 3.51.3 or later is needed
check-not-durable = as set, a power cut can lose acknowledged opinions ({ $settings })
check-file = the database file is sound
check-file-damaged = the database is damaged, or rows are missing: { $damage }
check-folder = only its owner can look into the data folder
check-folder-open = others on this machine can look into the data folder (mode { $mode }); cure: chmod 700
check-key = the key is this database's own
check-key-missing = there is no key file { $place }; if there is a copy of it, bring it back
check-key-unreadable = the key file { $place } is there but cannot be read ({ $why }); look at its owner and mode
check-key-open = others on this machine can read the key file { $place } ({ $mode }); close it with chmod 600
check-key-characters = what is in { $place } is not a key; a key is 43 base64url characters (32 bytes)
check-key-length = the key in { $place } has { $chars } characters; a key is 43 base64url characters (32 bytes)
check-key-other = the key is not this database's; contacts cannot be read
check-log = the log of acts is one chain (entries: { $entries })
check-log-broken = entry { $entry } of the log of acts does not follow from the one before
check-balance = balance of { $slug }: { $received } = { $parts }
check-balance-wrong = balance of { $slug } is wrong: { $received } ≠ { $parts }
check-words = every stored state, reason and other word can be read
check-words-unknown = unknown words: { $words }
check-public = a public text stands exactly where the state is public
check-public-wrong = public text and state differ:
check-texts = every public text is the current text with nothing but masks
check-texts-wrong = a text or a public text has been rewritten behind the program’s back:
check-documents = the file of every document is the one that was added
check-documents-wrong = the file of a document is not the one that was added:
check-decisions = decisions are numbered without gaps
check-decisions-wrong = decisions are not numbered without gaps:
check-states = every state is the last decision's
check-states-wrong = the state is not the last decision's:
check-decided = no state changed without a decision
check-decided-wrong = the state changed without a decision:
check-numbers = receipts are numbered from 1 without gaps (opinions: { $count })
check-numbers-others = the running numbers are complete: of opinions { $count }, of files on their way in { $on_the_way }, left unused by imports { $given_up }
check-numbers-wrong = receipts are not numbered without gaps: counter { $counter }, highest { $highest }, opinions { $opinions }
check-reactions = the number of 共感 of each opinion is that of the marks kept
check-reactions-wrong = the number of 共感 is not that of the marks kept:
check-search = the search index holds each opinion once
check-search-due = { $count ->
    [one] one opinion is still to be indexed for searching; it will be soon where koe serve is running
   *[other] { $count } opinions are still to be indexed for searching; they will be soon where koe serve is running
}
check-search-wrong = the search index is wrong: { $missing } missing, { $surplus } surplus; `koe migrate` makes it anew
check-proxy = people behind a proxy could not be told apart; see KOE_TRUSTED_PROXIES, and whether the proxy writes X-Forwarded-For

# ---- end site, log, mail and jobs ----


## Staff: counts

# ---- begin counts ----

balance-title = Balance
balance-text = This page shows that no opinion that was received is lost: each is counted somewhere, once. It shows no texts.
balance-print = Print
balance-checks = What was found
balance-adds-up = { $n } received: as many as stand in all states together.
balance-adds-up-not = What was received is not the sum of states or reasons: { $titles }
balance-runs-none = No number has been given yet.
balance-runs-on = Of receipt numbers 1 to { $n } it is known where each has gone.
balance-runs-on-not = Of some receipt numbers it is not known where they have gone.
balance-log-whole = All entries of the log ({ $n }) follow from each other, from the first to the last. None was changed and none is missing.
balance-log-broken = Entry { $n } of the log does not follow from the one before. It may have been changed, or others removed.
balance-log-long = The log has { $n } entries. Verifying them takes a while, so it is not done at each look.
balance-log-verify = Verify the log now
balance-log = Read the log
balance-all = All consultations
balance-head = Item
balance-count = Count
balance-coming = { $files ->
    [one] Besides, one file is on its way in (numbers: { $numbers }). It is not received before all of its rows are there.
   *[other] Besides, { $files } files are on their way in (numbers: { $numbers }). They are not received before all of their rows are there.
}
balance-numbers = Receipt numbers
balance-numbers-given = Numbers given out
balance-numbers-received = Of opinions received
balance-numbers-coming = Of files on their way in
balance-numbers-given-up = Left unused by imports (gaps)
balance-numbers-note = Gaps come from files whose import was stopped, or that had fewer rows than numbers.
balance-sheet-wrong = This does not add up. Please show this page to the administrator of the system.
balance-note = Reasons for withholding are those of the last decision. Other checks, such as whether decisions and public texts agree, are made by koe check on the server.

board-title = Counts
board-no-call = There is no consultation yet.
board-no-call-link = Make a consultation
board-as-of = As of { $moment }
board-export = Export with these conditions
board-none = No opinion has arrived yet.
board-none-fits = No opinion fits these conditions.
board-received = Received
board-submitters = Submitters (by sending)
board-recent = Last 7 days (from { $month }/{ $day })
board-median = Median time to first decision (30 days)
board-no-median = none yet
board-balance = Where they stand now (received = the sum of the states)
board-withheld = Reasons for withholding:
board-comma = ,{" "}
board-by-theme = By theme
board-by-day = Received by day
board-by-channel = By channel
board-by-area = By area
board-by-age = By age band
board-by-relation = By relation to the city
board-in-steps = “{ $tables }” are counted anew after every five opinions, so that single answers are hard to tell.
board-later = These tables are shown once the results are published: { $tables }. It was promised that these answers stand beside no opinion.
board-keeps-back = Shown without conditions and for five submitters or more alone, so that conditions cannot single out one answer: { $tables }.
board-theme-note = Every opinion is counted once, at its main theme. The chart shows the number of opinions at the top themes.
board-theme-table = Table by theme
board-state-table = Opinions, texts and submitters by state
board-theme-itself = No theme below chosen
board-subtotal = { $theme } (subtotal)
board-sum-note = Different texts and submitters are counted without repetition in each row, so that a subtotal or total may be less than the sum of its rows.
board-day = Day
board-day-note = Thin bars are single days, the line is the mean of the seven days up to each.
board-day-table = Table by day (days with opinions)
board-theme-said = Opinions received, by main theme: { $total } in all. Most first: { $first }. The table has the same values.
board-day-said = Opinions received each day from { $from } to { $to }. The busiest day is { $day } with { $count }. The table has the same values.
board-tick-month = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[other] Dec
}
board-tick-day = { $month }/{ $day }
board-bar = { $n }
board-opinions = { $count ->
    [one] { $n } opinion
   *[other] { $n } opinions
}
board-note-lists = A number of opinions opens the list behind it.{" "}
board-note-published = The numbers of “Published” and “Published with masks” open the lists behind them. Of opinions in other states only the number is known here.{" "}
board-note = Different texts are counted without regard to spaces, signs and kinds of kana. Opinions sent one after another in a single visit count as one submitter.
board-note-open = This page is for the office: small numbers are not hidden.
board-note-limited = The tables named above are held back or counted in steps, so that nobody’s answer can be told. The other numbers are for the office: small ones are not hidden.
count-opinions = Opinions
count-texts = Different texts
count-submitters = Submitters
count-total = Total
unit-opinions = { $count ->
    [one] {" "}opinion
   *[other] {" "}opinions
}
unit-texts = { $count ->
    [one] {" "}text
   *[other] {" "}texts
}
unit-submitters = { $count ->
    [one] {" "}submitter
   *[other] {" "}submitters
}
unit-hours = {" "}hours
filter-call = Consultation
filter-call-button = Show this consultation
filter-label = Conditions
filter-title = Conditions
filter-words-cut = Only the first { $chars } characters and { $words } words are looked for.
filter-gone = Not narrowed by a condition that cannot be used here ({ $condition })
filter-none = None (everything)
filter-remove = : remove
filter-clear = Remove all conditions
filter-change = Change conditions
filter-apply = Show with these conditions
filter-all = All
filter-no-answer = No answer
filter-theme = Theme
filter-main = Main theme
filter-import = Import
filter-state = State
filter-channel = Channel
filter-period = Period
filter-words = Words
filter-between = { $from } – { $to }
filter-since = from { $from }
filter-until = until { $to }
filter-from = From this day
filter-to = Until this day
filter-q = Words in the text
filter-q-help = Words apart by spaces must all occur.
opinions-title = List of opinions
opinions-all = original words
opinions-public-title = Published opinions
opinions-public-text = What everybody can read on the public pages, newest first. Opinions that are not published and words that are masked are not found by searching either.
opinions-no-more = There are no older opinions.
opinions-pages = Pages
opinions-newest = Newest opinions
opinions-older = Older opinions

# ---- end counts ----


## Staff: exports

# ---- begin exports ----

export-title = Export
export-errors-text = Nothing has been exported yet.
export-new = New export
export-list-title = Your exports (24 hours)
export-list-note = Only you can download them, for 24 hours.
export-list-cut = These are the newest { $count }. Earlier ones are not listed here.
export-list-empty = You have asked for no export in the last 24 hours.
export-no-conditions = None (everything in this consultation)
export-change-conditions = Choose conditions on the page of counts
export-profile = Use
export-profile-public = Public
export-profile-office = Office
export-profile-contact = Administration, with contacts
export-profile-public-text = Published opinions only. Masked words are replaced by the reason; attributes that are not public are left out.
export-profile-office-text = Opinions in every state, the original words and what was decided. No contacts. Do not pass it on.
export-only-counted = {" "}Attributes that are only counted ({ $names }) stand in no file of single opinions and do not come back when it is imported.
export-only-counted-and = {", "}
export-profile-contact-text = The office file with the mail addresses of those who sent opinions. Contacts are personal data: the export is logged, and every administrator is told.
export-password = Your password
export-password-help = Only for an export with contacts.
export-password-missing = Enter your password to export contacts.
export-password-wrong = That is not your password. Enter the one you sign in with.
export-contact-tool = Other tools are given no contacts. Choose another format.
export-format = Format
export-format-xlsx = XLSX
export-format-csv = CSV for Excel
export-format-csv-plain = CSV in UTF-8
export-format-csv-cp932 = CSV in Shift_JIS
export-format-jsonl = JSON Lines
export-format-xlsx-text = Opens in Excel and other spreadsheets. Dates and times can be sorted and counted with.
export-format-csv-text = UTF-8 with a byte order mark, opens in Excel. A cell that begins with =, +, -, @ or the like gets one leading ' so that it is no formula.
export-format-csv-plain-text = For other programs: no byte order mark, no leading ', every text exactly as it is.
export-format-csv-cp932-text = In the code page of old programs (CP932). What it lacks becomes 〓 and is listed by line, column and character. A cell like a formula gets one leading '.
export-format-jsonl-text = One JSON object a line: texts exactly as they are, themes and states as codes.
export-tools = To analyse with another tool
export-format-kouchou-ai = Kouchou AI (広聴AI)
export-format-kouchou-ai-text = Columns comment-id, comment-body, source, url; attributes begin with “attribute_”. Withdrawn and withheld opinions are in it only where the condition “state” asks for them.
export-format-talk-to-the-city = Talk to the City
export-format-talk-to-the-city-text = Columns id, interview, comment. Withdrawn and withheld opinions are in it only where the condition “state” asks for them.
export-format-sensemaking = sensemaking-tools
export-format-sensemaking-text = Columns participant_id, survey_text; attributes begin with “demo:”. Withdrawn and withheld opinions are in it only where the condition “state” asks for them.
export-format-themefinder = ThemeFinder
export-format-themefinder-text = Columns response_id, response. Withdrawn and withheld opinions are in it only where the condition “state” asks for them.
export-columns = What the columns mean (CSV)
export-lost = Characters that this code page lacks: { $n }. They were written as 〓, or left out where they have no width.
export-lost-list = List (CSV)
export-button = Export this
export-call-missing = Choose a consultation.
export-condition-gone = a condition that does not exist any more ({ $condition })
export-condition-unknown = This consultation does not know the condition “{ $value }”. Choose the conditions again on the page of counts.
export-words-too-many = There are too many words to search for. Keep to 100 characters and twelve words, and enter them again on the page of counts.
export-profile-missing = Choose a use.
export-format-missing = Choose a format.
export-choose-columns = Choose and order the columns
export-columns-kept = ({ $profile }: only the columns chosen before, { $count } in all)
export-columns-help = One column a line. Take a line away and its column is left out; move lines to change the order. Empty means all columns. This order is offered the next time. The formats of other tools have their own columns.
export-columns-office = Columns for the office
export-columns-public = Columns for the public
export-columns-contact = Columns for administration
export-columns-all = Columns there are: { $columns }
export-columns-chosen = Chosen columns: { $count }
export-column-unknown = There is no column “{ $column }”. Take it away, or write the name of a column that can be written.
export-public-draft = This consultation is still a draft. A public file can be made once it is public.
export-public-attributes = A public file cannot be limited to an area, an age band or a relation to the city: everybody in it would be known by it. Remove this condition, or choose the office file.
export-condition-counted = A condition on what is only counted was left out: no file of single opinions can be asked for by it. The numbers are on the board.
export-office-counted = An answer that is only counted cannot be a condition of a file. Please take it out; the numbers are on the board.
export-look-again = See how far it is now
export-waiting = Waiting for its turn.
export-running = Exporting ({ $done } of { $total }).
export-done = As of { $moment } · { $rows } · { $size }
export-rows = { $count ->
    [one] { $n } opinion
   *[other] { $n } opinions
}
export-sha256 = SHA-256
export-download = Download the file ({ $format })
export-again = Export again
export-failed-too-long = The export failed: the text of { $receipt } is too long for an Excel cell (32,767 characters). Choose CSV.
export-failed-too-many-rows = The export failed: it has more rows than an Excel sheet (1,048,576). Add a condition or choose CSV.
export-failed-disk = The export failed: the server's disk is full or cannot be written. Tell the administrator.
export-failed-right = Not exported: the right to contacts is no longer there.
export-failed-other = The export failed. It has been recorded; tell the administrator.
export-delete = Delete
export-outdated-contacts = Since this file was made, somebody has withdrawn an opinion or removed a contact. Please export it once more.
export-outdated = Since this file was made, opinions in it were withdrawn or withheld, or what is asked of residents and shown of it has changed. Please export it once more.
lost-line = Line
lost-column = Column
lost-character = Character
lost-number = Code point
codebook-column = Column
codebook-heading = Heading
codebook-type = Type
codebook-unit = Unit
codebook-note = Note
codebook-one-code = Code
codebook-label = Meaning of the code
codebook-file = (the file as a whole)
codebook-file-csv = UTF-8 with a byte order mark, lines end with CRLF. A cell that begins with = + - @ (also full-width), a tab or CR has one apostrophe before it, so that it is no formula. Take one leading apostrophe off to have the text as it was.
codebook-file-cp932 = Windows' Shift_JIS (CP932), lines end with CRLF. What it lacks is written as 〓 (characters without width, such as those that choose a variant, are left out) and listed apart. 〜, − and the like become the characters of the same shape that Windows has. A cell that begins with = + - @ (also full-width), a tab or CR has one apostrophe before it, so that it is no formula. Take one leading apostrophe off to have the text as it was.
codebook-file-plain = UTF-8 without a byte order mark, lines end with CRLF. Every text is as it was, with nothing added.
codebook-file-xlsx = Texts are cells of text that compute nothing. Every text is as it was, with nothing added.
codebook-file-jsonl = UTF-8 without a byte order mark, an opinion a line. Names are those under “Column”, choices are codes. Every text is as it was, with nothing added.
codebook-text = text
codebook-number = integer
codebook-day = date (YYYY-MM-DD; in XLSX a date cell)
codebook-moment = date and time (YYYY-MM-DDThh:mm:ss+09:00; in XLSX a cell with date and time in the city's time zone)
codebook-code = one code
codebook-codes = several codes (in tables each in a line of its own)
codebook-unit-version = version
codebook-unit-dots = dots
codebook-unit-people = people
codebook-note-receipt = Its year (R6-0123-7: fiscal year Reiwa 6) is that of the day on which the number was given; the opinion may have been received in an earlier one.
codebook-note-submitted = The first second of the day where nobody knows the time, as of what came on paper.
codebook-note-meeting = Day and name of the meeting in which the note hung (2024-11-23 Name)
codebook-note-reactions = How many pressed “I feel the same”, told apart by a cookie. Not a vote. Dots in the room are counted apart and never added.
codebook-note-number = The middle of the receipt number (123 of R6-0123-7).
codebook-note-submitter = A number within this file alone. Opinions sent one after the other share it.
codebook-note-text = The current version, as it was written.
codebook-note-public-text = What is published, with masks as 〔withheld: reason〕.
codebook-note-version = 1 as it was sent, and one more for each correction.
codebook-note-masks = From which to which character of the text is masked, and why; 0 is before the first character (“3-7 personal_info” is the 4th to the 7th)
codebook-note-external-id = Its number in the file that brought it: with it a row of that table is found again.
codebook-note-external-list = The list that gave that number; empty for the list that nobody has named.
codebook-note-received-place = Where an opinion on paper, by telephone or at a counter was taken.
codebook-note-recorded-by = The person of the staff who wrote it down or took the file in, never the author.
codebook-note-mail = The contact that the author left; empty where its time had come when the file was made.
export-sheet = Opinions
export-file-public = opinions_public
export-file-office = opinions_office
export-file-contact = opinions_contact
column-receipt = Receipt
column-number = Number
column-version = Version
column-day = Day received
column-submitted = Received at
column-state = State
column-reason = Reason
column-theme = Theme
column-further-themes = Further themes
column-channel = Channel
column-lang = Language
column-body = Opinion
column-original = Original (current version)
column-public = Public text
column-url = Public page
column-submitter = Submitter
column-reviewed = Reviewed at
column-decided = In this state since
column-message = Message to the author
column-note = Note among staff
column-due = On hold until
column-masks = Masked spans
column-table = Table
column-dots = Dots in the room
column-reactions = “I feel the same” online
column-meeting = Meeting
column-external-id = Number where it came from
column-received-place = Where it was handed in
column-recorded-by = Recorded by
column-place = Place of the meeting

# ---- end exports ----

## Staff: imports

# ---- begin imports ----

import-title = Imports
import-lead = Opinions collected in Excel, on paper or with another tool come in here. You check what each column means and try the file out before anything is taken in, and you can stop on the way.
import-errors-text = Nothing has been taken in yet.
import-new = Choose a file
import-call = Consultation to import into
import-file = File
import-file-help = CSV (UTF-8, UTF-16, Shift_JIS) or XLSX, up to 150 MB. A table with headings in the first row and one opinion in each row.
import-upload = Read it and check the columns
import-file-missing = Choose a file.
import-file-too-slow = The file came more slowly than 32 KB a second and was not waited for. Send it again over a better connection, split it, or ask whoever runs the site to bring it in.
import-file-too-large = The file is larger than 150 MB and cannot be read here. Split it, or ask whoever runs the site to bring it in.
import-same-file = The same file was taken in on { $moment }. There is nothing new in it, so nothing is taken in.
import-same-file-left = The same file was taken in on { $moment }, without { $wrong } rows that had to be mended. To bring these in, mend them, save them as a file of their own and choose that one.
import-list-title = Imports so far
import-list-empty = No file has been imported into this consultation yet.
import-list-note = Files that nobody takes in are deleted after 7 days.
import-look-again = See how far it is
import-back = Back to all imports
import-rows = Opinions: { $n }
import-rows-left = Rows left out: { $n }
import-desk-page = Page
import-desk-shell = Command
import-state-mapping = Columns to be checked
import-state-checking = Being tried out
import-state-checked = Tried out
import-state-running = Being taken in
import-state-applied = Taken in
import-state-stopping = Being stopped
import-state-stopped = Stopped
import-state-failed = Not taken in
import-checking-rows = Being tried out (row { $n }).
import-running-rows = Being taken in ({ $done } of { $total }). Nobody else sees anything of it before the end.
import-stopping-rows = Being stopped. What was written is being removed.
import-stop = Stop
import-stop-text = If you stop, nothing of this file stays.
import-applied-text = Taken in on { $moment }. Opinions: { $n }.
import-applied-queue = They are in the queue for review.
import-applied-public = They were published as reviewed: { $reason }
import-applied-some = They were published as reviewed: { $reason }. Those that were rejected or withdrawn elsewhere are in the queue for review instead.
import-applied-kept = Each stands as the file said: { $reason }
import-done-title = What became of the file
import-done-ready = Opinions taken in
import-done-wrong = Rows left out, as they have to be mended
import-done-known = Rows left out, taken in before by their numbers
import-done-doubled = Rows left out, with the number of an earlier row
import-done-blank = Rows left out, without an opinion
import-done-meetings = Meetings that came with it
import-done-faults = What has to be mended in the rows left out
import-done-faults-help = These rows can still come in: mend them and save them as a file of their own.
import-done-faults-list = What stands there is in the CSV below, which is deleted after a day.
import-offered-themes = These themes came with the file: { $names }. While opinions are taken, residents can choose them where they write. Names and order can be changed among the themes.
import-offered-choices = These answers came with the file: { $names }. While opinions are taken, residents can choose them where they write. They can be changed among the questions.
import-see = See them in the list
import-see-meeting = See the notes of this meeting
import-stopped-text = Nothing was taken in. To import it after all, choose the file again.
import-file-facts = { $size }, { $form }
import-form-csv = { $encoding } text, columns separated by “{ $separator }”
import-form-tab = tab
import-form-xlsx = sheet “{ $sheet }”
import-unseen-sheet = The sheet “{ $sheet }”, which does not show in a spreadsheet program, was not read.
import-unseen-columns = Columns that do not show in a spreadsheet program ({ $columns }) were read, too.
import-unseen-rows = { $n ->
    [one] One row that does not show in a spreadsheet program was read, too.
   *[other] { $n } rows that do not show in a spreadsheet program were read, too.
 }
import-source-koe = It has the form of a file exported from Koe.
import-source-kouchou-ai = It has the form of a Kouchou-AI (広聴AI) file.
import-source-polis = It has the form of comments.csv from Polis.
import-source-decidim = It has the form of a file of proposals from Decidim.
import-source-google-forms = It has the form of answers from Google Forms.
import-source-logo-form = It has the form of answers from LoGo Form.
import-source-sheet = What the columns mean was guessed from their headings.
import-source-kept = The columns are set as they were for the last file with the same headings.
import-plan-title = Columns, rows that do not say, review
import-columns-title = What the columns mean
import-columns-help = Choose for each column what is written in it. Leave “Not used” for the others.
import-column = Column { $letters }: “{ $head }”
import-column-no-head = Column { $letters } (no heading)
import-passed-over = Column { $letters }, “{ $head }” as well, is not used. Column { $used } is. To have it the other way round, choose what column { $letters } is.
import-not-counted = Column { $letters }, “{ $head }”, is not used: each row counts as one opinion.
import-headless = No heading tells what its column is. The first row of the table is read as the heading and is no opinion. If an opinion stands there, too, add a row of headings above it and save the file again.
import-stands-in = Column { $letters } “{ $head }” is used, as an opinion in its language, only in rows where column { $used } is blank.
import-known-by-now = Column { $letters }, “{ $head }”, is not used because that was chosen before. It is known by now as “{ $meaning }”: choose that to use it.
import-column-samples = Example: { $samples }
import-column-blank = Example: (blank)
import-defaults-title = Rows that do not say
import-theme = Theme of rows without one
import-channel = How rows that do not say it were received
import-meeting = The meeting, if this is a workshop
import-meeting-none = Not from a workshop
import-meeting-help = With a meeting all rows come in as workshop notes, and the columns for tables and dots can be used.
import-day = Day of receipt of rows without one
import-day-help = For example 2024-11-23 or 令和6年11月23日. Left blank, it is the day of its meeting for a note, today for the others.
import-day-wrong = Write the day like 2024-11-23 or 令和6年11月23日. It cannot be in the future.
import-numbering = List of the numbers
import-numbering-which = Whose numbers these are
import-numbering-help = Choose the list in which the numbers were given. If the file goes on with a list, rows taken in before are known by their numbers. If it is another list, the same number is another opinion.
import-numbering-known = { $name } (last taken in: “{ $file }”)
import-numbering-first = { $name } (nothing of this list was taken in before)
import-numbering-new = Another list (to be called “{ $name }”)
import-numbering-unnamed = List to which nobody has given a name
import-numbering-clash = Rows with the number of an opinion that was taken in before, and other words: { $n }.
import-numbering-elsewhere = Rows whose opinion, with the same number and the same words, has come from another list already: { $n }. If this file goes on with that list, each of them would be here twice.
import-numbering-choose = Choose whose numbers these are
import-numbering-option = If the numbers are those of another list, write its name after { $option }.
import-fault-option = At the shell: { $option }.
import-review-title = Review
import-review-forbidden = Only people who are moderators, too, may publish without the queue.
import-review-queue = Put them into the queue
import-review-queue-text = Each is reviewed before it is published, like every other opinion.
import-review-checked = They have been checked elsewhere: publish them as they are
import-review-checked-text = Say where and how they were checked. It is kept in the log.
import-review-kept = Take each in as the file says
import-review-kept-text = Published, withheld, on hold and so on, with masks, as the columns of the file say. Say where they were reviewed.
import-reason = How they were checked
import-reason-missing = Say where and how they were checked.
import-encoding = Text encoding
import-encoding-title = Choose the text encoding
import-encoding-help = Normally it is found out. Choose it where the text of a CSV file cannot be read or looks garbled.
import-encoding-auto = Find out
import-sheet = Sheet to read
import-reread = Read again
import-reread-title = The text looks garbled, or another sheet is meant
import-words-title = Words that no list has
import-words-help = The choices of this consultation do not have these words. Choose what each stands for.
import-words-more = More words: { $n }. Choose for these, then try the file again.
import-word = { $meaning }: “{ $word }” (rows: { $n })
import-word-choose = Please choose
import-word-codes = Like { $option } can be written: { $codes }. With nothing after “=” it is as if nothing were written.
import-word-new-theme = With { $option } the words above are made new themes of these names.
import-word-new-choice = With { $option } the words above are made new choices.
import-word-blank = As if nothing were written
import-word-theme-blank = The theme of rows without one
import-word-new = Make a new theme “{ $word }”
import-word-choice = Make a new choice “{ $word }”
import-word-all = { $meaning }: all { $n } words at once
import-word-one-by-one = No, choose one by one below
import-word-all-themes = Make new themes of all that are not chosen below
import-word-all-choices = Make new choices of all that are not chosen below
import-check = Try it out
import-check-again = Try it out again
import-changed-elsewhere = Somebody else has gone on with it. This is how it stands now; please check it again.
import-lack-text = Choose the column with the opinions.
import-lack-theme = Choose the theme of rows without one.
import-lack-state = No column says where each opinion stands. Choose it, or choose another kind of review.
import-lack-meeting = There are columns for tables or dots. Choose the meeting they are from.
import-lack-answer = What was chosen for “{ $word }” is not among the choices any more. Choose again.
import-lack-doubled = “{ $meaning }” is chosen for more than one column. Leave it at one.
import-lack-theme-name = “{ $word }…” cannot be the name of a theme (at most { $max } characters, no line break, one “／” at most, after the theme above). The column of themes may be the wrong one.
import-lack-choice-name = “{ $word }…” cannot be the name of a choice (at most { $max } characters, no line break, no “|”). The column may be another one.
import-lack-new-choices = “{ $field }” can have at most { $max } choices. Please check what the columns mean.
import-lack-new-themes = At most { $max } themes can be made at once. Please check what the columns mean.
import-report-title = What the trial found
import-report-ready = Opinions to take in
import-report-waiting = Of these, to wait for review instead of being published (rejected or withdrawn elsewhere)
import-report-rejected = Of these, rejected or withdrawn elsewhere (they wait for review as the others do)
import-report-rows = Rows of the table
import-report-only-counted = { $fields }: only counted in this consultation. What comes in is used for tables of counts alone and stands in no page or file of single opinions, and who sees it cannot be widened afterwards. To widen it, change the questions before bringing the file in.
import-report-lossy = Opinions that hold 〓 or �: { $n }. The file may be one in which characters that could not be written or read were replaced. Written anew from the original table as UTF-8 CSV or XLSX they come in as they were.
import-report-garbled = Opinions that look garbled: { $n } (the first: { $place }). Perhaps the file mixes Shift_JIS and UTF-8. Write it out again from the table it came from, all of it as CSV in UTF-8 or as XLSX.
import-misread = All of this file can be read as { $encoding }. Where its text looks garbled, { $cure }.
import-misread-page = open “The text looks garbled, or another sheet is meant”, choose “{ $encoding }” and read it again
import-misread-option = run it again with { $option }
import-report-undated = Opinions without a day of arrival: { $n }. They will have today’s. { $cure }
import-report-undated-page = If a column holds the day, choose it among the columns; if it is one day for all, write that day.
import-report-undated-options = If a column holds the day, add { $column }, with the letter of that column for C; if it is one day for all, write it after { $day }.
import-report-early = Rows from before the consultation opened (if that is right, they can come in as they are)
import-report-early-rows = { $more ->
    [0] { $n } ({ $rows })
   *[other] { $n } ({ $rows } and others)
 }
import-report-late = Rows from after the consultation closed (if that is right, they can come in as they are)
import-report-personal = Of the opinions that will be public at once, some hold what may tell who somebody is, such as a telephone number, an address or a name: { $rows }. Compare them with the originals. If in doubt, have them wait for review: then each can be masked before it is public.
import-report-idle = “{ $words }”: nothing is made of this, as it stands only in rows that are left out.
import-offers-themes = Taking it in makes these themes: { $names }. While opinions are taken, residents can choose them where they write. Names and order can be changed afterwards among the themes.
import-offers-choices = Taking it in makes these answers: { $names }. While opinions are taken, residents can choose them where they write. They can be changed afterwards among the questions.
import-report-themeless = Of these, rows without a theme (they come in under the theme for such rows)
import-report-known = Rows taken in before, by their numbers
import-report-doubled = Rows with the number of an earlier row (only the first is taken in)
import-report-meetings = Meetings of the notes
import-report-added = Meetings that are added with it
import-report-unsure = “{ $meetings }”: there are several of this name on this day. Add a column with the place to the file and upload it again.
import-report-elsewhere = Rows whose number and words another list has brought as well (to be taken in)
import-report-blank = Rows without an opinion (left out)
import-report-wrong = Rows to be mended
import-report-unclear = Rows with a word that is not known
import-report-unknown = Words that no list has
import-report-new-themes = New themes
import-report-new-choices = New choices
import-report-new = { $n } ({ $names })
import-report-new-more = { $n } more
import-nothing-new = There is no new opinion in it. Nothing is left to do.
import-not-yet = Nothing was taken in.
import-not-yet-words = Say with --word what the unknown words stand for.
import-not-yet-wrong = Mend the rows with faults, or leave them out with --skip-wrong.
import-shell-running = Being taken in ({ $done } of { $total })
import-shell-stopped = Stopped. Nothing was taken in.
import-shell-headless = Nothing was taken in. If the first row is a heading, say what its columns are, like --column A=text (A is the letter of the column). If an opinion stands there, too, add a row of headings.
import-shell-stopping = Being stopped.
import-shell-twice = What was written is being removed. Ctrl-C once more ends this at once: nobody sees what is left, and after two minutes the site that serves, or a koe import for the same consultation, removes it.
import-shell-unfinished = It has not come to its end; the log says why. The site that serves, or the next koe import for the same consultation, goes on with it.
import-shell-left = The import of “{ $file }” was cut off on its way. It is ended before the new file.
import-shell-elsewhere = Nothing was taken in. The same file is being imported elsewhere, or was cut off on its way. What was cut off is ended after two minutes by the site that serves, or by a koe import for the same consultation. See the page of imports, or wait two minutes and try once more.
import-fault-column = Column { $column }
import-fault-count = places: { $n }
import-fault-place = { $place } “{ $value }”
import-fault-more = and { $n } more
import-faults-title = To be mended
import-faults-list = Download all as CSV
import-faults-more = More places: { $n }.
import-fault-row = Row
import-fault-value = What is written
import-fault-cure = What is wrong and how to mend it
import-faults-help = Mend the file and choose it again, or take it in without the rows to be mended.
import-samples-title = How they will look (the first { $n })
import-sample-row = Row { $row }
import-run = Take in { $n }
import-run-skip = Take in { $n }, without the rows to be mended ({ $wrong })
import-run-text = All of it comes in at one moment; nobody else sees anything before.
import-run-public = Everything is public at once.
meaning-nothing = Not used
meaning-title = Title (written above the opinion)
meaning-id = Number (the same number is never taken in twice)
meaning-rejected = Rejected or withdrawn elsewhere
fault-ragged = More cells than there are headings. Check that text with a comma is in quotation marks.
fault-beside = Something stands to the right of the columns with a heading. Give it a heading or delete it.
fault-formula = A formula. Save the file with values alone (copy, paste values).
fault-date = A day that no calendar has. Please correct it.
fault-error = An error such as #REF!. Put a value in its place.
fault-cell-too-long = Longer than a cell can be. Please shorten it.
fault-text-too-long = The opinion is longer than 5,000 characters. Split or shorten it.
fault-length = { $n } characters: { $value }…
fault-control = It holds characters that cannot be seen or used (control characters and their like). Remove them where it says [U+…].
fault-garbled = It is garbled. Perhaps the file mixes Shift_JIS and UTF-8. Write it out again from the table it came from, all of it as CSV in UTF-8 or as XLSX.
fault-misread = It looks garbled. Read the file again with { $encoding } as the text encoding.
fault-day = This is no day of the calendar that could be read. Write it like 2024-11-23 or 令和6年11月23日.
fault-day-number = This is the number by which Excel keeps a day. Format this column as a date in Excel and save it again. Where it stands there as text, write the day instead.
fault-future = A day that has not come yet. Please correct it.
fault-same-id = An opinion with this number is here already, with other words. If the number is one of another list, choose whose numbers these are; if it is the same list and only the words were mended, take the row out.
fault-twice-id = An earlier row of this file has this number, with other words. Mend the number, or leave the column of numbers out.
fault-rounded-id = Excel has rounded the number, and what it was is lost. Make the column text and put the number in again.
fault-many-themes = Three themes at most. Please leave some out.
fault-lang = This is not the tag of a language. Write it like ja, en or vi.
fault-reason = It is withheld and no reason is given. Write one into the column of reasons.
fault-masks = The masked spans are missing, or do not lie in this text. Write from which character to which, like “3-7 personal_info”.
fault-dots = Write the number of dots as a number from 0 to 9,999.
fault-meeting = Write the meeting as its day and name, like “2024-11-23 Name”. A file may name { $max } of them.
import-why-empty = There is nothing in the file.
import-why-no-rows = There is a heading and nothing below it. Check that this is the sheet or file with the opinions, and choose again.
import-why-no-heading = Row { $row } does not seem to be the heading: the rows below it have more cells. Delete what stands above the heading, such as a title, and save the file again. If row { $row } is the heading, put texts with a comma in quotation marks.
import-why-no-heading-sheet = Row { $row } of the sheet “{ $sheet }” does not seem to be the heading: the rows below it have more cells. Delete what stands above the heading, such as a title, and save the file again. If the opinions are on another sheet, move that one to the front.
import-why-encrypted = The file has a password. Remove it and save the file again.
import-why-macros = The file has macros. Save it as an Excel workbook (.xlsx).
import-why-old-excel = The file is in Excel’s old format. Save it as an Excel workbook (.xlsx).
import-why-html = This is a web page. Save it as XLSX or CSV.
import-why-json = JSON files cannot be brought in. Have the other program write CSV or XLSX.
import-why-pdf = This is a PDF. Save the table it was made from as XLSX or CSV.
import-why-open-document = This is an OpenDocument file (.ods). Open it in a spreadsheet program and save it as an Excel workbook (.xlsx).
import-why-jis = The text is written in ISO-2022-JP (JIS). Save it as UTF-8 or Shift_JIS.
import-why-archive = This is an archive, or no spreadsheet. Choose the XLSX or CSV file in it.
import-why-binary = This file cannot be read as a table. Choose an XLSX or CSV file.
import-why-byte = Byte { $place } is not { $encoding } text. Choose another encoding, or save the file again.
import-why-byte-rather = Byte { $place } is not { $encoding } text. All of the file can be read as { $rather }: choose that encoding.
import-why-open-quote = A quotation mark opened in row { $row } is never closed. Please mend the file.
import-why-row-too-long = Row { $row } is too long to be read (4 MB or more). See whether line breaks part the rows of the file.
import-why-nul = Cell { $cell } holds what is no character (NUL). Delete it in the original table and save that again.
import-why-too-many-rows = It has more than 1,000,000 rows. Split the file.
import-why-too-many-columns = Row { $row } has more than 500 columns. Remove those that are not needed.
import-why-bomb = It unpacks to more than it should, or holds what no spreadsheet program writes. Copy the table into a new workbook and save that.
import-why-heading = Cell { $cell } of the heading holds a formula or an error. Put text in its place.
import-why-broken = The file is damaged. Open it in a spreadsheet program and save it again.
import-why-no-such-sheet = There is no sheet “{ $sheet }”.
import-why-changing = The file changed while it was read. Wait until it has been saved and choose it again.
import-why-gone = The uploaded file is not on this server. Choose it again.
import-why-changed = After it was tried, the consultation or the opinions that are here have changed. Nothing was taken in. Try it once more.
import-why-beside = The import of “{ $file }” is still on its way, so opinions with the same numbers cannot come in. Nothing was taken in. Wait for its end, or stop it on the page of imports, and try once more. What was cut off is ended after two minutes by the site that serves, or by the next import.
import-why-other = The file could not be read. It has been noted; please tell the administrator.
detail-import-file = File
detail-import-rows = Opinions
detail-import-state = State after the import
detail-import-reason = How they were checked
detail-import-themes = New themes
detail-import-choices = Choices made
detail-import-meetings = Meetings added
detail-import-by = Recorded by

incoming-label = Ways of bringing opinions in
incoming-files = Files
incoming-workshops = Workshops
workshop-title = Bring in the notes of a workshop
workshop-lead = Notes that people wrote at a meeting or a workshop, table by table, with the number of dots. Each note becomes one opinion.
workshop-errors-text = Mend it and send it again. What you wrote is still here.
workshop-show = Show
workshop-new = Add a meeting
workshop-new-help = Only for a meeting that is not in the list. It also appears among the dates on the public page of this consultation.
workshop-day = Day
workshop-day-wrong = Choose the day of the meeting.
workshop-name = Name of the meeting
workshop-name-wrong = Write the name of the meeting, at most { $max } characters.
workshop-add = Add it and enter its notes
workshop-list-title = Choose a meeting
workshop-list-empty = There is no meeting yet. Add one to enter its notes.
meeting-title = Change the meeting
meeting-place = Place (if you like)
meeting-place-wrong = Write the place in at most { $max } characters.
meeting-held-at = Place: { $place }
meeting-at = { " " }({ $place })
meeting-save = Save
meeting-day-to-come = Notes hang in this meeting: its day cannot be one that is still to come.
meeting-clash = Somebody else has changed it to “{ $meeting }” meanwhile. If it is to be as it stands here, save once more.
meeting-same = There is a meeting of this name{ $place } on this day already.
meeting-same-open = Enter notes of that meeting
meeting-another = It is another meeting of the same day
meeting-unite = Unite with another meeting
meeting-unite-help = For a meeting that was added twice. Its notes ({ $notes }) move to the one you choose, and so do names in languages in which that one has none. This one leaves the timeline of the public page, too. This cannot be undone.
meeting-unite-with = The meeting that stays
meeting-unite-act = Unite with the chosen meeting
meeting-unite-missing = Choose the meeting that stays.
meeting-awaited = A file is on its way in: “{ $file }”. Take it in or stop it first.
meeting-awaited-open = Open the file that is on its way in
meeting-remove = Remove this meeting
meeting-remove-help = Only a meeting without notes can be removed. It leaves the timeline of the public page, too.
meeting-remove-notes = A meeting with notes cannot be removed. It can be united with another.
meeting-removed = The meeting was removed.
meeting-changed = The meeting was changed.
meeting-united = The meetings were united.
meeting-gone = This meeting was united with another or removed. Nothing was saved.
meeting-gone-kept = What you typed (copy it for another meeting)
workshop-sum = Tables: { $tables }, notes: { $notes }, dots: { $dots }
workshop-sheet-title = Notes of { $name }
workshop-back = Back to the meetings
workshop-enter = Enter notes
workshop-enter-help = One note a row. A row without a table is of the table above it. Leave blank what else was not written. Tab goes to the next field.
workshop-keys = Enter goes down the column (in a note it begins a new line).
workshop-row = Note { $row }
workshop-text = Words on the note
workshop-dots = Dots
workshop-dots-count = Dots in the room: { $n }
workshop-dots-note = Dots in the room are counted apart from what people press online, and never added to it.
workshop-paste = Paste from a spreadsheet
workshop-paste-help = Select the columns table, theme, note and dots in Excel or the like, copy them and paste them here. With a heading the columns may stand in any order. Each row is a note.
workshop-column = column { $place }
workshop-column-named = column { $place } “{ $head }”
workshop-unused = These columns of what you pasted have no place here and were left out: { $columns }. Add what you need of them to the table below before you send it.
workshop-again = { $known ->
    [one] One note hangs at the same table with the same words already
   *[other] { $known } notes hang at the same tables with the same words already
}
workshop-again-missing = Choose whether notes with the same words are those that have come in already.
workshop-again-same = They are those that have come in
workshop-again-dots = { $n ->
    [0] They do not come in twice. Their dots are the same, too.
    [one] They do not come in twice. On the next page you can look at the one with other dots and mend it.
   *[other] They do not come in twice. On the next page you can look at the { $n } with other dots and mend them.
}
workshop-again-new = { $n ->
    [0] Only what is new comes in: { $new }.
    [one] First look at the one with other dots, on the next page; then only what is new comes in: { $new }.
   *[other] First look at the { $n } with other dots, on the next page; then only what is new comes in: { $new }.
}
workshop-again-further = They are further notes with the same words
workshop-again-further-help = All of them come in as new notes.
workshop-more = More rows
workshop-move = Move what you pasted into the grid below
workshop-filled = { $n ->
    [one] The grid below holds one note.
   *[other] The grid below holds { $n } notes.
}
workshop-to-send = To the end of the grid
workshop-send = Check and bring in
workshop-send-help = On the next page you see how many there are and what they say before you bring them in. Until then nobody sees them.
workshop-future = This meeting has not been held yet. Check its day.
workshop-ahead = This meeting has not been held yet. Its notes can be sent from { $day } on. If its day is wrong, mend that first under “Change the meeting”.
workshop-nothing = Enter at least one note.
workshop-too-many = At most { $max } at a time. Send more in several parts, or as a file.
workshop-text-missing = Note { $row } has no words.
workshop-dots-wrong = Write the dots of note { $row } as a number.
workshop-in = Notes that have been brought in
workshop-in-empty = None yet.
workshop-no-table = No name of a table
dots-title = Mend the dots
dots-back = Back to the notes
dots-help = For dots that were counted later, or wrongly. Leave the field of a note empty whose dots nobody counted.
dots-keys = Enter goes to the next note.
dots-save = Save the dots
dots-parts = More notes
dots-part = Notes { $first } to { $last } of { $total }.
dots-part-saves = { " " }Whoever goes on to other notes or to a table saves what stands here first.
dots-previous = Previous { $n }
dots-next = Next { $n }
dots-mended = { $count ->
    [0] No count has changed.
    [one] The dots of one note have been mended.
   *[other] The dots of { $count } notes have been mended.
}
dots-mended-new = What is new ({ $n }) has not come in yet: look at the table below and take it in.
dots-theirs = Somebody else has mended some meanwhile
dots-sent-again = All notes of the sheet have come in already. Where a count differs ({ $n }), that of the sheet has been filled in. Look at them, then save.
dots-sent-again-new = Of the notes that have come in already, those with another count ({ $n }) have that of the sheet filled in. Look at them and save: then what is new comes in ({ $new }).
dots-sent-again-same = All notes of the sheet have come in already, with the same dots.
dots-now = Now: { $dots }
dots-n = Dots: { $n }
dots-none = not counted
dots-wrong = Write the dots of { $receipt } as a number from 0 to { $max }.
dots-clash = Somebody else has set { $receipt } to “{ $theirs }” meanwhile. If it is to be “{ $mine }”, save once more.
dots-errors-text = Nothing has been saved yet. What you wrote is kept.

incoming-transcription = Writing down
transcript-title = Write down what came on paper, by telephone or at the counter
transcript-lead = Write the words down as they are. Your name stays in the record; you do not become the author.
transcript-no-call = No consultation is open to the public.
transcript-body = The words
transcript-body-help = Keep mistakes as they are. Write ■ for what cannot be read.
transcript-theme-help = Typing its number chooses it, too.
transcript-not-written = Not written
transcript-same = By the same person as the one before
transcript-same-help = For a letter with several opinions. It counts as one person.
transcript-channel-missing = Choose how it came.
transcript-day-wrong = Choose the day it came in, today at the latest.
transcript-day-early = The day of receipt is before the consultation opened on { $opens }. If it is right, tick the box below and send once more.
transcript-day-late = The day of receipt is after the consultation closed on { $closes }. It can be written down all the same.
transcript-day-sure = It was received on { $day }
transcript-place = Where it came in
transcript-place-example = For example: counter of the Wadayama office
transcript-place-wrong = Write the place in at most { $max } characters.
transcript-check = Ask a colleague to compare it with the paper
transcript-check-help = It does not enter the queue before.
transcript-check-nobody = A comparison with the paper needs a second member of staff who may type opinions in. There is nobody else at present.
transcript-check-nobody-now = Nobody is left to compare it: no other member of staff may type opinions in. To take it in without a comparison, send once more.
transcript-send = Take it in and go on
transcript-send-other = Take it in as another opinion
transcript-keys = Ctrl and Enter send it, too
transcript-done = Taken in as { $receipt }
transcript-done-text = Print the receipt to hand it over. Once this page is closed the code cannot be shown again. The form for the next one is below.
transcript-last = The one before is { $receipt }. Write the number on the paper to find it again.
transcript-repeated = This one had been taken in already
transcript-before = { $receipt } was taken in as it was first sent
transcript-before-text = This page was sent twice. Of what was sent later, the following is not in the opinion:
transcript-before-kept = Taken in:
transcript-before-sent = Sent later:
transcript-nothing = nothing
transcript-before-mend = To mend the same opinion, open it and tell whoever compares it with the paper, or its moderator, what to mend. If this is another opinion, send what still stands below once more.
transcript-before-open = Open { $receipt }
transcript-before-next = Clear this and type in the next
transcript-yes = Yes
transcript-no = No
transcript-waiting = To be compared
transcript-waiting-none = None at the moment.
transcript-waiting-alone = Nobody else can compare at present. What you wrote down yourself can be sent to review with a reason: open its number.
transcript-by = Written down by { $name }
transcript-back = Back to writing down
transcript-compare = Compare it with the paper
transcript-check-title = Compare { $receipt } with the paper
transcript-check-lead = Have the paper before you and compare every character. Mend what differs, as it is on the paper.
transcript-check-help-text = What you mend becomes a new version; what was first written down is kept.
transcript-check-done = It is as on the paper
transcript-check-own = Whoever wrote it down cannot compare it.
transcript-check-own-ask = Whoever wrote it down cannot compare it. Ask a colleague.
transcript-waive-title = Nobody else can compare at present
transcript-waive-text = So that the review is not held up, it can be sent there without being compared. “Written down, not compared with the paper” is shown to moderators, and the log keeps the reason.
transcript-waive-reason = Why it goes to review without being compared
transcript-waive-example = For example: the colleague who compares has moved on and has no successor yet
transcript-waive-reason-wrong = Write the reason in at most { $max } characters.
transcript-waive-colleague = It was not sent to review: somebody else can compare by now. Ask that colleague.
transcript-waive = Send it to review without comparing
transcript-checked = Compared: it is as on the paper, and waits for review now.
transcript-waived = Sent to review without being compared.
transcript-check-over = It has been compared already, or its text has changed.
transcript-checked-by = Compared by { $name }
transcript-recorder = Written down by
transcript-kept = What you wrote (not saved)

# ---- end imports ----


## Residents: reading

# ---- begin reading ----

as-of = As of { $at }
counted = { $count }
counted-people = Opinions: { $opinions } (submitters: { $people })
counted-as-of = { "" }, as of { $at }
time-range = { $starts }–{ $ends }
crumbs = You are here
crumbs-home = Home
form-required = (required)
form-optional = (optional)
table-scroll-hint = The table scrolls sideways.
form-none = None
phase-open = Open
phase-days = { $days ->
    [1] Last day today
   *[other] { $days } days left
}
phase-until = until { $day }
phase-scheduled = Not open yet
phase-from = from { $day }
phase-closed = Closed
phase-results = Results out
phase-results-on = since { $day }
phase-being-read = closed on { $day }; the opinions are being read
home-title = Have your say
home-heading = { $city } listens to you here
home-lead = No account, no name needed. You can also see here what became of what you wrote.
home-open = Open now
home-now = Consultations now
home-open-none = Nothing is open at the moment. The next consultation will be announced here.
home-scheduled = Coming up
home-closed = Earlier consultations
home-closed-none = No opinions were received
home-how = How your words are used
home-how-1 = Write and send
home-how-1-text = Choose a theme and write in your own words. You get a receipt with a number and a code.
home-how-2 = It is published
home-how-2-text = Staff check for personal details and the like and mask them, saying why. Your words are never rewritten.
home-how-3 = It is discussed
home-how-3-text = The opinions go to the meetings and into the plan. With your number and code you can follow yours.
home-receipt = If you have a receipt
home-receipt-text = See where your opinion stands, correct it or withdraw it.
home-receipt-open = Open with number and code
home-receipt-qr = The QR code on the receipt opens it, too.
call-nav = Pages of this consultation
call-nav-about = About
call-nav-opinions = Opinions
call-nav-results = Results
call-results = See the results
call-left = A text that you began is still on this device: see or delete it
call-write = Write your opinion
call-write-note = No account and no name needed. Anybody may write.
call-figures = Opinions received
call-period = Period
call-period-to = to { $day }
call-why = Why we ask
call-short-period = Why the period is short
call-readers = Who reads them?
call-readers-default = City staff read every one of them.
call-when = When are they published?
call-when-before = Staff check each one before it is published. We aim to do so within { $hours ->
    [one] 1 hour
   *[other] { $hours } hours
  }.
call-when-after = At once. Staff check them afterwards. What seems to tell who somebody is, or may hurt people, is checked before it is published.
call-when-median = Of the opinions checked in the last { $days } days, half were checked within { $hours } hours of arriving.
call-usage = How are they used?
call-usage-default = The office in charge gathers them and uses them in its work.
call-guideline = What each of these means (guideline)
call-themes = Read by theme
call-themes-text = Open a theme to read what people wrote.
call-themes-note = These figures are for the published opinions ({ $count }, as of { $at }). Numbers do not decide; every opinion is considered for what it says.
call-newest = Newest opinions
call-newest-none = No opinion has been published yet. Yours could be the first.
call-newest-not-yet = No opinion has been published yet. They will stand here once the consultation has opened.
call-newest-closed = No opinions have been published.
call-all = Read all published opinions ({ $count })
call-course = Where your words go
call-course-text = Your opinions are discussed in the meetings to come.
call-opening = First day of the consultation
call-closing = Last day of the consultation
call-next = Next
call-steps = After that
call-documents = Documents
document-link = Link
document-odt = OpenDocument (text)
document-ods = OpenDocument (table)
document-facts = { $kind }, { $size }, added on { $day }
document-facts-link = Leads to another website ({ $host }), added on { $day }
results-title = Opinions counted
results-title-interim = Opinions counted so far
results-scheduled = The consultation starts on { $day }.
results-lead-open = These are the numbers while the consultation is open, as of { $at }.
results-lead-read = The consultation has closed, and staff are reading everything that came in. These are the numbers as of { $at }.
results-lead-out = The consultation has closed and its results are out. These are the numbers as of { $at }.
results-what = How many opinions came in, by theme and by day, will be shown here.
results-call = What the consultation is about
results-none-yet = No opinions have arrived yet; yours could be the first. Once they do, the numbers by theme and by day stand here.
results-none = No opinions were sent to this consultation.
results-others = See other consultations
results-people = People who sent them
results-public = Published
results-unit-opinions = { $count ->
    [one] { " " }opinion
   *[other] { " " }opinions
}
results-unit-people = { $count ->
    [one] { " " }person
   *[other] { " " }people
}
results-themes = Which themes they are about
results-none-published = Nothing has been published yet. Opinions are published as staff check them.
results-by-theme = Published opinions by theme
results-theme-said = Published opinions by main theme, { $total } in all; the most frequent are { $first }. The table has the same numbers.
results-theme-caption = Published opinions by theme ({ $n })
results-bar = { $n }
results-comma = , 
results-as-table = See as a table
results-count = Opinions
results-total = Total
results-when = When they arrived
results-by-day = Opinions received by day
results-day-note = { $n } received. The thin bars are single days, the line is the mean of the last seven.
results-day-said = Opinions received each day from { $from } to { $to }. The busiest day was { $day } with { $count }. The table has numbers, too.
results-day-caption = Opinions received ({ $n })
results-span = Period
results-month = { $year }-{ $month }
results-by-area = Where they came from
results-by-age = Age bands of those who wrote
results-by-relation = How those who wrote are related to the city
results-cross-caption = Themes by { $field } (opinions: { $n })
results-scroll = The table can be moved sideways.
results-no-answer = No answer
results-not-shown = No answer or not shown
results-hidden = hidden
results-small-themes = Themes with few opinions, taken together
results-themes-together = { $themes } (counted together)
results-hidden-note = ＊ stands for a number that comes from fewer than { $people } people, none included. So that it cannot be worked out from the others, some larger numbers are hidden, too.
results-made-note = These are the opinions that had arrived by { $at } ({ $counted }), published or not; the last few may be left out. The table was made once and stays as it is: by its changes one could find out what single people answered.
results-beside-note = This counts “{ $field }” as it stands beside the published opinions. Anybody could count it in the list of opinions, so small numbers are not hidden. Where fewer than { $people } people share an answer it does not stand there, and is counted under “No answer or not shown”.
results-too-few = There is no table: so few people answered that somebody’s answer could be found out.
results-later = Tables that come with the results
results-later-text = The tables of “{ $fields }” are made once, when the consultation has closed and the city has made its results known. From tables that change little by little one could find out what single people answered.
results-theme-gone = A theme that is gone
results-standing = What became of them
results-standing-caption = Opinions received: { $n }
results-state = Where they stand
results-published = Published ({ $n } of them in part)
results-checking = Being checked by staff (those on hold or returned to their authors included)
results-withheld = Not published
results-withdrawn = Withdrawn by their authors
results-operation = Numbers by reason, and how long checking takes
results-reading = How to read these numbers
results-reading-1 = This is not a vote. What is said counts, not how often.
results-reading-2 = These are only the people who wrote, not shares of all residents.
results-reading-3 = Opinions are counted as opinions, people as people: one person may send two.
operation-lead = What was done with the opinions that came in, as of { $at }.
operation-none = There has been no consultation yet.
operation-published = Published
operation-redacted = of these, published in part
operation-received = Opinions received (total)
operation-no-median = Fewer than { $count } opinions were checked in the last { $days } days, so no time is given.
operation-target = The aim is { $hours ->
    [one] 1 hour
   *[other] { $hours } hours
  }.
operation-all = All consultations together
operation-note = Every opinion that came in is counted in exactly one line. Those not published are counted by reason, too.
operation-csv = Save these numbers as CSV
operation-column-as-of = As of
operation-column-call = Code of the consultation
operation-column-title = Consultation
operation-column-code = Code of the line
operation-column-line = Line
operation-column-count = Opinions
operation-fault = The numbers do not add up. Staff are looking into it.
list-title = Everybody's opinions
list-heading = List of opinions
list-search-label = Search words in the opinions
list-search = Search
list-filter = Filter
list-filter-apply = Show
list-all-themes = All themes
list-theme-option = { $theme } ({ $count })
list-days = Day of arrival
list-condition = { $label } “{ $value }”
list-condition-none = none
list-comma = { ", " }
list-of = { "" }, of { $count } published, as of { $at }
list-order = Order
order-newest = Newest first
order-shuffled = Random order
order-quiet = Themes with few opinions first
order-shuffled-note = The order differs from reader to reader, so that every opinion may be read first by somebody.
order-quiet-note = Theme after theme, those with the fewest opinions first.
order-silent = Themes without an opinion yet
order-silent-write = Write about { $theme }
list-empty = Nothing has been published yet. Opinions appear here once they have been checked.
list-empty-at-once = No opinion is published yet. What is sent appears here at once.
list-theme-note = Opinions that chose this theme second or third are included.
list-groups-note = Age bands and areas stand beside an opinion only where at least { $count } people share them. Other opinions cannot be chosen by them.
list-none-fit = No opinion fits. Try a shorter word, or fewer conditions.
list-days-crossed = “From this day” is later than “Until this day”, so no opinion fits.
list-show-all = Show all opinions
list-pages = Pages
list-first = First page
list-next = Next page
list-about = About this page
list-not-votes = This is not a vote. What counts is what is said, not how often.
list-masks = Personal details and the like are masked, with the reason. Everything else stands as it was written.
list-submitters = Submitters: opinions sent one after the other count as one. Nobody’s identity was checked.
theme-page = See the page of this theme
theme-main = As the main theme: { $n } of these; the others chose it as their second or third.
theme-write = Write about this theme
theme-below = Subthemes
theme-voices = Opinions on this theme
theme-none = No opinion on this theme has been published yet.
theme-search = Search these opinions by words or days
theme-others = See the other themes
feed-title = Newly published opinions: { $title }
feed-entry = { $name } ({ $theme })
feed-link = New opinions as a feed (Atom)
link-locale = en_US
link-period = Have your say: { $from } – { $to }
link-image = “{ $title }”. { $period }
voice-name = Opinion { $number }
voice-between = { " · " }
voice-more = Read on
voice-more-of = {" "}(opinion { $number })
voice-received = received on { $day }
voice-all = Read other opinions
voice-course = What became of it
voice-call = Sent to this consultation
voice-workshop = A note from “{ $name }”
voice-published = Published
voice-withdrawn = This opinion has been withdrawn
voice-withdrawn-text = Its author has withdrawn it, so it can no longer be read.
reaction-give = I feel the same
reaction-given = You feel the same
reaction-given-of = {" "}(opinion { $number }; press again to take it back)
reaction-count = shared by { $n }
reaction-note = “I feel the same” tells the city that you share an opinion. It is not a vote: nothing is put in order by it, and what counts is what is said. You need no account, and you can press again to take it back.
reaction-hidden = {" "}How many there are is shown after the consultation has closed.
reaction-cookie = About the cookie that it sets
reaction-failed = There is no connection, so this is not counted yet. Please press again once you are connected.
reaction-closed = “I feel the same” can no longer be pressed. Its number is not a number of votes.
guideline-lead = Please help to make this a good place to read and write.
guideline-1 = Do not write names, addresses, phone numbers or other personal details, neither yours nor anybody else's.
guideline-2 = Do not hurt or insult other people.
guideline-3 = Write about the matter in question.
guideline-4 = Staff check what is written. If something cannot be published, you are told why.
guideline-5 = A part may be masked. Your words are never rewritten.
guideline-reasons = Reasons for not publishing
guideline-reasons-text = If one of these applies, the whole or a part is not published. The opinion itself is kept and read by staff.
privacy-missing = The privacy statement is being prepared.
privacy-asked = What is being asked now
privacy-asked-none = No age, no area, nothing else is asked.
privacy-asked-mail = Never published; used for letters about your opinion only
privacy-kept = What is kept, what for, and for how long
privacy-cookies-text = There are no cookies for reading and writing. One is set when you press “I feel the same”, one when you choose a letter size under “Display”, and staff need one to sign in.
privacy-purpose = What for
privacy-readers = Who sees it
privacy-until = For how long
privacy-opinion = Opinions
privacy-opinion-for = For the purpose said on the page of the consultation: they are published and become papers for the meetings.
privacy-opinion-who = Everybody sees what is published. The original text and hidden parts are seen by the staff in charge alone.
privacy-opinion-until = As public records, for as long as the city’s rules say. What is withdrawn is no longer public at once.
privacy-until-opinion = As long as the opinion.
privacy-about = Age band, area, relation to the city
privacy-about-for = To know whose voices these are, and to notice those that are missing.
privacy-about-who = Whether these are asked and who sees them is decided for each consultation and said on the form. Where they are public, age band and area stand beside an opinion only where at least five people share the two; otherwise the area may stand there alone, by the same rule. The results count what stands there just as it stands, and hide numbers of fewer than five people in what is used for counting only.
privacy-mail-for = To tell you what becomes of your opinion. Never published, used for nothing else.
privacy-mail-who = A program sends the letters. Only staff with a special right can see addresses, after giving their password again, and each time is logged. They are kept apart and encrypted.
privacy-mail-until = Deleted { $days ->
    [one] 1 day
   *[other] { $days } days
  } after the consultation closes. You can delete it at any time on the status page or by the link in each letter. So as not to write too often, a code that is made from it and cannot be turned back is kept for two days at most.
privacy-code = Number and code of the receipt
privacy-code-for = So that nobody but you can follow, correct and withdraw your opinion.
privacy-code-who = The number stands beside a published opinion. The code is on no page of staff. Only who takes an opinion on paper or by telephone sees it, when handing over the receipt.
privacy-follow-up = Notes and appeals
privacy-follow-up-for = So that you can add something afterwards, and so that somebody else looks again when you do not agree that your opinion was withheld.
privacy-follow-up-who = Everybody sees published notes. Appeals are seen by the staff in charge alone.
privacy-reaction = “I feel the same”
privacy-reaction-for = To show how many feel the same. When you press the button, one cookie is set in your browser, used only so that nobody is counted twice and so that you can take it back.
privacy-reaction-who = Everybody sees the numbers. Who pressed is not known even to the city. The records hold which opinion it was, on which day, and a code made from the cookie’s random number that cannot be turned back. The code is another one for each opinion, so no code tells what else one person has pressed.
privacy-reaction-until = The cookie, a random number and the day of the first press, 180 days; the record as long as the opinion.
privacy-draft = Unfinished texts
privacy-draft-for = So that you can go on when the window was closed. Your e-mail address is not kept.
privacy-draft-who = They are in the browser of your own device alone and do not reach the city.
privacy-draft-until = 7 days at most. Deleted when you send. Choose “This computer is shared” on the form and they are deleted at once, and no longer kept.
privacy-display = Letter size and readings
privacy-display-for = To show pages as you chose. A cookie is set only when you choose under “Display”.
privacy-display-who = It is in your browser alone; the city keeps nothing.
privacy-display-until = One year.
privacy-address = Your network
privacy-address-for = To stop floods of messages and the guessing of codes.
privacy-address-who = Nobody sees it. A program counts, and stores nothing.
privacy-address-until = About an hour at most.
privacy-acts = What staff have done
privacy-acts-for = So that it can be checked later who did what and when.
privacy-acts-who = Auditors and administrators.
privacy-acts-until = As public records, for as long as the city’s rules say.
privacy-backup = Backups
privacy-backup-for = To restore everything when a machine breaks.
privacy-backup-who = Only those who run this site.
privacy-backup-until = Until a newer one takes its place. What was deleted stays in old backups until then.
accessibility-aim = We want everybody to be able to use this site. It is built to JIS X 8341-3:2016 and WCAG 2.2, level AA.
accessibility-scope = This is about all pages, those of residents and those of staff. Files that the city has added are not included.
accessibility-can = What works
accessibility-1 = Everything works by keyboard alone.
accessibility-2 = You can read and send without JavaScript.
accessibility-3 = At 400 % zoom you can read without scrolling sideways.
accessibility-4 = You can choose the size of letters under “Display” at the top. The pages in easy Japanese have readings above kanji.
accessibility-5 = Nothing is said by colour alone; there are always words.
accessibility-gaps = What is still missing
accessibility-gap-1 = People who use screen readers every day have not tried it yet.
accessibility-gap-2 = What residents have written has neither readings nor translations.
accessibility-gap-3 = In languages other than Japanese, easy Japanese and English there are only the pages for sending an opinion and following it.
accessibility-tried = How it is tried
accessibility-tried-text = With each change, every kind of page is checked by programs (axe and the Nu Html Checker) at the width of a telephone and of a computer, and nothing is released with a single error. That an opinion can be sent by keyboard alone and that pages can be read with large letters is tried each time, too.
accessibility-tell = If you notice something
accessibility-contact = If something is hard to use, please tell the office named below.
accessibility-date = This statement was last reviewed on { $day }.
licences-title = Licences
licences-own = Koe, the program behind these pages, is under the GNU Affero General Public License, version 3 or later: everybody may use, study and change it. For the program as it runs here, please ask the office named below.
licences-measures = Colours and measures follow the Design System of Japan’s Digital Agency (design tokens, MIT licence, © Digital Agency). Data is kept by SQLite, which is in the public domain.
licences-crates = Other programs inside
licences-crates-text = { $count } parts and their licences.


# ---- end reading ----


## Residents: sending

# ---- begin sending ----

steps-label = Three steps
steps-write = Write
steps-confirm = Check
steps-receipt = Receipt
write-title = Write your opinion
write-lead-before = Please do not write names or addresses. Staff check it before it is published.
write-lead-after = Please do not write names or addresses. It is published as soon as you send it, unless it seems to tell who somebody is or may hurt people: then staff check it first.
write-partly = Some texts on this page have not been translated. They are shown in another language.
write-errors-text = Everything you wrote is still here. Nothing has been sent yet.
write-theme = Theme
write-theme-help = Choose the closest one. Some themes have subthemes.
write-subthemes = Themes within “{ $theme }”
write-theme-missing = Choose a theme. If in doubt, take the closest.
write-theme-closed = This theme is not open now. Please choose another one.
write-body = Your opinion
write-body-help = When, where, what was difficult, and what would be better: that helps us most. Any language is fine.
write-limit = Up to { $max } characters
write-count = Characters: { $count } (up to { $max })
write-count-over = Characters too many: { $by }. Shorten it, or send it in parts.
body-blank = Please write your opinion. Spaces alone cannot be sent.
body-too-long = There are { $chars } characters; { $max } are allowed. Take out { $by }, or send it in two parts.
body-too-many-bytes = With so many special characters the text is too large. Shorten it, or send it in two parts.
body-control-character = The text holds an invisible control character. If you pasted it from elsewhere, delete or retype that part.
body-control-after = Right after “{ $words }” there is an invisible control character. If you pasted the text from elsewhere, delete or retype that part.
body-control-first = The text begins with an invisible control character. If you pasted it from elsewhere, delete or retype that part.
write-more-themes = Further themes
write-more-themes-help = Up to two.
write-theme-second = Second theme
write-theme-third = Third theme
write-about = About you
write-about-help = We ask so as to know from whom the voices come. Each question says who will see the answer.
write-no-answer = No answer
write-choice-missing = Choose one under “{ $field }”.
write-choice-unknown = Choose one of those listed under “{ $field }”.
write-mail-fold = Letters by e-mail
write-mail-help = We write to you when your opinion arrives and when it has been decided on. Never published.
write-mail-missing = Please give your e-mail address.
write-mail-bad = Check the e-mail address (such as koe@example.jp): letters, digits and signs without spaces. Leave it empty if you want no letters.
write-mail-dots = We cannot deliver letters to an address with two dots in a row or a dot at the beginning or right before the @ (some old mobile addresses have them). Please give another address. If you have none, leave it empty.
write-trap = Leave this field empty
write-next = Continue
write-next-note = You can check everything on the next page. Nothing is sent yet.
write-hints = Ideas for writing
write-not-published = What is not published
write-not-published-note = If something cannot be published you are told why. Sometimes only a part is masked.
confirm-title = Ready to send
confirm-lead = Nothing has been sent yet. Press “change” to correct anything.
confirm-mend = change
confirm-seen-public = will be published
confirm-seen-shared = will be published, unless few people gave the same answer
confirm-at-once = It is published as soon as you send it, unless it seems to tell who somebody is or may hurt people: then staff check it first.
confirm-seen-staff = seen by staff only
confirm-seen-aggregate = used for counting only
confirm-mail-use = Only used to send you word. Never published; deleted { $days ->
    [one] 1 day
   *[other] { $days } days
  } after the consultation has closed
confirm-purpose = What it is used for
confirm-not-votes = What counts is what is said, not how often.
confirm-send = Send
confirm-back = Back to writing
confirm-trouble = Not sent yet
confirm-unsure = We could not make sure that it arrived
confirm-words-kept = Everything you wrote is still on this page.
personal-phone = phone number
personal-mail = e-mail address
personal-address = postal address
personal-more = and { $n } more
personal-note = This may be a contact detail ({ $kind }). It is better left out: your opinion will be published.
personal-title = There seem to be contact details or an address
personal-text = Your opinion will be published. It is better to leave out your own contact details and address, and those of others.
personal-mask = Replace the underlined parts with ●●●
personal-keep = If it is right as it is, press “Send” below.
personal-masked = These were replaced with ●●●
personal-masked-note = Nothing has been sent yet. Please check that the text still reads well.
personal-unmask = Put the words back
personal-ask = The text will be published. It is better to leave out your own contact details and address, and those of others. Please press one of the two buttons. Nothing has been saved yet.
personal-correct-masked = Correct it, with ●●● in their place
personal-correct-kept = Correct it as it is
personal-note-masked = Send it, with ●●● in their place
personal-note-kept = Send it as it is
keep-on = What you are writing stays on this device until you send it, for 7 days at most.
keep-saved = A draft was saved on this device. It is deleted when you send.
keep-off = No draft is kept. Drafts that were on this device have been deleted.
keep-dropped = The unfinished text has been deleted.
keep-shared = This computer is shared (keep no draft)
keep-offer = There is an unfinished text. Continue it or delete it
keep-found = There is an unfinished text on this device. Until you continue it or delete it, what you write now is not kept here.
keep-go = Continue it
keep-drop = Delete it
send-too-many = Too many were sent from this network. Please wait about { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
  } and press “Send” again.
send-purpose-changed = The purpose of use was changed while you were reading. Please read it again before you send.
send-visibility-changed = While you were reading, more people were allowed to see your answer to “{ $fields }”. Please read the note below again before you send.
send-token-unknown = Nothing has been sent yet: this page has become too old, or could not be read. Please press “Send” once more.
send-closed = The consultation has closed. You can copy the text and send it to the office named below.
send-busy = We are busy and could not confirm it. Please press “Send” again; it will not arrive twice.
closed-title = The consultation has closed
closed-not-yet = Not open yet
closed-not-yet-text = It opens on { $day }.
closed-not-yet-copy = Please copy your text, so that you can send it once it is open.
closed-words = What you wrote (not sent)
closed-draft = A text that you began is still on this device
closed-draft-text = It has not been sent. To keep it, copy it and save it somewhere else. If other people use this device, delete it.
closed-draft-copy = Copy the text
closed-draft-copied = Copied.
closed-draft-drop = Delete it from this device
closed-draft-dropped = Deleted from this device.
closed-back = About this consultation
other-title = You have already sent one
other-lead = From this form an opinion arrived on { $at } (number { $receipt }).
other-first = What you sent
other-second = What you were about to send
other-correct = Correct the first one to this
other-cannot-correct = What you sent before is “{ $state }” and cannot be corrected now.
other-send-new = Send it as another opinion
other-status = See where it stands

# ---- end sending ----


## Residents: receipt

# ---- begin receipt ----

receipt-title = Receipt
receipt-heading = We have received your opinion
receipt-thanks = Thank you. It arrived on { $at }.
receipt-number = Receipt number
receipt-code = Your secret code
receipt-code-use = With the number and this code you can see where your opinion stands, correct it or withdraw it.
receipt-code-use-public = With the number and this code you can see where your opinion stands, or withdraw it.
receipt-secret = Please show this code to nobody.
receipt-qr-label = QR code of the page that shows where this opinion stands
receipt-qr = Opens the status page
receipt-once = The code is shown on this page only.
receipt-once-cure = { "" } The city cannot look it up. Print this page or save a copy. A photo or a note of it will do, too.
receipt-print = Print the receipt
receipt-save = Save a copy
receipt-copy-file = opinion-receipt
receipt-copy =
    Receipt of your opinion

    Consultation: { $title }
    Received: { $at }

    Receipt number: { $number }
    Your secret code: { $code }

    See where your opinion stands:
    { $address }

    Enter the number and the code there to see what has become of it, or to withdraw it. While it waits, or when it is returned to you, you can also correct it.
    If the code is lost the city cannot look it up. Please show it to nobody.
receipt-mail = You will also get an e-mail, at most { $most } a day to one address. It does not contain the code.
receipt-mail-later = You can ask for letters by e-mail later, too, on the status page.
receipt-left-out = This opinion had already arrived. Themes, answers about you or an e-mail address changed since then are not part of it.
receipt-after = What happens next
receipt-now = Now
receipt-about = about { $day }
receipt-step-received = Received
receipt-step-review = Staff check it
receipt-step-review-text = Personal details are masked. If it cannot be published, you are told why.
receipt-step-review-after = Personal details and the like are masked, and nothing else. If it cannot stay public, you are told why.
receipt-read = Read what others wrote
receipt-another = Write another one
status-ask-title = See where your opinion stands
status-ask-lead = Enter the number and the code of your receipt.
status-ask-errors = What you entered is still here.
status-ask-open = Open
status-ask-write = Open now
status-number-help = For example R6-0123-7.
status-number-shape = A receipt number looks like R6-0123-7. Please check your receipt.
status-number-typo = A digit of the number seems to be wrong. Please check it.
status-code-help = 27 letters and digits. Capitals, blanks and hyphens do not matter.
status-code-shape = The code has 27 characters. Please check that none is missing.
status-code-typo = A character of the code seems to be wrong. Look for similar ones (8 and B, 5 and S).
status-not-found = This number and code do not belong together. Please check your receipt.
status-lost = If the code is lost the city cannot look it up. Your opinion itself has safely arrived.
status-title = Where your opinion stands
status-standing-pending = Waiting to be checked
status-standing-on-hold = Being checked
status-standing-revision = Something needs changing
status-lead-pending = Staff are checking it.
status-lead-published-unread = It is published as you wrote it. Staff will read it afterwards.
status-lead-published = It is published as you wrote it.
status-lead-redacted = It is published with a part masked.
status-lead-on-hold = Checking takes longer. We will decide by { $day }.
status-lead-revision = Please change something: see the reason below, then send it again.
status-lead-withheld = It is not published; the reason is below. It is kept and read by staff all the same.
status-lead-withdrawn = You have withdrawn it.
status-correct = Correct the text
status-correct-help = The earlier text is kept, too. Staff check the new one again.
status-correct-button = Save the correction
status-correct-errors = Nothing has been changed yet. What you wrote is still here.
status-corrected = Your correction is saved. Staff will check it again.
status-send-new = Write it as another opinion
status-moved-on = Your text was not changed: the state of your opinion changed while the page was open. Please look at the present state. What you wrote is kept below.
status-too-many = Too many were sent from this network, so it cannot be corrected now. Please try again in about { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
  }. What you wrote is kept below.
status-unchanged = The text has not changed.
status-yours = What you wrote just now
status-public-text = The published text
status-public-link = See the public page
status-own-text = What you sent
status-versions = Earlier texts ({ $count })
status-version = Version { $version } ({ $at })
status-course = What has happened
status-reason = Reason: { $reason }
status-further = What comes later ({ $n })
status-by = by about { $day }
status-step-checking = Staff are checking it
status-step-late = It is taking longer than planned. We are sorry to keep you waiting.
status-all-meetings = All meetings and dates of this consultation
status-step-corrected = You corrected the text
status-step-undone = The decision was taken back; it is being checked again
status-step-mended = Staff mended the text to match the paper
status-step-published = Published
status-step-redacted = Published with a part masked
status-step-on-hold = Checking takes longer
status-step-returned = You were asked to change something
status-step-withheld = Decided not to publish
status-step-withdrawn = Withdrawn
status-acts = What you can do now
status-print = Print this page
status-withdraw = Withdraw the opinion
status-mail = Letters by e-mail
status-mail-known = Letters go to { $hint } at present (shown in part, so that nobody else can read it).
status-mail-refused = We tried to write to { $hint }, but the mail server answered that there is no such address, so nothing has arrived. Please check the address and enter it again.
status-mail-help = We write when it is decided on. Never published; deleted { $days ->
    [one] 1 day
   *[other] { $days } days
  } after the consultation has closed.
status-mail-save = Write to this address
status-mail-stop = End letters and delete the address
status-mail-saved = The address for letters has been saved.
status-mail-stopped = No more letters: the address has been deleted.
status-mail-errors = The address has not been saved yet. What you wrote is still here.
status-mail-bad = Check the e-mail address (such as koe@example.jp): letters, digits and signs without spaces.
status-mail-dots = We cannot deliver letters to an address with two dots in a row or a dot at the beginning or right before the @ (some old mobile addresses have them). Please give another address.
status-mail-closed = No address can be left for this opinion any more.
status-mail-too-many = Too much was sent from this network. Please try again in about { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
  }.
status-no-acts = There is nothing to be done with a withdrawn opinion.
status-withdrawn-unseen = You have withdrawn it.
status-withdrawn = Withdrawn. It is no longer public.
withdraw-title = Withdraw your opinion?
withdraw-text = It disappears from the public pages at once and cannot be brought back. Papers that already contain it keep it.
withdraw-button = Withdraw it
withdraw-back = Go back

# ---- end receipt ----


## Residents: letters

# ---- begin letters ----

letter-received-subject = We have received your opinion ({ $receipt })
letter-decided-subject = About your opinion ({ $receipt })
letter-received = Your opinion arrived on { $at }. Thank you.
letter-published = Your opinion has been published.
letter-redacted = Your opinion has been published with a part masked.
letter-returned = Please change something in your opinion. You can do so on the status page.
letter-withheld = Your opinion will not be published.
letter-public-at-once = It is public on the consultation's page already. Staff will read it afterwards.
letter-on-hold-until = Checking your opinion takes longer than usual. We will tell you the result by { $day }.
letter-on-hold = Checking your opinion takes longer than usual.
letter-changed = The state of your opinion has changed.
letter-voice = See the published opinion
letter-how = With the number and the code of your receipt you can see where your opinion stands.
letter-open = See where it stands
letter-no-reply = Please do not reply to this e-mail.
letter-stop = End these letters
letter-stop-at = To end these letters, open this page:
stop-title = End letters by e-mail?
stop-text = All letters to the address that got this e-mail will end, and the address is deleted. The opinions you sent remain.
stop-ended-title = There will be no more letters
stop-ended-text = The address has been deleted. To get letters again, open the status page with the number and the code of your receipt and give an address.
stop-unknown-title = This link cannot end letters
stop-unknown-text = A part of it seems to be missing. Please try the link in the e-mail once more. You can also end letters on the status page, with the number and the code of your receipt.

# ---- end letters ----


## Residents and staff: notes under an opinion

# ---- begin additions ----

addition-title = Notes
addition-write = Add a note
addition-label = Note
addition-help = The text that you sent can no longer be changed. Write what you left out or what has changed since. Staff check it, then it is published under your opinion. A note cannot be changed afterwards. { $left ->
    [1] You can add one more.
   *[other] You can add { $left } more.
}
addition-help-withheld = The text that you sent can no longer be changed. Write what you left out or what has changed since. It is kept with your opinion and read by staff; while the opinion is not published, neither is the note. A note cannot be changed afterwards. { $left ->
    [1] You can add one more.
   *[other] You can add { $left } more.
}
addition-send = Send this note
addition-sent = We have received your note. Staff will check it.
addition-errors = The note has not been sent yet. What you wrote is still here.
addition-blank = Please write something: spaces alone cannot be sent.
addition-too-long = There are { $chars } characters; { $max } are allowed. Please take out { $by }.
addition-too-many = Too many were sent from this network, so it cannot be sent now. Please try again in about { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
  }. What you wrote is kept below.
addition-moved-on = Your note was not sent: something changed while the page was open. Please look at the present state. What you wrote is kept below.
addition-full = An opinion can have { $most } notes, and all of them have been sent.
addition-hidden = It is published only while your opinion is.
addition-unseen = Not shown now
addition-pending = Waiting
addition-published = Published
addition-withheld = Not published
addition-by-author = The author's notes
addition-on = Added on { $day }
addition-count = { $n ->
    [1] Read one note
   *[other] Read { $n } notes
}
addition-kind = Thank you for your note. As it falls under "{ $reason }" in our guideline, we have not published it. It is read by staff and kept on record.
letter-addition-published = The note on your opinion has been published.
letter-addition-withheld = The note on your opinion will not be published.
follow-ups-nav = What is to be reviewed
follow-ups-opinions = Opinions
follow-ups-additions = Notes ({ $n })
additions-title = Notes
additions-lead = What authors add after a decision. Once published it stands under the opinion. While the opinion is not public, its notes are not listed here.
additions-waiting = Notes to be reviewed
additions-none = No notes wait for review.
additions-decided = Reviewed notes
additions-of = { $receipt }, note { $number }
additions-done = { $receipt }, note { $number }: now "{ $state }".
additions-note = The note as sent
additions-opinion = See the opinion and its history
additions-others = Other notes
additions-last = Present decision
additions-decide = Review note { $number }
additions-help-publish = Publishes it as it was written, at once, under the opinion.
additions-help-withhold = Does not publish it. The author sees reason and message. It can be published later.
additions-acts-none = The opinion is "{ $state }", so its notes cannot be reviewed now.
additions-clash-text = What you pressed was not done. Below is how things stand now.
addition-clash-hidden = The opinion is now "{ $state }".
act-addition-sent = Note sent
act-addition-decided = Note reviewed
log-addition = Note { $number }
job-letter-addition = Letter about a note
archive-table-additions = Notes that authors added
archive-addition-number = Which of the opinion's notes it is
archive-addition-body = Text of the note
archive-addition-state = Where the note stands
archive-addition-sent = When the note arrived

# ---- end additions ----


## Residents and staff: appeals

# ---- begin appeals ----

appeal-write = Ask for another look
appeal-label = What should be looked at again, and why
appeal-help = Somebody who has had no part in the decision so far will look at it again and answer in writing. You can ask once about each decision. What you write here is not published.
appeal-send = Ask for another look
appeal-sent = We have received your request. Somebody who has had no part in it so far will look again and answer on this page.
appeal-errors = Your request has not been sent yet. What you wrote is still here.
appeal-moved-on = Your request was not sent: we have one already, or the state of your opinion changed while the page was open. Please look at the present state. What you wrote is kept below.
status-lead-appealed = It is not published. As you asked, somebody who has had no part in the decision is looking at it again.
status-lead-changed = As you asked, we have looked again and changed the decision. It is now published as you wrote it.
status-lead-changed-redacted = As you asked, we have looked again and changed the decision. It is now published with a part masked.
status-lead-upheld = As you asked, we have looked again. The decision not to publish it stands; our answer is below. It is kept and read by staff all the same.
appeal-step = You asked for another look
appeal-step-open = Somebody who has had no part in the decision is looking at it again.
appeal-step-upheld = We answered your request (the decision stands)
appeal-step-changed = We answered your request (the decision was changed)
appeal-upheld = Decision stands
appeal-changed = Decision changed
letter-appeal-upheld = As you asked, we have looked at your opinion again. The decision not to publish it stands.
letter-appeal-changed = As you asked, we have looked at your opinion again and changed the decision.
follow-ups-appeals = Appeals ({ $n })
appeals-title = Appeals
appeals-lead = Authors of withheld opinions who asked for another look. Somebody who has had no part in reviewing the opinion answers in writing.
appeals-open = Waiting for an answer
appeals-none = No appeals wait for an answer.
appeals-answered = Answered
appeals-own = A colleague answers
appeals-wait = Waiting
appeals-age-new = less than an hour old
appeals-age-hours = { $n ->
    [1] one hour old
   *[other] { $n } hours old
}
appeals-age-days = { $n } days old
appeals-of = Appeal about { $receipt }
appeals-done = The appeal about { $receipt } has been answered.
appeals-text = What the author asks
appeals-given = Answer
appeals-earlier = Earlier appeal ({ $when })
appeals-acts = Answer
appeals-acts-text = The author reads the answer on the status page and, where an address was left, by e-mail. It cannot be changed afterwards.
appeals-act-uphold = Leave it unpublished
appeals-act-publish = Change the decision and publish
appeals-act-mask = Change the decision and publish with masks
appeals-help-uphold = The opinion stays unpublished. Say why the conclusion is the same, as an answer to the author's points.
appeals-help-publish = Publishes it as it was written, at once.
appeals-help-mask = Masks the words and publishes the rest at once. The original is kept.
appeals-answer = Answer to the author
appeals-answer-help = Required. Words of the author that you quote stand in the e-mail, too.
appeals-errors = The appeal has not been answered yet. Please mend this and press again.
appeals-own-text = You reviewed this opinion or answered an earlier appeal about it, so you cannot answer. Another person with the right to review does. If there is none, please ask an administrator.
appeals-refused = Not answered
appeals-clash = While this page was open a colleague answered, or the state of the opinion changed. Below is how things stand now.
appeals-moot = The state of the opinion has changed: no answer is needed.
appeals-over = It has been answered.
queue-acts-appeal = The author has appealed. Until somebody who had no part in it has answered, the decision cannot be changed.
queue-appeal = See the appeal
queue-clash-appeal = The author has appealed.
act-appeal-sent = Appeal sent
act-appeal-answered = Appeal answered
job-letter-appeal = Letter with the answer to an appeal
archive-table-appeals = Appeals
archive-appeal-decision = Decision that it is about (decisions.csv: number)
archive-appeal-body = Text of the appeal
archive-appeal-sent = When the appeal arrived
archive-appeal-outcome = Outcome (empty: not answered)
archive-appeal-answer = Answer to the author
archive-appeal-answered = When it was answered

# ---- end appeals ----


## Names of states, reasons, channels and other lists

# ---- begin names ----

state-pending = Waiting
state-published = Published
state-published-redacted = Published, part masked
state-on-hold = On hold
state-needs-revision = Returned to the author
state-withheld = Not published
state-withdrawn = Withdrawn
reason-personal-info = Personal details
reason-defamation = Defamation
reason-discrimination = Discrimination
reason-illegal = Unlawful
reason-obscene-violent = Obscene or violent
reason-advertising = Advertising
reason-electioneering = Electioneering
reason-religion = Religious activity
reason-copyright = Rights of others
reason-impersonation = Impersonation
reason-spam-duplicate = Repeated posts
reason-off-topic = Off the subject
reason-unreadable = Unreadable
reason-other = Other
mask-personal-info = personal details not published
mask-defamation = defamation not published
mask-discrimination = discrimination not published
mask-illegal = unlawful content not published
mask-obscene-violent = obscene or violent content not published
mask-advertising = advertising not published
mask-electioneering = electioneering not published
mask-religion = religious activity not published
mask-copyright = content of others not published
mask-impersonation = impersonation not published
mask-spam-duplicate = repetition not published
mask-off-topic = off the subject, not published
mask-unreadable = unreadable, left out
mask-other = not published
channel-web = Web
channel-paper = Paper
channel-counter = Counter
channel-mail = Post
channel-fax = Fax
channel-email = E-mail
channel-phone = Phone
channel-workshop = Workshop
channel-survey = Survey
channel-proxy = Entered by staff
field-age-band = Age band
field-area = Area
field-relation = Relation to the city
field-mail = E-mail address
requirement-required = Required
requirement-optional = Optional
requirement-off = Not asked
visibility-public = Public
visibility-staff = Staff only
visibility-aggregate = For counting only
mode-ideas = Ideas
mode-public-comment = Public comment
moderation-before = Check, then publish
moderation-after = Publish, then check
reactions-off = Off
reactions-shown = On, the number shown at once
reactions-hidden = On, the number shown after closing
held-honeypot = Perhaps automatic (a hidden field was filled in)
held-too-fast = Sent at once after opening
held-rate = Very many from one network
held-personal = Seems to hold personal data: to be looked at before it is public
held-words = Has words that may hurt people: to be looked at before it is public
held-second-look = To be compared with the paper
held-uncompared = Written down, not compared with the paper
checking-unasked = Not asked for
checking-waiting = Waiting
checking-done = Done
checking-waived = Left out, as nobody could
role-administrator = Administrator
role-moderator = Moderator
role-staff = Planning staff
role-department = Department
role-viewer = Viewer
role-auditor = Auditor
role-contacts = Exports contacts

# ---- end names ----

# ---------- Everything of a consultation, as a folder ----------

archive-table-consultations = The consultation
archive-table-consultation-texts = Its texts
archive-table-purpose-versions = Versions of the purpose
archive-table-themes = Themes
archive-table-theme-texts = Texts of the themes
archive-table-field-counts = counts of what is only counted (the numbers of the tables that were made with the results; single answers are in no file; there are no rows before the results are out, nor of a field whose table too few people made impossible)
archive-counted-theme = id of the theme (ids of themes counted together, with spaces between; empty: all themes)
archive-counted-theme-name = its name (names of themes counted together are parted by “ / ”; empty: all themes)
archive-counted-whose = of which opinions the number is
archive-counted-made = when the table was made
archive-whose-answer = those with this answer
archive-whose-no-answer = those without an answer
archive-whose-all = all of the theme (where it is empty, of all themes)
archive-counted-code = code of the answer (empty: none given, or all of them)
archive-counted-opinions = opinions (empty: it would tell of too few people)
archive-unit-opinions = opinions
archive-table-fields = What submitters are asked about themselves
archive-table-field-choices = Choices of those fields
archive-table-choice-texts = Choices in other languages
archive-table-documents = Documents (their files are in the folder documents)
archive-table-document-texts = Titles of documents
archive-table-meetings = Meetings
archive-table-meeting-texts = Names of the meetings in other languages
archive-table-submitters = Submitters (units of sending; they name nobody)
archive-table-opinions = Opinions
archive-table-opinion-themes = Further themes of opinions
archive-table-opinion-versions = Texts after corrections
archive-table-decisions = Decisions
archive-table-redactions = Masked spans
archive-table-notes = Notes of workshops
archive-table-transcriptions = What staff wrote down for others
archive-table-reactions = “I feel the same”, one for each
archive-table-result-tables = Tables made when the results were out (of what is only counted)
archive-table-imports = Imports of files
archive-table-accounts = Staff named in these records
archive-table-audit = Log of acts on this consultation
archive-id = Id, by which other tables refer to it
archive-call = Id of the consultation
archive-opinion = Id of the opinion (opinions.csv: id)
archive-theme = Id of the theme (themes.csv: id)
archive-account = Id of the member of staff (accounts.csv: id)
archive-slug = Name in the address
archive-mode = Kind of consultation
archive-moderation = When opinions are reviewed
archive-opens = First day
archive-closes = Last day
archive-short-period = Why it ran for less than 30 days
archive-max-chars = Most characters of an opinion
archive-target-hours = Hours within which to decide
archive-listed = When it was made public
archive-results = When the results were made known
archive-revision = How often the settings were saved
archive-created = When it was made
archive-made = When it was made
archive-result-body = The table (JSON); a number that is null is hidden, null alone is a table that is not shown because too few answered
archive-updated = When it was last changed
archive-lang = Language (ja: Japanese, en: English, …)
archive-page-lang = Language of the page on which it was sent (empty for what came on paper or otherwise)
archive-title = Title
archive-question = Question
archive-background = Background
archive-readers = Who reads the opinions
archive-usage = How they are used
archive-next-steps = What happens next, one step a line
archive-hints = Help for writing, one a line
archive-purpose = Purpose for which personal data are used
archive-purpose-version = Version of the purpose (purpose_versions.csv: version)
archive-parent = Id of the theme above
archive-code = Code
archive-position = Place in the order
archive-closed = When it was closed
archive-theme-name = Name of the theme
archive-theme-hint = What the theme is about
archive-field = Field of the form
archive-requirement = Whether it must be filled in
archive-visibility = Who may see it
archive-label = Name of the choice, in Japanese
archive-choice-code = Code of the choice (field_choices.csv: code)
archive-choice-text = Name of the choice in that language
archive-choice-closed = 1: no longer offered
archive-document = id of the document (id in documents.csv)
archive-document-kind = what it is
archive-document-address = address of a link
archive-document-file = name of the file (in the folder documents it is called by id and kind)
archive-document-bytes = size of the file
archive-document-sha256 = SHA-256 of the file
archive-document-added = when it was added
archive-document-title = the title in this language
archive-meeting-number = Number of the meeting
archive-held = Day
archive-starts = Begins (HH:MM)
archive-ends = Ends (HH:MM)
archive-meeting-name = Name of the meeting
archive-agenda = Agenda, one item a line
archive-number = Running number of the site
archive-receipt = Receipt number (its fiscal year is that of the day on which it was given)
archive-submitter = Id of the submitter (submitters.csv: id); it names nobody
archive-main-theme = Id of the main theme (themes.csv: id)
archive-channel = How it was sent
archive-recorded = Id of the member of staff who typed it in (accounts.csv: id)
archive-recorded-at = When it was typed in or brought by a file
archive-choice = Code of the answer (field_choices.csv: code)
archive-original = Original text, as it was first sent
archive-version = Version of the text; 1 is the first
archive-state = State
archive-decisions = How many decisions there are
archive-public-body = Public text; empty unless public; what is masked stands as 〔…〕
archive-held-for = Why it was sent to review
archive-due = On hold until
archive-submitted = When it was received
archive-published = When it was made public
archive-reviewed = When it was last reviewed
archive-decide-by = By when it is to be decided (on hold: end of the day)
archive-import = Id of the import (imports.csv: id)
archive-external = Number in the imported file
archive-external-list = Name of the list whose number that is; empty: the list without a name
archive-asked-from = Where it was sent in
archive-note-meeting = ID of the meeting (id in meetings.csv)
archive-checking = Comparing with the paper
archive-checked = When it was compared
archive-given-on = Day
archive-further-position = Place among further themes (1 or 2)
archive-body = Text of that version, as it was sent
archive-decision-number = Which decision on that opinion
archive-decided-version = Version that was decided on
archive-from-state = State before
archive-to-state = State after
archive-undoes = Number of the decision that this one takes back
archive-proposed-by = Account that proposed it
archive-second-person = Two must agree to withhold (1 yes, 0 no)
archive-reason = Reason
archive-message = Message to the author
archive-note = Note among staff
archive-decided-by = Id of who decided (accounts.csv: id); empty: the author
archive-decided = When it was decided
archive-span-decision = Decision that masked it (decisions.csv: number)
archive-span-starts = First masked character, counted from 0
archive-span-ends = First character after the mask
archive-file-name = Name of the imported file
archive-sha256 = SHA-256 of the imported file
archive-bytes = Size of the imported file
archive-source = What wrote the file
archive-plan = How its columns were read (JSON)
archive-rows = Rows of the file
archive-first-number = First running number taken for it
archive-numbers = How many running numbers were taken for it
archive-applied = When it came in
archive-login = Login
archive-name = Name
archive-act-number = Number in the log
archive-at = When
archive-actor = Who acted: login, (author), (shell) or (system)
archive-act = What was done
archive-subject = What it was done to: receipt number or name of the consultation
archive-detail = Details, one a line
archive-hash = Hash of the entry
archive-unit-chars = characters (code points)
archive-unit-hours = hours
archive-unit-bytes = bytes
archive-unit-rows = rows
archive-unit-times = times
archive-why-secret = secrets
archive-why-contacts = contacts of submitters, which die on their day
archive-why-passing = passing work
archive-why-site = of the whole site
archive-why-derived = made from other columns
archive-why-choices = what staff last chose on a page
archive-why-persons = codes by which one person is told from another
archive-why-files = written as files, in the folder documents
archive-readme =
    { $title }
    Everything about a consultation

    WHAT THIS IS
    All records that Koe { $program }, a system for public consultations, holds about one consultation ({ $slug }), as of { $moment }.
    Original texts and notes among staff are in it: it is not for the public.

    FILES
    { $tables }
    codebook.csv  what every column of every table means, and every code
    SHA256SUMS  the SHA-256 of every file
    Rows are counted without the headings.

    HOW TO READ IT
    - CSV (RFC 4180) in UTF-8 without a byte order mark, commas between fields, CRLF between rows. Every field stands in quotes, a quote inside a field is doubled.
    - Texts are exact to the character. There are line breaks inside fields, and nothing stands before a text that begins like a formula: do not open the files in a spreadsheet directly, import them as text.
    - Times look like 2024-10-28T10:00:00.000+09:00 and are exact to the millisecond, days like 2024-10-28.
    - An empty field means that there is nothing.
    - Tables are joined by the columns that codebook.csv calls ids.

    STATES AND MASKS
    - The state of an opinion today is opinions.csv: state; how it came to it is in decisions.csv, a row for each decision. Opinions received are those of all states together.
    - opinions.csv: original is the text as first sent and never changes. Where version is 1 it is the text of today; else what the author corrected is in opinion_versions.csv, and the text of today is the one with that number.
    - public_body is what the public reads; what is masked stands as its reason, in Japanese, between 〔 and 〕. redactions.csv says from which to which character of that version the mask goes, in Unicode code points counted from 0.
    - Opinions that were withdrawn or withheld are in it with their original texts.
    - Answers that people were told would only be counted (fields.csv: visibility is aggregate) are empty in opinions.csv.

    WHAT IS NOT IN IT
    { $lacking }

    HOW TO VERIFY IT
    In this folder, sha256sum -c SHA256SUMS shows that nothing has changed since it was written. The hash in audit.csv chains the whole log of the site, of which this is a part.
archive-readme-table = { $file }  { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
}  { $label }
archive-readme-lacking = - { $names } ({ $why })
similar-ask = Show similar opinions
similar-ask-note = See whether others have written something close. Pressing it sends nothing yet.
similar-found = { $n ->
    [one] One person has written something close
   *[other] { $n } people have written something close
}
similar-found-more = { $n } people or more have written something close
similar-text = Send yours in your own words: it counts as one opinion, too.
similar-text-reaction = If one of them says what you mean, press “I feel the same”. Or send yours in your own words: it counts as one opinion, too.
similar-first = The { $n } closest are shown.{" "}
similar-how = Chosen by a program because they use similar words. It does not tell for from against.
similar-none = No similar opinion was found
similar-none-text = Please go on.
similar-blank = Please write your opinion first
similar-blank-text = What you write is compared with the opinions that have been published.
similar-title = Similar opinions
similar-apart = {" "}(opens a new page)

### Rules for texts

rules-title = Rules for texts
rules-lead = These rules find what a moderator should look at in an opinion, and mark it. Nothing is kept from the public by a mark alone. Where a consultation publishes at once and looks later, an opinion marked for personal data, insult, threat or discrimination is looked at first.
rules-errors-text = Nothing was saved. What you wrote is still on this page.
rules-saved = Saved
rules-saved-text = What waits for review is being looked through by the new rules. With very many opinions this takes some minutes.
rules-switches = Rules in use
rules-switches-help = A rule that is not ticked marks nothing.
rules-lists = Lists of words
rules-lists-help = One word a line. Hiragana or katakana, full or half width, spaces and signs between letters make no difference. With “-” before a word, what begins with it is left alone.
rules-words = { $n } lines
rules-too-many = { $n } lines; { $most } at most.
rules-too-short = Line { $row }, “{ $word }”, is too short: two letters at least.
rules-too-long = Line { $row } is too long: { $most } characters at most.
rules-late = Somebody else has changed the rules since you opened this page. Save once more to put yours in their place.
rules-try = Try on past opinions
rules-try-help = A trial shows what would be marked otherwise in the newest { $n } opinions. It changes nothing.
rules-save = Save
rules-trial-title = What the trial found
rules-trial-none = There are no opinions yet.
rules-trial-text = Tried on the newest { $n } opinions, without those withdrawn. The numbers are opinions that are marked. Nothing is saved yet.
rules-trial-same = Every opinion is marked as it is by the rules of now.
rules-trial-before = Rules of now
rules-trial-after = These rules
rules-trial-more = Newly marked
rules-trial-fewer = No longer marked
rules-trial-gained = Newly marked: { $rule }
rules-trial-lost = No longer marked: { $rule }
rules-trial-hidden = Which opinions these are is shown to those alone who read opinions: moderators and staff.
log-rule-off = Not in use: { $rule }
log-rule-on = In use: { $rule }

### Way of review

policy-second = Agreement before withholding
policy-second-help = So that no voice disappears by one person’s judgement. Masks and returns are still decided by one.
policy-second-alone = { $n ->
    [one] There is one moderator
   *[other] There are { $n } moderators
}; without two nothing can be withheld.
policy-second-on = Two moderators must agree before an opinion is withheld
policy-themes = Who moderates which theme
policy-themes-help = Opinions of a theme, and of those below it, stand among “mine” of whoever moderates it. Others may decide on them, too.
policy-nobody = Nobody in particular: everybody moderates every theme.
policy-remove = Remove
policy-which = {" "}({ $theme }: { $name })
policy-who = Who moderates it
policy-no-moderators = Nobody moderates yet. An administrator adds people on the page “Staff”.
policy-add = Add
log-second-person = Two people to withhold
log-review-add = { $name } added to the theme { $theme }
log-review-remove = { $name } removed from the theme { $theme }

### Many at once

bulk-pick = Pick { $receipt }
bulk-pick-all = Pick all of this page, or none
bulk-pick-count = { $n } picked
bulk-picked-act = Decide on the picked ones together
bulk-family = Decide on all waiting opinions with this text
bulk-key = Pick the open opinion, or not
bulk-title = Many at once
bulk-back = Back to the queue
bulk-errors-text = Nothing is decided yet. What you wrote is still on this page.
bulk-cut = At most { $n } are decided on at once; these are the first { $n } by their numbers.
bulk-reason = Reason (to withhold)
bulk-message = Message to the authors (to return or withhold)
bulk-message-help = All of them get the same words. Left blank when withholding, each gets a text that fits the reason, in the author’s language.
bulk-due = On hold until (to hold)
bulk-note = Why it is on hold (to hold; authors do not see it)
bulk-look-first = Look first
bulk-look = { $n } will be { $act }
bulk-look-none = This cannot be done with any of the picked opinions
bulk-left-out = These are left out; decide on them one by one.
bulk-do = Make { $n } { $act }
bulk-do-help = Nothing is decided yet. Each opinion gets its own record.
bulk-picked = Picked opinions
bulk-why-moved = decided on, corrected or withdrawn since they were picked
bulk-why-alone = on hold, or still to be compared with the paper
bulk-why-in-hand = open on another moderator’s screen
bulk-why-personal = seem to hold personal data
bulk-act-publish = published
bulk-act-return = returned
bulk-act-hold = on hold
bulk-act-withhold = withheld
bulk-why-words = have words that may hurt people
bulk-why-proposed = proposed to be withheld
bulk-why-public = public already (together they can only be confirmed or withheld)
bulk-why-unanswerable = cannot be mended by their authors (paper, imports)
bulk-why-two = need a second person to be withheld
bulk-why-unknown = not found
bulk-made-title = Decided together
bulk-made = { $n } now { $act }
bulk-undone = Taken back: { $n } had been { $act }
bulk-made-by = { $name } · { $when }
bulk-made-reason = Reason: { $reason }
bulk-undo = Take all of it back
bulk-onward = Back to the queue
bulk-items = The opinions and where they stand now
