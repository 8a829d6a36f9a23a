//! Blocks of addresses, such as `192.0.2.0/24`, from which a credential may be used.

use std::net::IpAddr;

/// A text that is not a block of addresses.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{text}` is not an address block; write an address or a block such as 192.0.2.0/24 or 2001:db8::/32"
)]
pub struct ParseIpBlockError {
    /// The text that was given.
    pub text: String,
}

/// An address with the number of leading bits that count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct IpBlock {
    address: IpAddr,
    prefix: u8,
}

impl IpBlock {
    /// Reads a block in CIDR notation (RFC 4632), or a single address.
    ///
    /// # Errors
    ///
    /// [`ParseIpBlockError`] for any other text.
    pub fn parse(text: &str) -> Result<Self, ParseIpBlockError> {
        let error = || ParseIpBlockError { text: text.to_owned() };
        let (address, prefix) = match text.trim().split_once('/') {
            Some((address, prefix)) => (address, Some(prefix.parse().map_err(|_| error())?)),
            None => (text.trim(), None),
        };
        let address: IpAddr = address.parse().map_err(|_| error())?;
        let bits = if address.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.unwrap_or(bits);
        if prefix <= bits { Ok(Self { address, prefix }) } else { Err(error()) }
    }

    /// Whether an address is in the block. An IPv4 address that arrives wrapped in IPv6 counts as IPv4.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(block), IpAddr::V4(address)) => {
                same_prefix(block.to_bits().into(), address.to_bits().into(), 32, self.prefix)
            }
            (IpAddr::V6(block), IpAddr::V6(address)) => {
                same_prefix(block.to_bits(), address.to_bits(), 128, self.prefix)
            }
            _ => false,
        }
    }
}

fn same_prefix(a: u128, b: u128, bits: u8, prefix: u8) -> bool {
    let ignored = bits.saturating_sub(prefix);
    // Shifting by all 128 bits is undefined for the machine, but means that nothing is left to compare.
    (a ^ b).checked_shr(ignored.into()).unwrap_or(0) == 0
}

impl std::fmt::Display for IpBlock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.address, self.prefix)
    }
}
