//! Giving back a bill: what is refused, where the money goes, and that parts add up to the whole.

use proptest::prelude::{prop, prop_assert, prop_assert_eq, proptest};

use super::*;
use crate::bill::Bill;
use crate::debt::{Debt, DebtState};
use crate::id::DebtId;
use crate::id::LedgerTransactionId;
use crate::ledger::LedgerAccount;
use crate::means::{Balances, MethodKind, MethodStatus, PaymentMethod};
use crate::order::{Line, Order};
use crate::payment::Decline;
use crate::samples::*;
use crate::tax::{Tax, TaxGround, TaxRate};
use crate::{Currency, Payment};

/// A bill that was paid, and what it takes to give it back.
struct Paid {
    order: Order,
    payment: Payment,
    bill: Bill,
    number: BillNumber,
    methods: Vec<PaymentMethod>,
    balances: Balances,
    notes: Vec<CreditNote>,
    debt: Option<Debt>,
}

fn paid_with(means: Means) -> Paid {
    paid(guide_order(1), means)
}

fn paid(order: Order, means: Means) -> Paid {
    let account = account();
    let state = PaymentState::Captured { at: now().at, reference: None };
    let amount = order.terms.totals.gross;
    let id = payment_id(1);
    let payment = Payment { id, order: order.id, means, amount, created_at: now().at, state };
    let series = account.subsidiary.clone();
    let bill = Bill::written(&order, series.clone(), Buyer::of(&account), now().at);
    let balances = Balances::empty(Currency::Eur);
    let methods = vec![method(5001, 1, MethodKind::CreditCard)];
    let number = BillNumber::new(series, 42);
    Paid { order, payment, bill, number, methods, balances, notes: Vec::new(), debt: None }
}

fn card() -> Means {
    Means::Method(method(5001, 1, MethodKind::CreditCard).id, MethodKind::CreditCard)
}

impl Paid {
    fn ask(
        &self,
        lines: &[(usize, Option<&str>)],
        to: Option<Destination>,
    ) -> Result<Refund, RefundRefusal> {
        let line = |(number, amount): &(usize, Option<&str>)| LineRequest {
            number: *number,
            amount: amount.map(eur),
        };
        let lines = lines.iter().map(line).collect();
        self.give(&RefundRequest { lines, to, reason: name("Not as promised") })
    }

    fn give(&self, request: &RefundRequest) -> Result<Refund, RefundRefusal> {
        let of = Refundable {
            bill: &self.bill,
            number: &self.number,
            order: &self.order,
            payment: &self.payment,
            debt: self.debt.as_ref(),
            before: &self.notes,
            methods: &self.methods,
            balances: self.balances,
        };
        refund(request, of, now(), payment_id(100))
    }

    fn refusal(&self, lines: &[(usize, Option<&str>)], to: Option<Destination>) -> String {
        self.ask(lines, to).unwrap_err().to_string()
    }

    fn after(mut self, lines: &[(usize, Option<&str>)]) -> Self {
        let note = self.ask(lines, None).unwrap().note;
        self.notes.push(note);
        self
    }
}

#[test]
fn all_of_a_bill_goes_back_to_where_it_came_from() {
    for (means, prepaid, points) in
        [(card(), "0", 0), (Means::Prepaid, "45.44", 0), (Means::Fidelity, "0", 4544)]
    {
        let Refund { note, balances } = paid_with(means).ask(&[], None).unwrap();
        let Totals { net, tax, gross, .. } = note.totals;
        assert_eq!((net, tax, gross), (eur("37.87"), eur("7.57"), eur("45.44")));
        assert_eq!((note.payment.amount, note.destination()), (eur("-45.44"), means));
        assert_eq!(note.payment.state.is_open(), matches!(means, Means::Method(..)));
        assert_eq!((note.order(), note.lines.len()), (order_id(1), 2));
        assert_eq!(balances.prepaid, eur(prepaid));
        assert_eq!(balances.fidelity.ucents(), points * 100_000_000);
    }
}

