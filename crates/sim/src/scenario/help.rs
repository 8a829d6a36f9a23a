//! All commands of scenarios, for whoever writes one.

/// The commands, with what they mean.
pub const HELP: &str = "\
before the first day
  zone Europe/Helsinki                 where the days of contracts begin; UTC if nothing is said
  budget renewals 5 repeats 20 suspensions 5 deletions 5 amount 100.00
                                       how much a run may do before a person has looked at it
  renew-day-of-calendar 1              the day of the month on which debits are made

the scene
  today 2026-01-31 [23:30]             moves the clock, at 8 o'clock if no time is said; nothing is done meanwhile
  later 5 minutes|hours                the same
  zone America/New_York                the engine is started again, with contracts in another zone
  plan vps [product hosting/web] [currency USD] P1M 2.99 P1Y 35.88 [restoration 40]
      [engaged year P1Y P1M 2.49 [then listPrice|keepPrice|reactivate|cancel]]
                                       a plan, or other prices for it; its product line is its code if none is said; an
                                       engagement has a name, a length, a period, the price of that, and what comes after
  customer alice [country FI] [by FR] [tax 25.5] [vat FI12345678] [currency EUR] [prepaid 50] [points 100]
  card|paypal|bank visa of alice [until 2027-05-31] [charges approve,declineSoft,declineHard,…]
                                       a payment method; the first one of a customer is debited first
  service vps1 of alice plan vps expires 2026-01-31 [anchor 31] [renew automatic|manual|oneShot|option|… [P1M]]
      [stop deleteAtExpiration|deleteAtEndEngagement] [engaged 2026-12-31] [quantity 2] [state suspended]
      [option of vps0] [hosting of domain1]
                                       a service, manual if nothing is said; vps1..9 are nine of them
  credit alice 10                      money is put on the prepaid account

what the calendar does
  run                                  the background work, now: tells what is new
  run until 2026-03-01                 the same each morning up to a day
  approve, cancel                      a person decides about the run that waits
  unpark alice                         a person has looked at an account that was parked

what customers do
  order vps1 P1M [with option1] [dry]  places an order, or only says what it would be
  pay order 1 of alice by visa|prepaid|points
  renew vps1 P1M [with option1] by visa
  settings vps1 [automatic|manual] [period P1Y] [stop deleteAtExpiration|deleteAtEndEngagement|never]
                                       changes renew settings; without a change, asks for them
  engage vps1 year, withdraw vps1      asks for an engagement, or takes that back
  end-rule vps1 listPrice|keepPrice|reactivate|cancel
                                       what comes after the engagement
  flush vps1 [ending] [dry] [by visa]  orders all that remains of the engagement, and pays
  renew-day alice 15                   the day of the month on which alice is debited
  default visa                         the method that is debited first
  charges visa approve,declineSoft     what the gateway answers, charge by charge, from the first one on
  ends visa on 2026-05-31              the last day of a card

questions
  now, runs
  engagement vps1
  expiry vps1, state vps1, due vps1, sold vps1, strategies vps1
  balance alice, orders alice, payments alice, bills alice, bill of alice (the last one, whole)
  notices alice                        those that are new since the last time
  forecast alice until 2027-01-01
";
