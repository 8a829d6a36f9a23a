//! The vault: secrets under seal, and found without being known.
//!
//! From one master key come a key for sealing (XChaCha20-Poly1305), one for finding (a keyed hash, so that a
//! stolen database tells nobody which consumer keys are in it), one for the passwords of documents, one for the secrets of
//! OAuth2 clients, one for what browsers hold, and one for the token with which the clock of a sandbox is moved. The master
//! key is never stored; a check value tells whether a database was made with it.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use perennial_core::{AccountId, ClientId, OrderId, PaperExportId, PaymentMethodId};

use crate::ids::Ids;

/// Length of the nonce that stands before a sealed text.
const NONCE: usize = 24;

/// The digits of passwords: base 32.
const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
/// The bits of a digit.
const DIGIT: u8 = 31;
/// Digits of a password that prove that we made it: 80 bits.
const PROOF_DIGITS: usize = 16;
/// Digits of a password that say whose it is: 55 bits, where ids have 53.
const OWNER_DIGITS: usize = 11;

/// The key from which all others are made: 256 bits.
#[derive(Clone)]
pub struct MasterKey(Zeroizing<[u8; 32]>);

/// A text that is not a master key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the key is not usable: it must be 64 hexadecimal digits")]
pub struct InvalidKey;

/// What was sealed cannot be opened: it was altered, or sealed with another key or for another purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "a stored secret cannot be opened: it was altered, or the key is not the one it was sealed with"
)]
pub struct BrokenSeal;

impl MasterKey {
    /// A new key.
    #[must_use]
    pub fn generate(ids: &Ids) -> Self {
        Self(Zeroizing::new(ids.bytes()))
    }

    /// Reads 64 hexadecimal digits.
    ///
    /// # Errors
    ///
    /// [`InvalidKey`] for any other text.
    pub fn parse(text: &str) -> Result<Self, InvalidKey> {
        let (pairs, rest) = text.trim().as_bytes().as_chunks::<2>();
        if pairs.len() != 32 || !rest.is_empty() {
            return Err(InvalidKey);
        }
        let mut key = Zeroizing::new([0; 32]);
        for (byte, [high, low]) in key.iter_mut().zip(pairs) {
            let digit = |d: u8| char::from(d).to_digit(16).ok_or(InvalidKey);
            let value = digit(*high)? << 4 | digit(*low)?;
            *byte = u8::try_from(value).map_err(|_| InvalidKey)?;
        }
        Ok(Self(key))
    }

    /// The key as 64 hexadecimal digits, to be kept in a safe place.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        Zeroizing::new(self.0.iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

impl std::fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MasterKey(…)")
    }
}

/// What a secret is for. A secret sealed for one purpose does not open for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The secret of an application.
    ApplicationSecret,
    /// The consumer key of a credential.
    ConsumerKey,
    /// The token in the address of a validation page.
    ValidationToken,
    /// The token of a letter that asks for a confirmation.
    ConfirmationToken,
    /// The secret of an OAuth2 client.
    ClientSecret,
    /// An access token.
    AccessToken,
    /// What the browser of somebody who has signed in holds.
    Session,
    /// What the browser of an operator who has signed in holds.
    OperatorSession,
    /// The secret of a second factor.
    Factor,
    /// What of a request must not be kept, not even as a hash that anybody could try numbers against.
    Content,
}

impl Purpose {
    const fn label(self) -> &'static str {
        match self {
            Self::ApplicationSecret => "application secret",
            Self::ConsumerKey => "consumer key",
            Self::ValidationToken => "validation token",
            Self::ConfirmationToken => "confirmation token",
            Self::ClientSecret => "client secret",
            Self::AccessToken => "access token",
            Self::Session => "session",
            Self::OperatorSession => "operator session",
            Self::Factor => "second factor",
            Self::Content => "content",
        }
    }
}

/// Seals, opens and finds secrets.
pub struct Vault {
    cipher: XChaCha20Poly1305,
    finding: Zeroizing<[u8; 64]>,
    documents: Zeroizing<[u8; 64]>,
    sandbox: Zeroizing<[u8; 64]>,
    clients: Zeroizing<[u8; 64]>,
    web: Zeroizing<[u8; 64]>,
}

impl Vault {
    /// The vault of a master key.
    #[must_use]
    pub fn new(master: &MasterKey) -> Self {
        Self {
            cipher: XChaCha20Poly1305::new((&*derive::<32>(master, "perennial: sealing")).into()),
            finding: derive(master, "perennial: finding"),
            documents: derive(master, "perennial: documents"),
            sandbox: derive(master, "perennial: sandbox"),
            clients: derive(master, "perennial: clients"),
            web: derive(master, "perennial: web"),
        }
    }