#[test]
fn a_line_is_given_back_in_parts_and_never_more_than_it_was() {
    let paid = paid_with(card());
    let one = paid.ask(&[(2, Some("1.00"))], None).unwrap().note;
    assert_eq!(one.totals.gross, eur("1.20"));
    let line = &paid.order.terms.lines[1];
    assert_eq!(line.amount, eur("1.99"));
    let paid = paid.after(&[(2, Some("1.00"))]);
    assert_eq!(
        paid.refusal(&[(2, Some("1.00"))], None),
        "line 2: 1.00 € is more than the 0.99 € (net) that are left of it; give at most that"
    );
    let paid = paid.after(&[(2, None)]);
    assert_eq!(paid.refusal(&[(2, None)], None), "nothing is left to give back of line 2");
    let rest = paid.ask(&[], None).unwrap().note;
    assert_eq!(rest.lines.iter().map(|line| line.number).collect::<Vec<_>>(), [1]);
    let paid = paid.after(&[]);
    assert_eq!(paid.refusal(&[], None), "nothing is left to give back of bill FR00000042");
}

#[test]
fn what_cannot_be_given_back_is_refused() {
    let paid = paid_with(card());
    for (lines, text) in [
        (vec![(0, None)], "bill FR00000042 has no line 0; its lines are 1 to 2"),
        (vec![(3, None)], "bill FR00000042 has no line 3; its lines are 1 to 2"),
        (
            vec![(1, Some("1")), (1, Some("2"))],
            "line 1 is named twice; name it once, with the whole amount",
        ),
        (
            vec![(1, Some("0"))],
            "line 1: 0.00 € cannot be given back; give a net amount of whole cents, more than nothing",
        ),
        (
            vec![(1, Some("-1"))],
            "line 1: -1.00 € cannot be given back; give a net amount of whole cents, more than nothing",
        ),
        (
            vec![(1, Some("0.001"))],
            "line 1: 0.001 € cannot be given back; give a net amount of whole cents, more than nothing",
        ),
        (
            vec![(1, Some("99"))],
            "line 1: 99.00 € is more than the 35.88 € (net) that are left of it; give at most that",
        ),
    ] {
        assert_eq!(paid.refusal(&lines, None), text);
    }
    let other = paid.give(&RefundRequest {
        lines: vec![LineRequest {
            number: 1,
            amount: Some(Money::parse("1", Currency::Usd).unwrap()),
        }],
        to: None,
        reason: name("No"),
    });
    assert!(matches!(other, Err(RefundRefusal::Amount(_))), "{other:?}");
}

#[test]
fn money_goes_where_it_can() {
    let (to_method, to_prepaid) = (Some(Destination::Method), Some(Destination::Prepaid));
    let paid = paid_with(card());
    assert_eq!(paid.ask(&[], to_method).unwrap().note.payment.means, card());
    let prepaid = paid.ask(&[], to_prepaid).unwrap();
    assert_eq!(prepaid.note.payment.means, Means::Prepaid);
    assert_eq!(prepaid.balances.prepaid, eur("45.44"));

    let mut gone = paid_with(card());
    gone.methods[0].status = MethodStatus::Canceled;
    assert_eq!(gone.ask(&[], None).unwrap().note.payment.means, Means::Prepaid);
    assert_eq!(
        gone.refusal(&[], to_method),
        "payment method 5001 (creditCard) is CANCELED and takes nothing back; give it to the prepaid account"
    );
    gone.methods.clear();
    assert_eq!(gone.ask(&[], None).unwrap().note.payment.means, Means::Prepaid);

    let kind = MethodKind::DeferredPaymentAccount;
    let mut later = paid_with(Means::Method(method(5001, 1, kind).id, kind));
    later.methods = vec![method(5001, 1, kind)];
    assert_eq!(later.ask(&[], None).unwrap().note.payment.means, Means::Prepaid);

    assert_eq!(
        paid_with(Means::Prepaid).refusal(&[], to_method),
        "bill FR00000042 was paid with ovhAccount, not with a payment method; leave the destination out, and it goes \
         back there"
    );
    assert_eq!(
        paid_with(Means::Fidelity).refusal(&[], to_prepaid),
        "bill FR00000042 was paid with fidelity points, which go back as points; leave the destination out"
    );
}

