# The mails of notices in English.
#
# What every message may use:
#   $count     how many services it is about, from 1
#   $name      the first of them, shortened where it is long
#   $day       the day on which it happened
#   $dates     `same` if one date holds for all services, `several`, or `none`
#   $date      that date, the earliest of several: when they are debited, suspended or deleted; where they expire or
#              have been renewed, their expiry; for a debt, the day by which it is to be paid
#   $ordered   `yes` if there is an order, with its number in $order
#   $means     what was paid with, by its older name in the API; only where something was paid
#   $ends      the last day of a payment method; only where one ends, which is $means then
#   $left      what is left on a balance, and $threshold below what it fell; only where it is low, and $means says which
#   $hours     for how many hours a request can be confirmed; only where there is one
#   $bill      the number of the bill that money is given back of; only where it is
#   $refused   `yes` if the payment method refused the money, `no` if not; only where money is given back
#   $papers    `bill` or `creditNote`, of which there are $count, and $archive the form of their file; only where papers can
#              be fetched
#   $reader    how the reader is addressed
#   $nichandle the name of the account
# A line break in a message is a space.

hello = Hello { $reader },
advice = What you can do
manage = Manage your services
account = This message is about your account { $nichandle }.
expiry-note = The expiry date is the first day that is no longer paid for.

service-label = Service number
plan-label = Plan
display-name-label = Display name
expiry-label = Expiry date
new-expiry-label = New expiry date
net-label = Price without tax
debit-label = Debit date
suspension-label = Suspension date
deletion-label = Deletion date
end-label = End date
order-label = Order number
paid-label = Paid, tax included
due-label = To pay, tax included
request-label = Request number
token-label = Token
contact-label = Contact
from-label = So far
to-label = From now on
contact-admin = administrator
contact-billing = billing
contact-tech = technical
papers-label = Number of papers
archive-label = File
bill-label = Bill number
reason-label = Reason
refunded-label = Given back, tax included
refunded-net-label = Given back without tax
refunded-to-label = Goes to
refunded-to = { $means ->
    [bankAccount] bank account
    [paypal] PayPal
    [ovhAccount] prepaid account
    [fidelityAccount] fidelity points
    [creditCard] card
   *[other] payment method
}
means-label = Paid with
method-label = Payment method
last-day-label = Last day of use
balance-label = Balance
threshold-label = Your threshold
means = { $means ->
    [bankAccount] bank account, by direct debit
    [deferredPaymentAccount] deferred payment account
    [paypal] PayPal
    [ovhAccount] prepaid account
    [fidelityAccount] fidelity points
    [creditCard] card
   *[other] payment method
}

## Services will be renewed automatically.

renewal-ahead-subject = { $count ->
    [one] { $dates ->
        [same] Your service { $name } will be renewed on { $date }
       *[other] Your service { $name } will soon be renewed
    }
   *[other] { $dates ->
        [same] { $count } of your services will be renewed on { $date }
       *[other] { $count } of your services will soon be renewed
    }
}
renewal-ahead-opening = { $count ->
    [one] { $dates ->
        [same] Your service will be renewed automatically. The payment will be debited on { $date }.
       *[other] Your service will be renewed automatically.
    }
   *[other] { $dates ->
        [same] { $count } of your services will be renewed automatically. The payment will be debited on { $date }.
        [several] { $count } of your services will be renewed automatically. The payments will be debited on the dates
            below.
       *[other] { $count } of your services will be renewed automatically.
    }
}
renewal-ahead-keep = { $count ->
    [one] If you want to keep it, you do not need to do anything. Please just make sure that your payment method is
        valid.
   *[other] If you want to keep them, you do not need to do anything. Please just make sure that your payment method
        is valid.
}
renewal-ahead-change = { $dates ->
    [same] { $count ->
        [one] If you do not want it to be renewed, change its renewal settings before { $date }.
       *[other] If you do not want them to be renewed, change their renewal settings before { $date }.
    }
   *[other] { $count ->
        [one] If you do not want it to be renewed, change its renewal settings before it is debited.
       *[other] If you do not want them to be renewed, change their renewal settings before they are debited.
    }
}

