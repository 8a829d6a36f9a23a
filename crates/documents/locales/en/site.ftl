# The pages of whoever has signed in, in English.
#
# What a message may use stands before it.

site-skip = To the content
site-read-only = An operator reads these pages. Nothing can be changed here; “Sign out” ends it.
# $account: whose pages an operator reads
site-reading = Reading the pages of { $account }
site-pages = Pages
site-services = Services
site-sign-in = Sign-in
site-turn = More of the list
# $first, $last, $count: which of how many are shown
site-turn-shown = { $first } to { $last } of { $count }
site-turn-back = Before
site-turn-on = After

site-services-held = Services
site-services-soon = Expire within a month
site-services-over = Expired
site-services-months = What expires when
site-search = Name
site-product = Product
site-all = All
site-expires = Expires
site-any-time = At any time
site-within-a-month = Within a month
site-is-over = Already
site-find = Find
# $count: how many
site-services-found = { $count ->
    [one] One service
   *[other] { $count } services
 }
site-service = Service
site-state = State
site-what-comes = What comes
site-price-net = Next period, net
site-services-none = No service fits. Change what you look for.

site-state-creation = being created
site-state-active = active
site-state-expired = expired
site-state-unpaid = unpaid
site-state-suspended = suspended
site-state-deleted = deleted
site-state-closed = closed by you
# $day: the day
site-renews-on = Renewed on { $day }
site-ends-on = Ends on { $day }
site-lapses = Ends unless you renew it
site-nothing-planned = Nothing planned

site-services-all = All services
site-nothing-title = Not here
site-nothing-text = There is nothing at this address, or it is not yours. Go back to your services.
site-about = About it
site-plan = Plan
site-begun = Since
site-engaged = Engaged until
site-option-of = Option of
site-options = Options
site-contacts = Contacts
site-at-expiry = At its expiry
# $day: the day it expires
site-at-expiry-text = What is to happen on { $day }?
site-renew-automatic = Renew it automatically
site-renew-automatic-hint = Your payment method is debited before it expires.
site-renew-manual = Let me renew it
site-renew-manual-hint = You are reminded in time. Unless you renew it, it ends.
site-renew-end = Let it end
site-renew-end-hint = It is not renewed, and it is deleted when it expires.
site-renew-engagement = Let it end with its engagement
site-renew-engagement-hint = It is renewed until the engagement is over, and not after.
site-every = Each time for
site-save = Save
site-renew-now = Renew it now
site-renew-for = For how long
site-renew-what = What is renewed
site-renew-until = Then until
site-renew-reckon = Show the price
site-renew-order = Order
# $day: the last day of the order
site-renew-order-hint = You pay in the next step. The order is good until { $day }.
site-renew-none = It cannot be renewed now.
site-renew-nothing = Choose a period first. Nothing was ordered.
site-renew-other-price = The price is another one by now. Look at it below; nothing was ordered.
site-own-name = Your name for it
site-own-name-text = Shown to you instead of its own name; empty for none
site-net = Net
site-tax = Tax
site-gross = Total
# $count: how many
site-period-months = { $count ->
    [one] One month
   *[other] { $count } months
 }
site-period-years = { $count ->
    [one] One year
   *[other] { $count } years
 }

site-orders = Orders
site-orders-all = All orders
site-orders-none = Nothing was ordered yet. Renew one of your services.
site-order = Order
# $id: its number
site-order-title = Order { $id }
site-placed = Placed
site-order-placed = Placed on { $day }
site-for = For
site-from = From
# $name, $count: the first of them, and how many others
site-and-more = { $name } and { $count } more
site-order-unpaid = unpaid
site-order-over = out of date
site-order-paying = being paid
site-order-paid = paid
site-order-cancelled = cancelled
# $day: the day
site-order-unpaid-text = Pay it by { $day }. Its services are extended at once, and you get a bill.
site-order-over-text = It cannot be paid any more. Order again from the page of the service.
site-order-no-means = Nothing is registered that could pay it. Add a payment method first.
site-order-paying-text = A payment is under way. Nothing more is charged before its outcome is known.
site-order-paid-text = It was paid on { $day }, and its services are extended.
site-order-cancelled-text = It was cancelled on { $day }. Nothing was charged.
site-pay-with = Pay with
# $amount: how much
site-pay = Pay { $amount }
site-pay-choose = Choose what to pay with. Nothing was charged.
# $number: its number
site-bill-pdf = Bill { $number } (PDF)
site-bill-page = Bill as a page
site-order-pdf = Order as PDF
site-order-page = Order as a page

