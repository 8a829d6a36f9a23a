//! Ids and secrets: made here, from streams that a seed determines.
//!
//! Each kind has a stream of its own, so that one id more of one kind does not change those of another. With
//! the seed of the operating system the streams are unpredictable (ChaCha20); with a given seed, a test or a
//! simulation makes the same ids every time.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use chacha20::ChaCha20Rng;
use chacha20::rand_core::{Rng, SeedableRng};
use jiff::Timestamp;
use perennial_core::id::IdOutOfRange;
use perennial_core::limits::ID_MAX;
use perennial_core::{
    AccountId, ApiCallId, ApplicationId, ClientId, ContactChangeId, CredentialId, DebtId,
    LedgerTransactionId, NoticeId, OperatorId, OrderId, PaperExportId, PaymentId, PaymentMeanId,
    PaymentMethodId, ServiceId, TerminationId,
};
use zeroize::Zeroizing;

/// The operating system gave no random numbers.
#[derive(Debug, thiserror::Error)]
#[error("the operating system gave no random numbers: {0}")]
pub struct NoEntropy(String);

/// The kinds of things that are made from streams. The order is part of what a seed means.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Account,
    Application,
    Credential,
    LedgerTransaction,
    Order,
    Payment,
    PaymentMean,
    PaymentMethod,
    Service,
    Secret,
    Stamp,
    Process,
    Notice,
    Termination,
    ContactChange,
    Client,
    Debt,
    PaperExport,
    Operator,
}

const KINDS: usize = Kind::Operator as usize + 1;

/// The source of all ids and secrets.
#[derive(Debug)]
pub struct Ids {
    streams: [Mutex<ChaCha20Rng>; KINDS],
    /// Tells this process from others in query ids and leases.
    process: i64,
    queries: AtomicU64,
    /// The last id of a call.
    last_call: AtomicI64,
}

/// Ids of calls within a millisecond. Such ids are good until the year 2248.
pub(crate) const CALLS_PER_MS: i64 = 1024;

/// Ids that people meet have ten digits; the others may be as long as ids can be.
const SHORT: std::ops::Range<i64> = 1_000_000_000..10_000_000_000;
const LONG: std::ops::Range<i64> = 1_000_000_000_000..ID_MAX;

impl Ids {
    /// Streams that nobody can predict.
    ///
    /// # Errors
    ///
    /// [`NoEntropy`] when the operating system gives no random numbers.
    pub fn from_entropy() -> Result<Self, NoEntropy> {
        let mut seed = Zeroizing::new([0; 32]);
        getrandom::fill(seed.as_mut_slice()).map_err(|error| NoEntropy(error.to_string()))?;
        Ok(Self::from_seed(&seed))
    }

