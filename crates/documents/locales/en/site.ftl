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
