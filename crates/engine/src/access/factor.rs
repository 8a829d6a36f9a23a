//! The second factor: codes of six digits that change every 30 seconds (RFC 6238, as its authenticators compute them: SHA-1).
//!
//! A code is good from one step before its time to one after, once.

use jiff::Timestamp;
use totp_rs::{Builder, Totp};
use zeroize::Zeroizing;

/// How many characters of base 32 a secret has: 160 bits, as RFC 4226 section 4 recommends.
pub(crate) const SECRET_LETTERS: usize = 32;

/// The letters of base 32 (RFC 4648), in which authenticators take a secret.
const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// A secret made of random bytes.
pub(crate) fn secret(bytes: &[u8; SECRET_LETTERS]) -> Zeroizing<String> {
    let letter = |byte: &u8| LETTERS.get(usize::from(byte & 31)).copied().unwrap_or(b'A');
    Zeroizing::new(bytes.iter().map(|byte| char::from(letter(byte))).collect())
}

/// The address that an authenticator reads from a picture: whose secret it is, and for what.
#[must_use]
pub fn address(secret: &str, issuer: &str, nichandle: &str) -> Zeroizing<String> {
    let encoded =
        |text: &str| -> String {
            let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
            text.bytes()
                .map(|byte| {
                    if plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
                })
                .collect()
        };
    let (issuer, nichandle) = (encoded(issuer), encoded(nichandle));
    Zeroizing::new(format!("otpauth://totp/{issuer}:{nichandle}?secret={secret}&issuer={issuer}"))
}

/// The time step of a code, if it is one of a secret at this time.
pub(crate) fn step(secret: &str, code: &str, at: Timestamp) -> Option<i64> {
    let time = u64::try_from(at.as_second()).ok()?;
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.len() != 6 || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    totp(secret)?.check(&digits, time).and_then(|step| i64::try_from(step).ok())
}

fn totp(secret: &str) -> Option<Totp> {
    let mut bits: u64 = 0;
    let mut count = 0;
    let mut bytes = Zeroizing::new(Vec::with_capacity(20));
    for letter in secret.bytes() {
        let digit = LETTERS.iter().position(|one| *one == letter)?;
        bits = bits << 5 | digit as u64;
        count += 5;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).ok()?);
        }
    }
    Builder::new().with_secret(bytes.to_vec()).build().ok()
}

/// The code of a secret at a time, for tests: whoever holds the secret can compute it.
#[must_use]
pub fn code(secret: &str, at: Timestamp) -> Option<String> {
    let time = u64::try_from(at.as_second()).ok()?;
    totp(secret).map(|totp| totp.generate(time).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238 appendix B, `12345678901234567890`, in base 32.
    const OF_THE_RFC: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    #[test]
    fn codes_are_those_of_the_rfc() {
        // The last six of its eight digits.
        for (time, expected) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code(OF_THE_RFC, at(time)).unwrap(), expected);
            assert_eq!(step(OF_THE_RFC, expected, at(time)), Some(time / 30));
        }
    }

    #[test]
    fn a_code_is_good_a_step_earlier_and_later() {
        for (time, expected) in [(29, Some(1)), (30, Some(1)), (89, Some(1)), (90, None)] {
            assert_eq!(step(OF_THE_RFC, "287 082", at(time)), expected, "{time}");
        }
        for wrong in ["", "28708", "2870821", "287083", "２８７０８２", "28708a"] {
            assert_eq!(step(OF_THE_RFC, wrong, at(59)), None, "{wrong}");
        }
        assert_eq!(step("not base 32!", "287082", at(59)), None);
    }

    #[test]
    fn an_address_says_whose_secret_it_is() {
        let address = address("ABC", "Café & Co", "ab1-ovh");
        let expected =
            "otpauth://totp/Caf%C3%A9%20%26%20Co:ab1-ovh?secret=ABC&issuer=Caf%C3%A9%20%26%20Co";
        assert_eq!(*address, expected);
        assert_eq!(secret(&[31; SECRET_LETTERS]).as_str(), "7".repeat(32));
    }
}