    /// Seals a secret. Each time gives other bytes.
    #[must_use]
    pub fn seal(&self, purpose: Purpose, secret: &str, ids: &Ids) -> Vec<u8> {
        let nonce: [u8; NONCE] = ids.bytes();
        let payload = Payload { msg: secret.as_bytes(), aad: purpose.label().as_bytes() };
        // Only a text of more than 256 GiB can fail.
        let sealed = self.cipher.encrypt(&XNonce::from(nonce), payload).unwrap_or_default();
        [nonce.as_slice(), &sealed].concat()
    }

    /// Opens what was sealed.
    ///
    /// # Errors
    ///
    /// [`BrokenSeal`] when it was altered, or sealed with another key or for another purpose.
    pub fn open(&self, purpose: Purpose, sealed: &[u8]) -> Result<Zeroizing<String>, BrokenSeal> {
        let (nonce, text) = sealed.split_first_chunk::<NONCE>().ok_or(BrokenSeal)?;
        let payload = Payload { msg: text, aad: purpose.label().as_bytes() };
        let secret = self.cipher.decrypt(&XNonce::from(*nonce), payload).map_err(|_| BrokenSeal)?;
        String::from_utf8(secret).map(Zeroizing::new).map_err(|_| BrokenSeal)
    }

    /// The keyed hash by which a secret is found.
    #[must_use]
    pub fn find(&self, purpose: Purpose, secret: &str) -> [u8; 32] {
        keyed_hash(&self.finding, &[purpose.label().as_bytes(), b"\0", secret.as_bytes()])
    }

    /// Whether a secret has a keyed hash; how much of it is right takes no time to tell.
    #[must_use]
    pub fn has_hash(&self, purpose: Purpose, secret: &str, hash: &[u8; 32]) -> bool {
        self.find(purpose, secret).ct_eq(hash).into()
    }

    /// The secret of an OAuth2 client: 160 bits. It is computed, so that a repeated request is answered with the same one,
    /// and nothing that could be opened is stored.
    #[must_use]
    pub fn client_secret(&self, client: ClientId) -> Zeroizing<String> {
        let hash = keyed_hash(&self.clients, &[b"secret", &client.get().to_be_bytes()]);
        Zeroizing::new(hash.iter().map(|byte| char::from(letter(byte & DIGIT))).collect())
    }

    /// The password that opens the documents of an order without signing in. It is computed, not stored.
    ///
    /// It says whose the order is, to this vault and to nobody else: so nothing is looked up for a guess.
    #[must_use]
    pub fn order_password(&self, account: AccountId, order: OrderId) -> String {
        self.password(b"order", account, order.get())
    }

    /// The account of an order, if this is the password of its documents.
    #[must_use]
    pub fn open_order(&self, order: OrderId, password: &str) -> Option<AccountId> {
        self.owner(b"order", order.get(), password)
    }

    /// The token that opens the file of an export. Like the password of an order, it is computed, and says whose it is.
    #[must_use]
    pub fn export_token(&self, account: AccountId, export: PaperExportId) -> String {
        self.password(b"export", account, export.get())
    }

    /// The account of an export, if this is the token of its file.
    #[must_use]
    pub fn open_export(&self, export: PaperExportId, token: &str) -> Option<AccountId> {
        self.owner(b"export", export.get(), token)
    }

    /// The token that opens the page on which a payment method is registered. Like the password of an order, it is
    /// computed, and says whose the method is.
    #[must_use]
    pub fn method_token(&self, account: AccountId, method: PaymentMethodId) -> String {
        self.password(b"method", account, method.get())
    }

    /// The account of a payment method, if this is the token of its page.
    #[must_use]
    pub fn open_method(&self, method: PaymentMethodId, token: &str) -> Option<AccountId> {
        self.owner(b"method", method.get(), token)
    }

    /// The token that a form of that page is sent with: another one for each step, so that no form is sent twice.
    #[must_use]
    pub fn form_token(&self, account: AccountId, method: PaymentMethodId, step: &str) -> String {
        let ids = [account.get().to_be_bytes(), method.get().to_be_bytes()].concat();
        let hash = keyed_hash(&self.documents, &[b"form", &ids, step.as_bytes()]);
        hash.iter().take(PROOF_DIGITS).map(|byte| char::from(letter(byte & DIGIT))).collect()
    }

