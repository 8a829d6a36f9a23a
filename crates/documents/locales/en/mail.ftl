# Mails in English.
#
# What sentences may use:
#   $count      how many services the notice is about
#   $name       the name of the first one
#   $on         the first day on which something is to happen to them, or `none`
#   $days       how many different days that are
#   $expires    the first day on which one of them expires
#   $expiries   how many different days that are
#   $order      the number of the order, or `none`
#   $amount     the gross amount, or `none`
#   $means      what it was paid with, by its older name in the API, or `none`

greeting = { $reader ->
    [none] Dear customer,
   *[other] Dear { $reader },
}
closing = Kind regards,
manage = Manage your services
account = Account
automatic = This message was sent automatically, because it concerns your services.
pair = { $label }: { $value }
more = and { $rest } more
points = { $number ->
    [one] { $text } point
   *[other] { $text } points
}

column-service = Service
column-expires = Expires on
column-expired = Expired on
column-new-expiry = New expiry date
column-renewal = Renewal on
column-suspension = Suspension on
column-deletion = Deletion on
column-price = Price before tax
total-before-tax = Total before tax
total-with-tax = Total including tax

renewal-ahead-subject = { $count ->
    [one] { $days ->
        [0] { $name } will be renewed automatically
       *[other] { $name } will be renewed on { $on }
    }
   *[other] { $days ->
        [0] { $count } services will be renewed automatically
        [one] { $count } services will be renewed on { $on }
       *[other] { $count } services will be renewed, the first on { $on }
    }
}
renewal-ahead-lead = { $count ->
    [one] { $days ->
        [0] The following service will be renewed automatically:
       *[other] The following service will be renewed automatically on { $on }:
    }
   *[other] { $days ->
        [0] The following { $count } services will be renewed automatically:
        [one] The following { $count } services will be renewed automatically on { $on }:
       *[other] The following { $count } services will be renewed automatically, each on its own day:
    }
}
renewal-ahead-advice = You do not have to do anything. The price, with tax, will be charged on the day of the renewal: to your prepaid account if its balance is sufficient, and otherwise to your default payment method.
renewal-ahead-note = { $count ->
    [one] If you do not wish to renew this service, please switch off its automatic renewal before then.
   *[other] If you do not wish to renew one of these services, please switch off its automatic renewal before then.
}

expiry-ahead-subject = { $count ->
    [one] { $name } expires on { $expires }
   *[other] { $expiries ->
        [one] { $count } services expire on { $expires }
       *[other] { $count } services expire soon, the first on { $expires }
    }
}
expiry-ahead-lead = { $count ->
    [one] The following service is not renewed automatically, and expires soon:
   *[other] The following { $count } services are not renewed automatically, and expire soon:
}
expiry-ahead-advice = { $count ->
    [one] If you wish to keep it, please renew it before { $expires }. Otherwise it will be suspended on that day and deleted later.
   *[other] { $expiries ->
        [one] If you wish to keep them, please renew them before { $expires }. Otherwise they will be suspended on that day and deleted later.
       *[other] If you wish to keep them, please renew each of them before its expiry date. Otherwise it will be suspended on that day and deleted later.
    }
}
expiry-ahead-note = { $count ->
    [one] If you no longer need it, you do not have to do anything.
   *[other] If you no longer need them, you do not have to do anything.
}

renewed-subject = { $count ->
    [one] { $name } has been renewed until { $expires }
   *[other] { $count } services have been renewed
}
renewed-lead = { $count ->
    [one] The following service has been renewed automatically:
   *[other] The following { $count } services have been renewed automatically:
}
renewed-paid = { $means ->
    [bankAccount] We have collected { $amount }, including tax, from your bank account by direct debit.
    [creditCard] We have charged { $amount }, including tax, to your card.
    [deferredPaymentAccount] We have added { $amount }, including tax, to your deferred payment account.
    [paypal] We have charged { $amount }, including tax, to your PayPal account.
    [ovhAccount] We have taken { $amount }, including tax, from your prepaid account.
    [fidelityAccount] It was paid with your fidelity points: { $amount }, including tax.
   *[other] We have charged { $amount }, including tax.
}
renewed-note = { $order ->
    [none] You will find the bill in your customer account.
   *[other] You will find the bill in your customer account. The order has the number { $order }.
}

payment-failed-subject = { $count ->
    [one] Payment failed for the renewal of { $name }
   *[other] Payment failed for the renewal of { $count } services
}
payment-failed-lead = { $count ->
    [one] The automatic renewal of the following service could not be paid, because no payment method was available or the payment was declined:
   *[other] The automatic renewal of the following { $count } services could not be paid, because no payment method was available or the payment was declined:
}
payment-failed-advice = { $order ->
    [none] Please register a payment method that can be charged, or renew by hand
   *[other] { $amount ->
        [none] Please pay order { $order }, or register a payment method that can be charged
       *[other] Please pay order { $order } ({ $amount }, including tax), or register a payment method that can be charged
    }
}, { $days ->
    [0] as soon as possible.
    [one] before { $on }.
   *[other] before { $on }, the first of the days given above.
}
payment-failed-note = { $count ->
    [one] Otherwise the service will be suspended. We may try the payment again before then.
   *[other] Otherwise the services will be suspended. We may try the payment again before then.
}

not-renewable-subject = { $count ->
    [one] { $name } cannot be renewed automatically
   *[other] { $count } services cannot be renewed automatically
}
not-renewable-lead = { $count ->
    [one] The following service is set to be renewed automatically, but that is not possible:
   *[other] The following { $count } services are set to be renewed automatically, but that is not possible:
}
not-renewable-advice = { $count ->
    [one] If you wish to keep it, please renew it yourself before { $expires }. Otherwise it will be suspended on that day.
   *[other] If you wish to keep them, please renew each of them yourself before its expiry date. Otherwise it will be suspended on that day.
}
not-renewable-note = If that does not succeed either, please contact us.

suspended-subject = { $count ->
    [one] { $name } has been suspended
   *[other] { $count } services have been suspended
}
suspended-lead = { $count ->
    [one] The following service was not renewed in time and has been suspended:
   *[other] The following { $count } services were not renewed in time and have been suspended:
}
suspended-advice = { $count ->
    [one] { $days ->
        [0] To use it again, please renew it as soon as possible. Otherwise it will be deleted for good.
       *[other] To use it again, please renew it before { $on }. Otherwise it will be deleted for good on that day.
    }
   *[other] { $days ->
        [0] To use them again, please renew them as soon as possible. Otherwise they will be deleted for good.
        [one] To use them again, please renew them before { $on }. Otherwise they will be deleted for good on that day.
       *[other] To use them again, please renew each of them before its deletion. Nothing can be restored after that.
    }
}

deleted-subject = { $count ->
    [one] { $name } has been deleted
   *[other] { $count } services have been deleted
}
deleted-lead = { $count ->
    [one] The following service expired without being renewed and has been deleted:
   *[other] The following { $count } services expired without being renewed and have been deleted:
}
deleted-advice = { $count ->
    [one] It cannot be restored. If you need it again, please place a new order.
   *[other] They cannot be restored. If you need them again, please place a new order.
}
deleted-note = If you did not expect this, please contact us.