#[test]
fn what_was_taken_back_is_not_given_back() {
    let mut owed = paid_with(card());
    let (id, order) = (DebtId::try_new(7).unwrap(), order_id(2));
    owed.debt = Some(Debt {
        id,
        order: owed.order.id,
        payment: owed.payment.id,
        reversal: name("rev-1"),
        amount: eur("45.44"),
        at: now().at,
        due_on: TODAY,
        state: DebtState::Open,
    });
    let not_paid = "the payment of bill FR00000042 was taken back, and debt 7 was not paid; nothing can be given back of it";
    let states = [
        DebtState::Open,
        DebtState::BeingPaid { order },
        DebtState::WrittenOff { at: now().at, reason: name("closed by court") },
    ];
    for state in states {
        owed.debt.as_mut().unwrap().state = state;
        assert_eq!(owed.refusal(&[], None), not_paid);
    }
    owed.debt.as_mut().unwrap().state = DebtState::Paid { order, at: now().at };
    assert_eq!(owed.ask(&[], None).unwrap().note.payment.means, Means::Prepaid);
    assert_eq!(
        owed.refusal(&[], Some(Destination::Method)),
        "the payment of bill FR00000042 was taken back, so its method takes nothing back; give it to the prepaid account"
    );
}

#[test]
fn the_books_take_back_the_sale() {
    let id = LedgerTransactionId::try_new(9).unwrap();
    let of = |note: &CreditNote, account: LedgerAccount| {
        let posting = reversal(note, id).unwrap();
        let entry = posting.entries().iter().find(|entry| entry.account == account);
        entry.map(|entry| entry.amount)
    };
    for (means, account) in [
        (card(), LedgerAccount::Transit),
        (Means::Prepaid, LedgerAccount::Prepaid),
        (Means::Fidelity, LedgerAccount::Fidelity),
    ] {
        let note = paid_with(means).ask(&[], None).unwrap().note;
        assert_eq!(of(&note, LedgerAccount::Revenue(TaxGround::Agreed)), Some(eur("37.87")));
        assert_eq!(of(&note, LedgerAccount::Tax(tax())), Some(eur("7.57")));
        assert_eq!(of(&note, account), Some(eur("-45.44")));
        let points = of(&note, LedgerAccount::Points).map(Money::ucents);
        assert_eq!(points, (means == Means::Fidelity).then_some(-454_400_000_000));
    }
}

#[test]
fn money_that_is_refused_is_on_the_prepaid_account() {
    let id = LedgerTransactionId::try_new(9).unwrap();
    let note = paid_with(card()).ask(&[], None).unwrap().note;
    let balances = Balances::empty(Currency::Eur);
    assert_eq!(arrive(&note, balances, id), Ok(None));
    for (outcome, destination, account, prepaid) in [
        (
            Outcome::Captured { reference: None },
            card(),
            LedgerAccount::Clearing(MethodKind::CreditCard),
            "0",
        ),
        (Outcome::Declined(Decline::Hard), Means::Prepaid, LedgerAccount::Prepaid, "45.44"),
        (Outcome::Voided, Means::Prepaid, LedgerAccount::Prepaid, "45.44"),
    ] {
        let Step::Changed(doubted) = note.clone().resolved(Outcome::NoAnswer, now().at).unwrap()
        else {
            panic!("silence is noted")
        };
        assert_eq!(arrive(&doubted, balances, id), Ok(None));
        let Step::Changed(resolved) = doubted.resolved(outcome.clone(), now().at).unwrap() else {
            panic!("an outcome is noted")
        };
        assert_eq!(resolved.destination(), destination);
        let arrival = arrive(&resolved, balances, id).unwrap().unwrap();
        assert_eq!(arrival.balances.prepaid, eur(prepaid));
        let entries: Vec<_> =
            arrival.posting.entries().iter().map(|e| (e.account, e.amount)).collect();
        assert_eq!(entries, [(LedgerAccount::Transit, eur("45.44")), (account, eur("-45.44"))]);
        assert_eq!(resolved.clone().resolved(outcome, now().at), Ok(Step::Unchanged));
        assert_eq!(
            resolved.sealed_bytes(),
            note.sealed_bytes(),
            "what becomes of the money is not sealed"
        );
    }
}

