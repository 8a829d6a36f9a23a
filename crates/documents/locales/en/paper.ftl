# Orders and bills in English.
#
# What every message may use:
#   $number    the number of the bill, or of the order
# What some may use stands before them.

paper-bill = Bill
paper-order = Order
paper-bill-title = Bill { $number }
paper-order-title = Order { $number }

paper-customer = Billed to
paper-order-customer = Ordered by
paper-bill-number = Bill number
paper-bill-date = Date of issue
paper-order-number = Order number
paper-order-date = Date of order
paper-account = Account
paper-vat = VAT number
paper-register = Register number

paper-item = Service
paper-quantity = Quantity
paper-unit-price = Unit price
paper-tax-rate = VAT
paper-net = Net amount

# $unit is `year` or `month`, $count how many; $from and $to are the first and the last day.
paper-period = { $unit ->
    [year] { $count ->
        [one] 1 year
       *[other] { $count } years
    }
   *[other] { $count ->
        [one] 1 month
       *[other] { $count } months
    }
}
paper-term = { $period }: { $from } to { $to }

# $rate is a percentage, $base the net amount that it is of; $country is whose rate it is, `none` where it was agreed.
paper-net-total = Total without VAT
paper-tax-total = VAT { $rate }{ $country ->
    [none] {""}
   *[other] {" "}({ $country })
} of { $base }
paper-reverse-charge = Reverse charge: the customer is liable for the VAT (Article 196 of Directive 2006/112/EC).
paper-outside = The supply is outside the scope of the VAT of the European Union (Articles 44 and 59 of Directive 2006/112/EC).
paper-gross-due = To pay, VAT included
paper-gross-total = Total, VAT included

# $date, $time and $amount; $means as in the mails, `none` where it is not known.
paper-due = Not paid
paper-due-text = { $amount } can be paid until { $date }, { $time }. After that the order is cancelled by itself, and nothing is owed.
paper-paying = Payment under way
paper-paying-text = A payment has been started, and its outcome is not known yet. You need not pay again.
paper-paid = Paid
paper-paid-text = { $amount } was paid on { $date }{ $means ->
    [none] {""}
    [bankAccount] {" "}from the bank account, by direct debit
    [deferredPaymentAccount] {" "}through the deferred payment account
    [paypal] {" "}with PayPal
    [ovhAccount] {" "}from the prepaid account
    [fidelityAccount] {" "}with fidelity points
    [creditCard] {" "}by card
   *[other] {""}
}. Nothing more is to be paid.
paper-reference = Payment reference
paper-cancelled = Cancelled
paper-cancelled-text = The order was cancelled. It can no longer be paid, and nothing is owed.

# $refused is `yes` where a payment method has refused the money, which went to the prepaid account instead.
paper-credit-note = Credit note
paper-credit-note-title = Credit note { $number }
paper-credit-note-number = Credit note number
paper-credit-note-date = Date of issue
paper-credited-bill = Original bill
paper-credited-customer = Credited to
paper-reason = Reason
paper-gross-credited = Total given back, VAT included
paper-returning = On its way
paper-returning-text = { $amount } is on its way back { $means ->
    [bankAccount] to the bank account
    [paypal] to PayPal
    [creditCard] to the card
   *[other] to the payment method
}. The services of the bill stay as they are.
paper-returned = Given back
paper-returned-text = { $refused ->
    [yes] The payment method did not take the money. { $amount } was put on the prepaid account instead, on { $date }.
   *[other] { $amount } was given back on { $date }{ $means ->
        [bankAccount] {" "}to the bank account
        [paypal] {" "}to PayPal
        [creditCard] {" "}to the card
        [ovhAccount] {" "}to the prepaid account
        [fidelityAccount] {" "}in fidelity points
       *[other] {""}
    }.
} The services of the bill stay as they are.

paper-order-note = This is an order, not a bill. The bill is issued once the order is paid.

# $page of $pages.
paper-page = Page { $page } of { $pages }
paper-download = Download as PDF
paper-ubl = E-invoice (UBL)
paper-facturx = E-invoice (CII)
paper-finvoice = E-invoice (Finvoice)

paper-closed = This document cannot be opened
paper-closed-text = The address is not complete, or not right. Open it once more from where you found it, or look for the document in your account.
paper-throttled = Too many attempts
paper-throttled-text = This document was asked for too often with a wrong password. Wait a minute, then open it once more.
paper-trouble = This document cannot be shown just now
paper-trouble-text = Something is wrong on our side. Try again in a moment.
paper-no-invoice = This document is not available as an e-invoice
paper-no-invoice-text = The page and the PDF have everything that stands on it.
