# The pages of operators, in English.
#
# What a message may use stands before it.

operator-sign-in-title = Operators sign in
operator-sign-in-text = For people of the seller. Customers sign in with their account elsewhere.
operator-sign-in-wrong = The name or the password is wrong. Nothing else is told.
operator-name = Name
# $name: who
operator-signed-in = Operator { $name }
operator-signed-in-read-only = Operator { $name }, read-only
operator-role = Role
operator-role-operator = operator
operator-role-read-only = read-only
operator-password-text = You are signed out everywhere by it.
operator-everywhere-text = All browsers with which you are signed in as an operator are signed out, this one too; and the pages of customers that you read.
operator-read-only-title = Read-only
operator-read-only-text = Your role sees everything and changes nothing. Nothing was done.
operator-reading-title = Only to be read
operator-reading-text = You read the pages of a customer as an operator: nothing can be changed there, and nothing was done.
operator-sent-before-title = Something has changed
operator-sent-before-text = This form was sent already, or what it is about has changed since. Nothing was done. Open the page again.
operator-refused-title = It was not done
operator-unknown-title = There is no such thing
operator-unknown-text = What this address names is not there, or not any more.

operator-done-approved = The run is approved. It is done at the next pass.
operator-done-cancelled = The run is cancelled. What is due is planned anew.
operator-done-unparked = Automatic renewal looks at the account again.
operator-done-asked = The gateway was asked. What it said stands in the journal of the account.
operator-done-ordered = It is ordered.
operator-done-advanced = The clock was moved.

operator-accounts = Accounts
operator-name-of-account = Account
operator-customer = Customer
operator-email = E-mail
operator-country = Country
operator-language = Language
operator-created = Made
operator-prepaid = Prepaid
operator-points = Points
operator-signs-in = Signs in
operator-signs-in-not = not at all: there is no password
operator-signs-in-password = with a password
operator-signs-in-factor = with a password and a code
operator-id = Id
operator-version = Version
operator-search = Look for
operator-search-hint = The beginning of an account, a mail address, a last name, an organisation or a service
operator-no-accounts = No account fits.
operator-more-letters = There are more. Write more letters.
operator-first-page = To the beginning
operator-older = Older
operator-nothing = Nothing.
operator-latest = The latest first
operator-longest-first = The longest first
operator-expire-first = Those that expire first
operator-open-pages = Open the customer’s pages, read-only
operator-mode = Renewal
operator-orders = Orders
operator-order = Order
operator-placed = Placed
operator-gross = Amount
operator-order-unpaid = unpaid
operator-order-paying = being paid
operator-order-settled = paid
operator-order-cancelled = cancelled
operator-payments = Payments
operator-payment = Payment
operator-started = Started
operator-means = Means
operator-payment-pending = started
operator-payment-unknown = in doubt
operator-payment-captured = captured
operator-payment-declined = declined
operator-payment-voided = never happened
operator-bills = Bills
operator-bill = Bill
operator-settled = Settled
operator-no-number = no number yet
operator-debts = Debts
operator-debt = Debt
operator-due = Due
operator-debt-open = owed
operator-debt-lost = written off
operator-journal = Journal
operator-number = No.
operator-when = When
operator-what = What
operator-by = By
operator-detail = Detail
operator-action = Action

operator-parked = Parked
operator-is-parked = parked
# $count: how many
operator-parked-text = { $count ->
    [0] Automatic renewal leaves no account alone.
    [one] Automatic renewal leaves one account alone, because something about it cannot be. Mend the cause, then let it go on.
   *[other] Automatic renewal leaves { $count } accounts alone, because something about them cannot be. Mend the cause, then let them go on.
 }
operator-since = Since
operator-why = Why
operator-unpark = Let it go on
operator-doubts = Payments in doubt
operator-doubts-text = The gateway has not said what became of them. It is asked again by itself; nothing else is charged for their orders meanwhile.
# $when: the instant
operator-since-when = since { $when }
operator-ask = Ask again now

operator-runs = Runs
operator-run = Run
# $id: which
operator-run-of = Run { $id }
operator-run-waiting = waits for a person
operator-run-running = running
operator-run-done = done
operator-run-cancelled = cancelled
operator-run-waits = This run exceeds its budget and waits. Nothing of it has been done. Look at its figures before you decide.
operator-approve = Approve
operator-cancel-run = Reject
operator-day = Day
operator-planned = Planned
operator-done = Done
operator-missed = Missed
operator-missed-text = The day was missed, and is made up for.
operator-exceeds = Exceeds
operator-decided = Decided by
operator-finished = Finished
operator-figure = Figure
operator-figures = What it does
operator-tally-accounts = Accounts
operator-tally-renewals = Services renewed
operator-tally-repeats = Renewed before on the same day
operator-tally-orders = Orders placed
operator-tally-retries = Orders paid again
operator-tally-not-renewed = Services that could not be renewed
operator-tally-notices = Notices
operator-tally-suspensions = Services suspended
operator-tally-deletions = Services deleted
operator-to-charge = To charge
operator-partition = Part
operator-partitions = Its parts
operator-part-at-work = at work
operator-part-waits = waits for a server

operator-clock = Clock
operator-clock-text = Time is played here. The clock goes on only when it is moved, and what is due on the way is done.
operator-clock-shows = The clock shows
operator-clock-next = Next that is due
operator-clock-waits = waits for you: time stops here
operator-clock-by = By
operator-clock-to = To the beginning of a day
operator-clock-advance = Advance
operator-clock-set = Set
# $years: the most
operator-clock-far = The clock is moved by { $years } years at most at once.
operator-step-day = a day
operator-step-week = a week
operator-step-month = a month
operator-step-quarter = three months
operator-step-year = a year
operator-no-day = Write a day such as 2027-01-31.
operator-outcomes = What the sandbox gateway does
operator-outcomes-text = Words for the next charges, with commas: approve, declineSoft, declineHard, noAnswerThenApprove, noAnswerThenDecline, approveTwice. Later ones are approved.
operator-next-charges = Next charges
operator-last-day = Last day, or never
operator-takes-back = Takes back what it paid for order
operator-do-order = Order it
operator-nothing-ordered = Say what is to happen: outcomes, a last day or an order.

operator-health = Health
operator-server = Version
operator-database = Database
# $number: of the last migration
operator-schema = schema { $number }
operator-process = Process
operator-last-run = Last run
operator-first-due = First day that is due
operator-waits = What waits
operator-open-refunds = Refunds in doubt
operator-unnumbered-bills = Bills without a number
operator-unnumbered-notes = Credit notes without a number
operator-notices = Letters to go out
operator-notices-tried = of them tried before
operator-notices-failed = Letters given up
operator-workers = Workers
operator-leases = Who does which background work
operator-work = Work
operator-until = Until
operator-lease-held = at work
operator-lease-free = free

operator-people = Operators
operator-people-text = Operators are made, changed and removed with perennial operator at the command line.
operator-removed = removed
operator-yes = yes
operator-no = no
operator-last-signed-in = Last signed in