#[test]
fn a_seal_is_over_everything_that_stands_on_a_credit_note() {
    let note = paid_with(card()).ask(&[], None).unwrap().note;
    let mut others = vec![note.clone(); 7];
    others[0].reason = name("Another reason");
    others[1].buyer.city = Some(name("Lyon"));
    others[2].lines[0].amount = eur("1");
    others[3].totals.parts[0].tax = eur("1");
    others[4].payment.means = Means::Prepaid;
    others[5].bill = BillNumber::new(note.series().clone(), 43);
    others[6].seller = Some([1; 32]);
    for other in others {
        assert_ne!(other.sealed_bytes(), note.sealed_bytes(), "{other:?}");
    }
}

#[test]
fn a_number_is_read_only_in_its_own_form() {
    let number = CreditNoteNumber::new(account().subsidiary, 42);
    assert_eq!(number.to_string(), "CN-FR00000042");
    assert_eq!(CreditNoteNumber::parse("CN-FR00000042"), Some(number));
    for text in
        ["", "CN-", "FR00000042", "CNFR00000042", "CN-CN-FR00000042", "cn-FR00000042", "CN-FR42"]
    {
        assert_eq!(CreditNoteNumber::parse(text), None, "{text:?}");
    }
    assert_eq!(BillNumber::parse("CN-FR00000042"), None);
}

proptest! {
    /// However a bill is given back, line by line and part by part: no step takes more tax than there is, and the credit
    /// notes add up to the bill.
    #[test]
    fn parts_add_up_to_the_bill(
        lines in prop::collection::vec((1_i64..2_000, 0_usize..3), 1..6),
        cuts in prop::collection::vec((0_usize..6, 1_i64..700), 0..25),
    ) {
        let rates = ["20", "25.5", "0"].map(|rate| Tax::agreed(TaxRate::parse(rate).unwrap()));
        let cents = |cents: i64| Money::from_ucents(cents * 1_000_000, Currency::Eur);
        let mut order = guide_order(1);
        let sample = order.terms.lines[0].clone();
        let line = |(amount, rate): &(i64, usize)| Line {
            unit_price: cents(*amount),
            amount: cents(*amount),
            tax: rates[*rate],
            ..sample.clone()
        };
        order.terms.lines = lines.iter().map(line).collect();
        order.terms.totals = Totals::of(&order.terms.lines, Currency::Eur).unwrap();
        let billed = order.terms.totals.clone();
        let mut paid = paid(order, card());
        for (number, amount) in cuts {
            let line = LineRequest { number: number + 1, amount: Some(cents(amount)) };
            let request = RefundRequest { lines: vec![line], to: None, reason: name("A part") };
            if let Ok(refund) = paid.give(&request) {
                let Totals { net, tax, gross, .. } = refund.note.totals;
                prop_assert!(!tax.is_negative());
                prop_assert_eq!(net.checked_add(tax), Ok(gross));
                paid.notes.push(refund.note);
            }
        }
        if let Ok(rest) = paid.ask(&[], None) {
            paid.notes.push(rest.note);
        }
        let sum = |of: fn(&Totals) -> Money| {
            let amounts = paid.notes.iter().map(|note| of(&note.totals));
            Money::checked_sum(amounts, Currency::Eur).unwrap()
        };
        prop_assert_eq!(sum(|totals| totals.net), billed.net);
        prop_assert_eq!(sum(|totals| totals.tax), billed.tax);
        prop_assert_eq!(sum(|totals| totals.gross), billed.gross);
        prop_assert!(paid.ask(&[], None).is_err());
        for part in &billed.parts {
            let notes = paid.notes.iter().flat_map(|note| &note.totals.parts);
            let tax = notes.filter(|other| other.of == part.of).map(|other| other.tax);
            prop_assert_eq!(Money::checked_sum(tax, Currency::Eur), Ok(part.tax));
        }
    }
}