    /// Whether a form was sent with the token of a step.
    #[must_use]
    pub fn is_form_token(
        &self,
        account: AccountId,
        method: PaymentMethodId,
        step: &str,
        token: &str,
    ) -> bool {
        self.form_token(account, method, step).as_bytes().ct_eq(token.as_bytes()).into()
    }

    /// The code that the holder of a payment method is sent, as a bank would send it: six digits.
    #[must_use]
    pub fn method_code(&self, account: AccountId, method: PaymentMethodId) -> String {
        let ids = [account.get().to_be_bytes(), method.get().to_be_bytes()].concat();
        let hash = keyed_hash(&self.documents, &[b"code", &ids]);
        let number = hash.first_chunk::<8>().map_or(0, |bytes| u64::from_be_bytes(*bytes));
        // A million is so far below 2⁶⁴ that no code is likelier than another in a way that anybody could notice.
        format!("{:06}", number % 1_000_000)
    }

    /// Whether a text is that code.
    #[must_use]
    pub fn is_method_code(&self, account: AccountId, method: PaymentMethodId, text: &str) -> bool {
        self.method_code(account, method).as_bytes().ct_eq(text.trim().as_bytes()).into()
    }

    /// A password for something of an account: a proof that it is ours, and the account, covered.
    fn password(&self, what: &[u8], account: AccountId, id: i64) -> String {
        let ids = [account.get().to_be_bytes(), id.to_be_bytes()].concat();
        let hash = keyed_hash(&self.documents, &[what, &ids]);
        let proof: Vec<u8> = hash.iter().take(PROOF_DIGITS).map(|byte| byte & DIGIT).collect();
        let owner = digits_of(account).into_iter().zip(self.cover(&proof, id));
        let owner = owner.map(|(digit, cover)| digit ^ cover);
        proof.iter().copied().chain(owner).map(|digit| char::from(letter(digit))).collect()
    }

    /// The account in a password, if it is the one for this.
    fn owner(&self, what: &[u8], id: i64, password: &str) -> Option<AccountId> {
        let digit = |byte: u8| {
            let found = ALPHABET.iter().position(|letter| *letter == byte)?;
            u8::try_from(found).ok()
        };
        let digits: Option<Vec<u8>> = password.bytes().map(digit).collect();
        let digits = digits.filter(|digits| digits.len() == PROOF_DIGITS + OWNER_DIGITS)?;
        let (proof, owner) = digits.split_at_checked(PROOF_DIGITS)?;
        let owner = owner.iter().zip(self.cover(proof, id));
        let account = owner.fold(0, |all: i64, (digit, cover)| all << 5 | i64::from(digit ^ cover));
        let account = AccountId::try_new(account).ok()?;
        let expected = self.password(what, account, id);
        bool::from(expected.as_bytes().ct_eq(password.as_bytes())).then_some(account)
    }

    /// What the account in a password is covered with: other digits for every password.
    fn cover(&self, proof: &[u8], id: i64) -> impl Iterator<Item = u8> + use<> {
        let hash = keyed_hash(&self.documents, &[b"owner", proof, &id.to_be_bytes()]);
        hash.into_iter().take(OWNER_DIGITS).map(|byte| byte & DIGIT)
    }

    /// The token with which whoever serves a sandbox moves its clock over HTTP. It is computed, not stored.
    #[must_use]
    pub fn sandbox_token(&self) -> Zeroizing<String> {
        let hash = keyed_hash(&self.sandbox, &[b"token"]);
        Zeroizing::new(hash.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// Whether a text is the token of the sandbox.
    #[must_use]
    pub fn is_sandbox_token(&self, text: &str) -> bool {
        self.sandbox_token().as_bytes().ct_eq(text.as_bytes()).into()
    }

    /// What the browser of somebody who has signed in holds: the token of the session, and a proof that it is ours.
    #[must_use]
    pub fn sign_session(&self, purpose: Purpose, token: &str) -> Zeroizing<String> {
        let label = purpose.label().as_bytes();
        Zeroizing::new(format!("{token}.{}", self.page_token(&[label, token.as_bytes()])))
    }

    /// The token of a session, if a browser holds what we gave it: so nothing is looked up for a guess.
    #[must_use]
    pub fn open_session<'c>(&self, purpose: Purpose, cookie: &'c str) -> Option<&'c str> {
        let (token, proof) = cookie.split_once('.')?;
        let label = purpose.label().as_bytes();
        self.is_page_token(&[label, token.as_bytes()], proof).then_some(token)
    }

