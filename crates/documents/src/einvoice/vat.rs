//! The category of a tax: what EN 16931 calls the ground on which a rate applies (UNTDID 5305).

use perennial_core::tax::TaxGround;
use perennial_core::{Tax, TaxRate};

/// A category of VAT, with its rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum VatCategory {
    /// `S`: a rate above nothing.
    Standard(TaxRate),
    /// `Z`: a rate of nothing.
    Zero,
    /// `AE`: the buyer owes the tax.
    ReverseCharge,
    /// `O`: the buyer is outside the Union, and so is the place of supply.
    OutsideScope,
}

impl VatCategory {
    /// The category of a tax of the domain.
    #[must_use]
    pub const fn of(tax: Tax) -> Self {
        match tax.ground {
            TaxGround::ReverseCharge(_) => Self::ReverseCharge,
            TaxGround::Outside(_) => Self::OutsideScope,
            TaxGround::Agreed | TaxGround::Country(_) if tax.rate.basis_points() == 0 => Self::Zero,
            TaxGround::Agreed | TaxGround::Country(_) => Self::Standard(tax.rate),
        }
    }

    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Standard(_) => "S",
            Self::Zero => "Z",
            Self::ReverseCharge => "AE",
            Self::OutsideScope => "O",
        }
    }

    /// Its rate in percent; none outside the scope of VAT.
    #[must_use]
    pub fn percent(self) -> Option<String> {
        match self {
            Self::Standard(rate) => Some(rate.to_string().trim_end_matches([' ', '%']).to_owned()),
            Self::Zero | Self::ReverseCharge => Some("0".to_owned()),
            Self::OutsideScope => None,
        }
    }

    /// BT-121 and BT-120: why there is no tax, as a code of the European Commission's list, and in words of the law.
    #[must_use]
    pub const fn exemption(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Standard(_) | Self::Zero => None,
            Self::ReverseCharge => {
                Some(("VATEX-EU-AE", "Reverse charge (Article 196 of Directive 2006/112/EC)"))
            }
            Self::OutsideScope => Some((
                "VATEX-EU-O",
                "Not subject to VAT (Articles 44 and 59 of Directive 2006/112/EC)",
            )),
        }
    }
}