    /// Streams that the seed determines.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        let mut stream = 0;
        let streams = std::array::from_fn(|_| {
            let mut rng = ChaCha20Rng::from_seed(*seed);
            rng.set_stream(stream);
            stream += 1;
            Mutex::new(rng)
        });
        let mut ids =
            Self { streams, process: 0, queries: AtomicU64::new(0), last_call: AtomicI64::new(0) };
        ids.process = ids.number(Kind::Process, &LONG);
        ids
    }

    /// An id of a new account.
    pub fn account(&self) -> AccountId {
        self.id(Kind::Account, &SHORT)
    }

    /// An id of a call that came in at an instant. It is larger than all before it, and tells the instant: calls are found
    /// and forgotten by time. Two processes give the same one if they are alike by chance (one in 1024) and called for an
    /// account in the same millisecond.
    pub fn api_call(&self, at: Timestamp) -> ApiCallId {
        let ours = self.process.rem_euclid(CALLS_PER_MS);
        let earliest = at.as_millisecond().saturating_mul(CALLS_PER_MS).saturating_add(ours);
        let next = |last: i64| Some(earliest.max(last.saturating_add(1)).clamp(1, ID_MAX));
        let last = self.last_call.fetch_update(Ordering::Relaxed, Ordering::Relaxed, next);
        let id = next(last.unwrap_or_else(|last| last)).unwrap_or(earliest);
        ApiCallId::try_new(id).unwrap_or(ApiCallId::MIN)
    }

    /// An id of a new application.
    pub fn application(&self) -> ApplicationId {
        self.id(Kind::Application, &SHORT)
    }

    /// An id of a new OAuth2 client.
    pub fn client(&self) -> ClientId {
        self.id(Kind::Client, &LONG)
    }

    /// An id of a new change of contacts.
    pub fn contact_change(&self) -> ContactChangeId {
        self.id(Kind::ContactChange, &SHORT)
    }

    /// An id of a new credential.
    pub fn credential(&self) -> CredentialId {
        self.id(Kind::Credential, &SHORT)
    }

    /// An id of a new debt.
    pub fn debt(&self) -> DebtId {
        self.id(Kind::Debt, &SHORT)
    }

    /// An id of a new transaction of the ledger.
    pub fn ledger_transaction(&self) -> LedgerTransactionId {
        self.id(Kind::LedgerTransaction, &LONG)
    }

    /// An id of a new notice.
    pub fn notice(&self) -> NoticeId {
        self.id(Kind::Notice, &LONG)
    }

    /// An id of a new operator.
    pub fn operator(&self) -> OperatorId {
        self.id(Kind::Operator, &SHORT)
    }

    /// An id of a new order.
    pub fn order(&self) -> OrderId {
        self.id(Kind::Order, &SHORT)
    }

    /// An id of a new export of papers.
    pub fn paper_export(&self) -> PaperExportId {
        self.id(Kind::PaperExport, &LONG)
    }

    /// An id of a new payment.
    pub fn payment(&self) -> PaymentId {
        self.id(Kind::Payment, &LONG)
    }

    /// An id of a payment method in the older numbering.
    pub fn payment_mean(&self) -> PaymentMeanId {
        self.id(Kind::PaymentMean, &SHORT)
    }

    /// An id of a new payment method.
    pub fn payment_method(&self) -> PaymentMethodId {
        self.id(Kind::PaymentMethod, &SHORT)
    }

    /// An id of a new service.
    pub fn service(&self) -> ServiceId {
        self.id(Kind::Service, &SHORT)
    }

    /// An id of a new termination.
    pub fn termination(&self) -> TerminationId {
        self.id(Kind::Termination, &LONG)
    }

    /// A number that was not used before, as far as anybody can tell.
    pub fn stamp(&self) -> i64 {
        self.number(Kind::Stamp, &LONG)
    }

    /// A number for this process, the same as long as it lives.
    #[must_use]
    pub const fn process(&self) -> i64 {
        self.process
    }

    /// The id of one request, as in the answer's `X-Ovh-Queryid`.
    pub fn query(&self) -> String {
        let number = self.queries.fetch_add(1, Ordering::Relaxed);
        format!("EU.perennial.{:x}.{number:x}", self.process)
    }

    /// A secret of letters and digits.
    pub fn secret(&self, length: usize) -> Zeroizing<String> {
        const ALPHABET: &[u8; 62] =
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        let mut stream = self.stream(Kind::Secret);
        let mut secret = Zeroizing::new(String::with_capacity(length));
        while secret.len() < length {
            // Six bits at a time; the two values without a letter are thrown away, so that all are as likely.
            let index = (stream.next_u32() & 63) as usize;
            if let Some(letter) = ALPHABET.get(index) {
                secret.push(char::from(*letter));
            }
        }
        secret
    }

    /// Random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.stream(Kind::Secret).fill_bytes(&mut bytes);
        bytes
    }

    fn stream(&self, kind: Kind) -> std::sync::MutexGuard<'_, ChaCha20Rng> {
        #[expect(clippy::indexing_slicing, reason = "there are as many streams as kinds")]
        self.streams[kind as usize].lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn number(&self, kind: Kind, range: &std::ops::Range<i64>) -> i64 {
        let width = range.end.abs_diff(range.start);
        // The width is far below 2⁶⁴, so the remainder favours no id that anybody could notice.
        let offset = self.stream(kind).next_u64() % width;
        range.start.saturating_add_unsigned(offset)
    }

    fn id<T: TryFrom<i64, Error = IdOutOfRange>>(
        &self,
        kind: Kind,
        range: &std::ops::Range<i64>,
    ) -> T {
        loop {
            // Both ranges lie within what ids can be, so the first try succeeds.
            if let Ok(id) = T::try_from(self.number(kind, range)) {
                return id;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_ids_kind_by_kind() {
        let (a, b) = (Ids::from_seed(&[1; 32]), Ids::from_seed(&[1; 32]));
        let orders: Vec<_> = (0..5).map(|_| a.order()).collect();
        b.payment();
        assert_eq!(orders, (0..5).map(|_| b.order()).collect::<Vec<_>>());
        assert_ne!(Ids::from_seed(&[2; 32]).order(), orders[0]);
        assert_ne!(a.order().get(), a.service().get());
    }

    #[test]
    fn secrets_are_letters_and_digits_and_differ() {
        let ids = Ids::from_entropy().unwrap();
        let (a, b) = (ids.secret(32), ids.secret(32));
        assert_eq!(a.len(), 32);
        assert!(a.chars().all(|c| c.is_ascii_alphanumeric()));
        assert_ne!(a, b);
        let all: std::collections::BTreeSet<char> = ids.secret(5000).chars().collect();
        assert_eq!(all.len(), 62);
    }

    #[test]
    fn query_ids_are_never_the_same() {
        let ids = Ids::from_seed(&[1; 32]);
        assert_ne!(ids.query(), ids.query());
        assert_ne!(ids.query(), Ids::from_seed(&[2; 32]).query());
    }
}