## Services expire unless they are renewed by hand.

expiry-ahead-subject = { $count ->
    [one] Your service { $name } expires on { $date }
   *[other] { $dates ->
        [same] { $count } of your services expire on { $date }
       *[other] { $count } of your services expire soon
    }
}
expiry-ahead-opening = { $count ->
    [one] Your service expires on { $date } and will not be renewed automatically.
   *[other] { $dates ->
        [same] { $count } of your services expire on { $date } and will not be renewed automatically.
       *[other] { $count } of your services expire soon and will not be renewed automatically.
    }
}
expiry-ahead-renew = { $count ->
    [one] To keep it, renew it before { $date }.
   *[other] { $dates ->
        [same] To keep them, renew them before { $date }.
       *[other] To keep them, renew each of them before its expiry date.
    }
}
expiry-ahead-automatic = { $count ->
    [one] Or set it to automatic renewal, and it will be renewed without your doing anything.
   *[other] Or set them to automatic renewal, and they will be renewed without your doing anything.
}
expiry-ahead-lapse = { $count ->
    [one] If you no longer need it, you do not need to do anything: it will be suspended on its expiry date and later
        deleted, along with its data.
   *[other] If you no longer need them, you do not need to do anything: they will be suspended on their expiry dates
        and later deleted, along with their data.
}

## Services were renewed automatically, and paid.

renewed-subject = { $count ->
    [one] Your service { $name } has been renewed until { $date }
   *[other] { $dates ->
        [same] { $count } of your services have been renewed until { $date }
       *[other] { $count } of your services have been renewed
    }
}
renewed-opening = { $count ->
    [one] Your service has been renewed and paid for. Thank you! You do not need to do anything.
   *[other] { $count } of your services have been renewed and paid for. Thank you! You do not need to do anything.
}
renewed-bill = You will find the bill in your customer account.
renewed-change = { $count ->
    [one] If you want it to be renewed differently next time, or not at all, change its renewal settings.
   *[other] If you want them to be renewed differently next time, or not at all, change their renewal settings.
}

## An automatic renewal was not paid.

payment-failed-subject = { $count ->
    [one] Payment failed: your service { $name } has not been renewed
   *[other] Payment failed: { $count } of your services have not been renewed
}
payment-failed-opening = { $count ->
    [one] On { $day } we tried to renew your service automatically, but the payment failed. For the time being it
        remains in service.
   *[other] On { $day } we tried to renew { $count } of your services automatically, but the payment failed. For the
        time being they remain in service.
}
payment-failed-pay = { $ordered ->
    [yes] { $dates ->
        [none] Pay order { $order } as soon as possible.
       *[other] Pay order { $order } before { $date }.
    }
   *[other] { $dates ->
        [none] Pay for the renewal as soon as possible.
       *[other] Pay for the renewal before { $date }.
    }
}
payment-failed-means = Or check your payment methods: as soon as you have added a valid one, the payment will be tried
    again automatically.
payment-failed-otherwise = { $dates ->
    [same] { $count ->
        [one] If it is not paid for, the service will be suspended on { $date }.
       *[other] If they are not paid for, the services will be suspended on { $date }.
    }
   *[other] { $count ->
        [one] If it is not paid for, the service will be suspended.
       *[other] If they are not paid for, the services will be suspended on the dates above.
    }
}

## Services cannot be renewed automatically.

