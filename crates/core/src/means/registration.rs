//! How a payment method comes to be usable: registered, described by its holder, confirmed with a code.
//!
//! ```text
//! register -> details wanted -> code wanted -> valid
//!                    |               |
//!                    +---------------+-> canceled | rejected | failed (its time was over)
//! ```
//!
//! The details are a card number, an IBAN or an e-mail address, of which little is kept. The code is what a bank sends to
//! the holder (3-D Secure, the text of a first debit): who knows it holds the method. It is made and compared outside.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::bank::BankAccount;
use super::card::Card;
use super::refusal::MethodRefusal;
use super::{MethodKind, MethodStatus, PaymentMethod};
use crate::email;
use crate::id::{PaymentMeanId, PaymentMethodId};
use crate::limits::METHODS_MAX;
use crate::money::Currency;
use crate::text::Name;
use crate::web::WebAddress;

/// How long a registration can be finished.
pub const REGISTRATION_VALIDITY: SignedDuration = SignedDuration::from_hours(24);

/// How often a code may be wrong before the registration is rejected.
pub const WRONG_CODES_MAX: u8 = 3;

/// A registration that is under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// The method that is to be usable.
    pub method: PaymentMethodId,
    /// What is wanted next.
    pub wants: Wanted,
    /// Whether the method is to be the default.
    pub makes_default: bool,
    /// How often a wrong code was given.
    pub wrong_codes: u8,
    /// Until when it can be finished.
    pub expires_at: Timestamp,
    /// Where the holder goes afterwards.
    pub returns: Returns,
}

impl Registration {
    /// How many wrong codes may still be given.
    #[must_use]
    pub const fn codes_left(&self) -> u8 {
        WRONG_CODES_MAX.saturating_sub(self.wrong_codes)
    }
}

/// What a registration wants next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wanted {
    /// Number, account or address of the method.
    Details,
    /// The code that its holder was sent.
    Code,
}

impl Wanted {
    /// The code under which it is stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Details => "details",
            Self::Code => "code",
        }
    }

    /// What is stored under a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Details, Self::Code].into_iter().find(|wanted| wanted.code() == code)
    }
}

/// Where the holder's browser goes, by what became of the registration.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Returns {
    /// The method is valid.
    pub success: Option<WebAddress>,
    /// The holder will enter the code later.
    pub pending: Option<WebAddress>,
    /// It was rejected.
    pub failure: Option<WebAddress>,
    /// It was over before.
    pub error: Option<WebAddress>,
    /// The holder gave it up.
    pub cancel: Option<WebAddress>,
}

impl Returns {
    /// The same place, whatever becomes of it.
    #[must_use]
    pub fn always(address: Option<WebAddress>) -> Self {
        Self {
            success: address.clone(),
            pending: address.clone(),
            failure: address.clone(),
            error: address.clone(),
            cancel: address,
        }
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &WebAddress> {
        let all = [&self.success, &self.pending, &self.failure, &self.error, &self.cancel];
        all.into_iter().flatten()
    }
}

/// What a holder tells of a method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Instrument {
    /// A card.
    Card(Card),
    /// A bank account.
    BankAccount(BankAccount),
    /// An e-mail address at PayPal.
    Paypal(Name),
}

impl Instrument {
    /// Reads what belongs to a kind out of the fields of a form: `number` and `expiration` of a card, `iban`, `bic`,
    /// `ownerName` and `ownerAddress` of a bank account, `email` at PayPal. A field that is not there is empty.
    ///
    /// # Errors
    ///
    /// [`MethodRefusal`] for the first field that is wrong.
    pub fn parse<'a>(
        kind: MethodKind,
        field: impl Fn(&str) -> &'a str,
        today: Date,
    ) -> Result<Self, MethodRefusal> {
        match kind {
            MethodKind::CreditCard => {
                Ok(Self::Card(Card::parse(field("number"), field("expiration"), today)?))
            }
            MethodKind::BankAccount => {
                let (name, address) = (field("ownerName"), field("ownerAddress"));
                let account = BankAccount::parse(field("iban"), field("bic"), name, address)?;
                Ok(Self::BankAccount(account))
            }
            MethodKind::Paypal => {
                let text = field("email");
                let address = email::parse(text);
                let no_email = || MethodRefusal::NoEmail { text: text.to_owned() };
                address.map(Self::Paypal).ok_or_else(no_email)
            }
            MethodKind::DeferredPaymentAccount => {
                Err(MethodRefusal::NotRegistrable { kind, allowed: registrable(Currency::Eur) })
            }
        }
    }

    const fn kind(&self) -> MethodKind {
        match self {
            Self::Card(_) => MethodKind::CreditCard,
            Self::BankAccount(_) => MethodKind::BankAccount,
            Self::Paypal(_) => MethodKind::Paypal,
        }
    }
}

/// A method that is to be registered.
#[derive(Debug, Clone)]
pub struct Request {
    /// What it is.
    pub kind: MethodKind,
    /// The holder's own note.
    pub description: Option<Name>,
    /// Whether it is to be the default.
    pub makes_default: bool,
    /// Where the holder goes afterwards.
    pub returns: Returns,
    /// What it is in detail, if that is told at once.
    pub instrument: Option<Instrument>,
}

/// A method and its registration, which is over where there is none.
pub type Registered = (PaymentMethod, Option<Registration>);