    /// The token that a form of a page is sent with: computed from what it is good for.
    #[must_use]
    pub fn page_token(&self, parts: &[&[u8]]) -> String {
        let lengths: Vec<[u8; 8]> =
            parts.iter().map(|part| (part.len() as u64).to_be_bytes()).collect();
        let parts: Vec<&[u8]> = lengths
            .iter()
            .map(<[u8; 8]>::as_slice)
            .zip(parts.iter().copied())
            .flat_map(|(length, part)| [length, part])
            .collect();
        let hash = keyed_hash(&self.web, &parts);
        hash.iter().map(|byte| char::from(letter(byte & DIGIT))).collect()
    }

    /// Whether a form was sent with that token.
    #[must_use]
    pub fn is_page_token(&self, parts: &[&[u8]], token: &str) -> bool {
        self.page_token(parts).as_bytes().ct_eq(token.as_bytes()).into()
    }

    /// A value that tells whether another vault has the same master key, and nothing else.
    #[must_use]
    pub fn check_value(&self) -> [u8; 32] {
        keyed_hash(&self.finding, &[b"perennial: check"])
    }

    /// Whether a check value is that of this vault's master key.
    #[must_use]
    pub fn has_check_value(&self, value: &[u8]) -> bool {
        self.check_value().ct_eq(value).into()
    }
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault(…)")
    }
}

/// The key for one purpose (HKDF, RFC 5869).
fn derive<const N: usize>(master: &MasterKey, label: &str) -> Zeroizing<[u8; N]> {
    let mut key = Zeroizing::new([0; N]);
    let expanded =
        Hkdf::<Sha256>::new(None, master.0.as_slice()).expand(label.as_bytes(), key.as_mut_slice());
    debug_assert!(expanded.is_ok(), "only more than 8160 bytes can be refused");
    key
}

/// The letter of a digit of a password.
fn letter(digit: u8) -> u8 {
    ALPHABET.get(usize::from(digit)).copied().unwrap_or(b'a')
}

/// An account's id in base 32, first digit first.
fn digits_of(account: AccountId) -> [u8; OWNER_DIGITS] {
    let mut id = account.get();
    let mut digits = [0; OWNER_DIGITS];
    for digit in digits.iter_mut().rev() {
        *digit = u8::try_from(id & i64::from(DIGIT)).unwrap_or(0);
        id >>= 5;
    }
    digits
}