not-renewable-subject = { $count ->
    [one] Your service { $name } cannot be renewed automatically
   *[other] { $count } of your services cannot be renewed automatically
}
not-renewable-opening = { $count ->
    [one] Your service is set to automatic renewal, but it cannot be renewed. Usually this is because there is no price
        for its renewal period.
   *[other] { $count } of your services are set to automatic renewal, but they cannot be renewed. Usually this is
        because there is no price for their renewal period.
}
not-renewable-choose = { $dates ->
    [same] { $count ->
        [one] Choose another renewal period before { $date }, and it will be renewed automatically.
       *[other] Choose another renewal period before { $date }, and they will be renewed automatically.
    }
   *[other] { $count ->
        [one] Choose another renewal period before its expiry date, and it will be renewed automatically.
       *[other] Choose another renewal period before their expiry dates, and they will be renewed automatically.
    }
}
not-renewable-contact = If no other period is offered, please contact us.
not-renewable-otherwise = { $count ->
    [one] If it is not renewed, it will be suspended and later deleted, along with its data.
   *[other] If they are not renewed, they will be suspended and later deleted, along with their data.
}

## Services were suspended.

suspended-subject = { $count ->
    [one] Your service { $name } has been suspended
   *[other] { $count } of your services have been suspended
}
suspended-opening = { $count ->
    [one] Your service was not renewed in time and was suspended on { $day }. It is out of service, but its data have
        been kept so far.
   *[other] { $count } of your services were not renewed in time and were suspended on { $day }. They are out of
        service, but their data have been kept so far.
}
suspended-renew = { $dates ->
    [same] { $count ->
        [one] You can still renew it before { $date }. It will then be put back into service.
       *[other] You can still renew them before { $date }. They will then be put back into service.
    }
   *[other] { $count ->
        [one] You can still renew it until it is deleted. It will then be put back into service.
       *[other] You can still renew each of them before its deletion. It will then be put back into service.
    }
}
suspended-fee = Please do not wait too long: for some services, such as domain names, there is a restoration fee later
    on.
suspended-otherwise = { $dates ->
    [same] { $count ->
        [one] If it is not renewed, it will be deleted for good on { $date }, along with its data.
       *[other] If they are not renewed, they will be deleted for good on { $date }, along with their data.
    }
   *[other] { $count ->
        [one] If it is not renewed, it will be deleted for good, along with its data.
       *[other] If they are not renewed, they will be deleted for good on the dates above, along with their data.
    }
}

## Services were deleted.

deleted-subject = { $count ->
    [one] Your service { $name } has been deleted
   *[other] { $count } of your services have been deleted
}
deleted-opening = { $count ->
    [one] Your service was deleted on { $day }. Its data have been deleted too and cannot be recovered.
   *[other] { $count } of your services were deleted on { $day }. Their data have been deleted too and cannot be
        recovered.
}
deleted-replace = If you still need a service like this, please order a new one.
deleted-contact = If you think that this is a mistake, please contact us.

## What automatic renewals are debited from ends soon.

method-ends-subject = { $means ->
    [creditCard] Your card ends on { $ends }
   *[other] Your payment method ends on { $ends }
}
method-ends-opening = { $count ->
    [one] Your service is renewed automatically, and debited from a payment method that can be used until { $ends }.
        After that nothing can be debited from it.
   *[other] { $count } of your services are renewed automatically, and debited from a payment method that can be used
        until { $ends }. After that nothing can be debited from it.
}
method-ends-replace = Register the new card or another payment method before then, and make it the default.
method-ends-prepaid = Or put money on your prepaid account: renewals are paid from it as long as it covers them.
method-ends-otherwise = { $count ->
    [one] If nothing can be debited, the renewal fails, and the service is suspended later.
   *[other] If nothing can be debited, the renewals fail, and the services are suspended later.
}

## A balance fell below what its owner wants to be told of.

balance-low-subject = { $means ->
    [fidelityAccount] Your fidelity points have fallen below { $threshold }
   *[other] Your prepaid account has fallen below { $threshold }
}
balance-low-opening = { $means ->
    [fidelityAccount] On { $day } your fidelity points fell below { $threshold }, which you asked to be told of. You
        have { $left } left.
   *[other] On { $day } your prepaid account fell below { $threshold }, which you asked to be told of. There is
        { $left } left on it.
}
balance-low-credit = { $means ->
    [fidelityAccount] If you want to go on paying with points, order some more.
   *[other] If you want to go on paying from your prepaid account, put money on it.
}
balance-low-renewals = { $means ->
    [fidelityAccount] Automatic renewals are not affected: points are never debited by themselves.
   *[other] Automatic renewals that it does not cover are debited from your default payment method.
}
balance-low-threshold = You can change this threshold in your customer account, or take it away.