/// The kinds that a customer billed in a currency can register: direct debit is in euros.
#[must_use]
pub fn registrable(currency: Currency) -> Vec<MethodKind> {
    let kinds = [MethodKind::CreditCard, MethodKind::Paypal, MethodKind::BankAccount];
    let works = |kind: &MethodKind| *kind != MethodKind::BankAccount || currency == Currency::Eur;
    kinds.into_iter().filter(works).collect()
}

/// Begins a registration. The method has both ids from now on, and cannot be charged yet.
///
/// # Errors
///
/// [`MethodRefusal`] when such a method cannot be registered here, or the account has too many.
pub fn begin(
    request: Request,
    ids: (PaymentMethodId, PaymentMeanId),
    held: &[PaymentMethod],
    currency: Currency,
    at: (Timestamp, Timestamp),
) -> Result<(PaymentMethod, Registration), MethodRefusal> {
    let allowed = registrable(currency);
    if !allowed.contains(&request.kind) {
        return Err(MethodRefusal::NotRegistrable { kind: request.kind, allowed });
    }
    let count = held.iter().filter(|method| !method.status.is_over()).count();
    if count >= METHODS_MAX {
        return Err(MethodRefusal::TooMany { count });
    }
    let (now, wall) = at;
    let method = PaymentMethod {
        id: ids.0,
        mean_id: ids.1,
        kind: request.kind,
        status: MethodStatus::Validating,
        is_default: false,
        label: None,
        description: request.description,
        created_at: now,
        expires_on: None,
        refused_at: None,
        brand: None,
        bank: None,
        updated_at: now,
    };
    let registration = Registration {
        method: ids.0,
        wants: Wanted::Details,
        makes_default: request.makes_default,
        wrong_codes: 0,
        expires_at: wall.checked_add(REGISTRATION_VALIDITY).unwrap_or(wall),
        returns: request.returns,
    };
    match request.instrument {
        Some(instrument) => describe(method, registration, instrument, now),
        None => Ok((method, registration)),
    }
}

/// Takes what the holder tells of the method. A code is wanted next.
///
/// # Errors
///
/// [`MethodRefusal`] when it was told before, or is of another kind.
pub fn describe(
    mut method: PaymentMethod,
    mut registration: Registration,
    instrument: Instrument,
    now: Timestamp,
) -> Result<(PaymentMethod, Registration), MethodRefusal> {
    if registration.wants != Wanted::Details {
        return Err(MethodRefusal::DetailsGiven { method: method.id });
    }
    if instrument.kind() != method.kind {
        return Err(MethodRefusal::OtherKind { method: method.id, kind: method.kind });
    }
    match instrument {
        Instrument::Card(card) => {
            method.label = Name::parse(&card.label()).ok();
            (method.brand, method.expires_on) = (Some(card.brand), Some(card.expires_on));
        }
        Instrument::BankAccount(account) => {
            method.label = Name::parse(&account.masked_iban).ok();
            method.bank = Some(account.details);
        }
        Instrument::Paypal(address) => method.label = Some(address),
    }
    method.updated_at = now;
    registration.wants = Wanted::Code;
    Ok((method, registration))
}

/// Takes a code: the right one makes the method valid, one wrong code too many ends the registration.
///
/// # Errors
///
/// [`MethodRefusal`] when no code is wanted yet.
pub fn enter_code(
    mut method: PaymentMethod,
    mut registration: Registration,
    is_right: bool,
    now: Timestamp,
) -> Result<Registered, MethodRefusal> {
    if registration.wants != Wanted::Code {
        return Err(MethodRefusal::DetailsWanted { method: method.id });
    }
    if is_right {
        (method.status, method.updated_at) = (MethodStatus::Valid, now);
        return Ok((method, None));
    }
    registration.wrong_codes = registration.wrong_codes.saturating_add(1);
    if registration.wrong_codes < WRONG_CODES_MAX {
        return Ok((method, Some(registration)));
    }
    Ok((ended(method, MethodStatus::Rejected, now), None))
}

/// Whether a registration is finished: the holder has confirmed the method, and it ends when it is said to.
///
/// # Errors
///
/// [`MethodRefusal`] when it is not.
pub fn check_finished(
    method: &PaymentMethod,
    ends: Option<Date>,
    today: Date,
) -> Result<(), MethodRefusal> {
    let id = method.id;
    match method.status_on(today) {
        MethodStatus::Valid if ends.is_some() && ends != method.expires_on => {
            Err(MethodRefusal::OtherExpiry { method: id })
        }
        MethodStatus::Valid => Ok(()),
        MethodStatus::Validating => Err(MethodRefusal::NotConfirmed { method: id }),
        status => Err(MethodRefusal::NotUnderWay { method: id, status }),
    }
}

/// The method, given up, rejected, or not finished in time.
#[must_use]
pub fn ended(mut method: PaymentMethod, status: MethodStatus, now: Timestamp) -> PaymentMethod {
    (method.status, method.is_default, method.updated_at) = (status, false, now);
    method
}

/// All methods after one of them has become valid: it is the default if that was asked for, or if there is no default that
/// could be debited.
#[must_use]
pub fn admit(
    held: &[PaymentMethod],
    method: &PaymentMethod,
    makes_default: bool,
) -> Vec<PaymentMethod> {
    let mut held = held.to_vec();
    let is_valid = |one: &PaymentMethod| one.is_default && one.status == MethodStatus::Valid;
    let is_default = makes_default || !held.iter().any(is_valid);
    for one in &mut held {
        if one.id == method.id {
            *one = PaymentMethod { is_default, ..method.clone() };
        } else if is_default {
            one.is_default = false;
        }
    }
    held
}

#[cfg(test)]
mod tests;