site-bills = Bills
site-bills-none = There is no bill yet.
site-notes = Credit notes
# $bill: its number
site-note-of = of bill { $bill }
site-number = Number
site-issued = Issued
site-download = Download
site-pdf-of = PDF of { $number }
site-export = Many at once
# $email: the address
site-export-text = A letter to { $email } brings the link to the file.
site-export-what = Which
site-export-as = As
site-export-zip = PDFs with a table (ZIP)
site-export-csv = A table (CSV)
site-export-from = From
site-export-to = To
site-export-do = Export
site-export-done = The letter with the link is on its way.

site-means = Payment
site-prepaid = Prepaid account
site-points = Fidelity points
site-owed = Owed
site-methods = Payment methods
site-method = Payment method
site-methods-none = No payment method is registered. Without one, nothing is renewed automatically.
site-method-default = debited first
site-method-make-default = Debit it first
# $method: which
site-method-remove-which = Remove { $method }
site-remove = Remove
site-good-until = Good until
site-what-to-do = What to do
site-means-add = Add a payment method
site-means-add-text = You go on at the payment provider and come back here.
site-means-choose = Choose a payment method.
site-method-valid = valid
site-method-validating = to be confirmed
site-method-expired = expired
site-method-failed = refused
site-method-refused = refused last time
site-method-canceled = given up
site-method-rejected = not confirmed
site-kind-bank = Bank account
site-kind-card = Card
site-kind-deferred = On account
site-kind-paypal = PayPal

site-forecast = Forecast
site-forecast-text = What is charged in the next twelve months as things are today, tax included.
site-forecast-chart = Debits by month; the same amounts stand in the table below
site-forecast-total = In twelve months
site-dooms = What ends, or will not work out
site-day = Day
site-doom-not-renewed = It will not be renewed.
site-doom-suspended = It is suspended. Renew it before it is deleted.
site-doom-ended = It ends, as you asked.
site-doom-deleted = It is deleted, because nobody renewed it.
site-debits = Debits
site-debits-none = Nothing will be debited. Services that renew automatically appear here.
site-with = With
# $count: how many more
site-more = and { $count } more
site-calendar = In your calendar
site-calendar-text = A calendar program shows these days if it is given this address. Whoever knows it reads the names of your services; a new password makes a new address.
site-calendar-address = Its address
# $seller, $name, $count: whose, which, how many
site-calendar-name = { $seller }: services
site-calendar-expires = { $name } expires
site-calendar-debit = { $count ->
    [one] One service is debited
   *[other] { $count } services are debited
 }

site-notices = Notices
site-notices-none = You were sent nothing yet.
site-notice-waiting = on its way
site-notice-sent = sent
site-notice-kept = here to be read
site-notice-failed = not delivered

site-programs = Programs
site-programs-text = Applications that you have made, or let use your account.
site-applications-none = There is no application.
site-credentials-none = It may do nothing with your account at present.
# $what: which
site-remove-which = Remove { $what }
site-may = It may
# $addresses: from where
site-from-addresses = only from { $addresses }
site-made = Made
site-used = Last used
site-never = never
site-for-ever = it is taken back
site-end = Take it back
site-credential-pending = to be allowed
site-credential-validated = good
site-credential-refused = refused
site-credential-expired = over
site-clients = OAuth2 clients
site-name = Name