## The end of a service is to be confirmed.

termination-asked-subject = Please confirm: your service { $name } is to end
termination-asked-opening = { $dates ->
    [none] You have asked for the end of your service. Nothing has changed yet. If you confirm it within { $hours } hours,
        it will not be renewed any more. When it ends, it will be deleted, along with its data.
   *[other] You have asked for the end of your service. Nothing has changed yet. If you confirm it within { $hours } hours,
        it will not be renewed any more, and will be deleted on { $date }, along with its data.
}
termination-asked-confirm = If you want it to end, confirm that with the token. It can be used once.
termination-asked-keep = If you want to keep it, you do not need to do anything.
termination-asked-other = If it was not you who asked, do not pass the token on, and please contact us.
termination-asked-place = Confirm the end

## A change of contacts is to be accepted.

contact-change-asked-subject = Please answer: another contact for { $name }
contact-change-asked-opening = Another account is to be the contact for this service. Nothing has changed yet: the contact
    changes when both accounts have accepted it within { $hours } hours. The bills stay with the account that holds the
    service.
contact-change-asked-accept = If you agree, accept the change with the number of the request and the token.
contact-change-asked-refuse = If you do not agree, refuse it with the same token.
contact-change-asked-nothing = If you do nothing, everything stays as it is.

## Money of a bill was given back.

refunded-subject = Refund for your bill { $bill }
refunded-opening = { $refused ->
    [yes] We have given back money of your bill { $bill }. Your payment method did not take it, so it was put on your
        prepaid account instead. You can pay with it, or have it paid out.
   *[other] We have given back money of your bill { $bill }. The details are below.
}
refunded-services = You do not need to do anything: your services stay as they are.
refunded-paper = You will find the credit note in your customer account.

## What was paid was taken back by the payer's bank. $date is the day by which it is to be paid again.

payment-reversed-subject = { $ordered ->
    [yes] Your payment of order { $order } was taken back
   *[other] A payment of yours was taken back
}
payment-reversed-opening = { $ordered ->
    [yes] On { $day } we learned that your bank or payment service has taken back what you paid for order { $order }. What
        you ordered stays as it is, so the amount is owed to us.
   *[other] On { $day } we learned that your bank or payment service has taken back what you paid. What you ordered stays
        as it is, so the amount is owed to us.
}
payment-reversed-pay = Pay it by { $date }, with any of your payment methods or from your prepaid account: it stands among
    the debts of your account.
payment-reversed-ask = If you did not ask for this, ask your bank or payment service why it was done. The amount has to be
    paid again all the same.
payment-reversed-otherwise = While it is unpaid, how the services of the order are renewed cannot be changed.

## Papers can be fetched as a file.

papers-exported-subject = { $papers ->
    [creditNote] Your credit notes are ready
   *[other] Your bills are ready
}
papers-exported-opening = { $papers ->
    [creditNote] The credit notes that you asked for can be fetched as one file.
   *[other] The bills that you asked for can be fetched as one file.
}
papers-exported-fetch = Fetch the file within { $hours } hours, at the address below. You need not sign in.
papers-exported-secret = Whoever has the address can read what is in the file. Do not pass it on.
papers-exported-again = When its time is over, ask for the file again.
papers-exported-place = Your file

## A password can be set.

password-forgotten-subject = Set a new password
password-forgotten-opening = Somebody has asked for a new password for your account { $nichandle }, perhaps you.
password-forgotten-set = Set it within an hour, at the address below. It works once.
password-forgotten-secret = Do not pass the address on: whoever has it can set your password.
password-forgotten-ignore = If it was not you, do nothing: your password stays as it is.
password-forgotten-place = Set the password