fn keyed_hash(key: &[u8; 64], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new(key.into());
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault(byte: u8) -> Vault {
        Vault::new(&MasterKey(Zeroizing::new([byte; 32])))
    }

    #[test]
    fn what_is_sealed_opens_only_as_it_was_sealed() {
        let (vault_1, ids) = (vault(1), Ids::from_seed(&[1; 32]));
        let sealed = vault_1.seal(Purpose::ConsumerKey, "top secret", &ids);
        assert_ne!(sealed, vault_1.seal(Purpose::ConsumerKey, "top secret", &ids));
        assert!(!sealed.windows(3).any(|bytes| bytes == b"top"));
        assert_eq!(vault_1.open(Purpose::ConsumerKey, &sealed).unwrap().as_str(), "top secret");
        assert_eq!(vault_1.open(Purpose::ApplicationSecret, &sealed), Err(BrokenSeal));
        assert_eq!(vault(2).open(Purpose::ConsumerKey, &sealed), Err(BrokenSeal));
        for position in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[position] ^= 1;
            assert_eq!(vault_1.open(Purpose::ConsumerKey, &altered), Err(BrokenSeal));
        }
        assert_eq!(vault_1.open(Purpose::ConsumerKey, &sealed[..20]), Err(BrokenSeal));
    }

    #[test]
    fn hashes_depend_on_key_purpose_and_secret() {
        let of = |byte, purpose, secret| vault(byte).find(purpose, secret);
        let hash = of(1, Purpose::ConsumerKey, "x");
        assert_eq!(hash, of(1, Purpose::ConsumerKey, "x"));
        assert_ne!(hash, of(2, Purpose::ConsumerKey, "x"));
        assert_ne!(hash, of(1, Purpose::ValidationToken, "x"));
        assert_ne!(hash, of(1, Purpose::ConsumerKey, "y"));
        assert!(vault(1).has_hash(Purpose::ConsumerKey, "x", &hash));
        assert!(!vault(1).has_hash(Purpose::ConfirmationToken, "x", &hash));
        assert!(!vault(1).has_hash(Purpose::ConsumerKey, "", &hash));
    }

    #[test]
    fn a_key_is_read_as_it_is_written() {
        let key = MasterKey::generate(&Ids::from_seed(&[1; 32]));
        let text = key.to_text();
        assert_eq!(text.len(), 64);
        let again = MasterKey::parse(&format!("{}\n", text.as_str())).unwrap();
        assert!(Vault::new(&key).has_check_value(&Vault::new(&again).check_value()));
        assert!(!Vault::new(&key).has_check_value(&vault(1).check_value()));
        for bad in ["", "00", &"g".repeat(64), &"0".repeat(65), &"é".repeat(32)] {
            assert!(MasterKey::parse(bad).is_err(), "{bad:?}");
        }
        assert_eq!(format!("{key:?}"), "MasterKey(…)");
    }

    #[test]
    fn the_token_of_a_sandbox_is_that_of_its_key() {
        let token = vault(1).sandbox_token();
        assert_eq!(token.len(), 64);
        assert!(vault(1).is_sandbox_token(&token));
        assert!(!vault(2).is_sandbox_token(&token));
        let shorter: String = token.chars().skip(1).collect();
        for other in ["", "0", &shorter, &token.to_uppercase(), &format!("{}0", token.as_str())] {
            assert!(!vault(1).is_sandbox_token(other));
        }
        // What is derived for one purpose is of no use for another.
        let check: String =
            vault(1).check_value().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_ne!(token.as_str(), check);
    }

    #[test]
    fn the_password_of_an_order_is_its_own() {
        let account = |id| AccountId::try_new(id).unwrap();
        let order = |id| OrderId::try_new(id).unwrap();
        let password = vault(1).order_password(account(1), order(2));
        assert_eq!(password.len(), 27);
        assert_eq!(password, vault(1).order_password(account(1), order(2)));
        let others = [
            vault(1).order_password(account(1), order(3)),
            vault(1).order_password(account(2), order(2)),
            vault(2).order_password(account(1), order(2)),
        ];
        assert!(!others.contains(&password));
    }

    #[test]
    fn tokens_of_payment_methods_are_their_own() {
        let account = AccountId::try_new(1 << 40).unwrap();
        let method = |id| PaymentMethodId::try_new(id).unwrap();
        let token = vault(1).method_token(account, method(2));
        assert_eq!(vault(1).open_method(method(2), &token), Some(account));
        assert_eq!(vault(1).open_method(method(3), &token), None);
        assert_eq!(vault(2).open_method(method(2), &token), None);
        let order = OrderId::try_new(2).unwrap();
        assert_eq!(vault(1).open_order(order, &token), None, "it opens nothing else");
        let form = vault(1).form_token(account, method(2), "code 1");
        assert!(vault(1).is_form_token(account, method(2), "code 1", &form));
        assert!(!vault(1).is_form_token(account, method(2), "code 2", &form));
        let code = vault(1).method_code(account, method(2));
        assert!(code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()));
        assert!(vault(1).is_method_code(account, method(2), &format!(" {code} ")));
        assert!(!vault(1).is_method_code(account, method(2), ""));
        let others: std::collections::BTreeSet<_> =
            (1..100).map(|id| vault(1).method_code(account, method(id))).collect();
        assert!(others.len() > 95, "codes differ");
    }

    #[test]
    fn the_password_of_an_order_opens_it_and_nothing_else() {
        let order = |id| OrderId::try_new(id).unwrap();
        for id in [1, 31, 32, 1 << 40, (1 << 53) - 1] {
            let account = AccountId::try_new(id).unwrap();
            let password = vault(1).order_password(account, order(2));
            assert_eq!(vault(1).open_order(order(2), &password), Some(account));
            assert_eq!(vault(1).open_order(order(3), &password), None);
            assert_eq!(vault(2).open_order(order(2), &password), None);
            for at in 0..password.len() {
                let mut other = password.clone().into_bytes();
                other[at] = if other[at] == b'a' { b'b' } else { b'a' };
                let other = String::from_utf8(other).unwrap();
                assert_eq!(vault(1).open_order(order(2), &other), None, "{other}");
            }
        }
        for text in ["", "a", "aaaaaaaaaaaaaaaaaaaaaaaaaaa", "ÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄ"]
        {
            assert_eq!(vault(1).open_order(order(2), text), None, "{text}");
            assert_eq!(vault(1).open_order(order(2), &text.to_uppercase()), None, "{text}");
        }
    }
}
