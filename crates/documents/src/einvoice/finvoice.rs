//! Finvoice 3.0, the e-invoice of Finland.
//!
//! Decimals have a comma, credit notes are below nothing, and texts have bounds: what is longer is cut. There is always an
//! account to pay to, though nothing is to be paid.

use jiff::civil::Date;

use super::xml::Xml;
use super::{Account, EInvoice, EInvoiceRefusal, InvoiceLine, Kind, TaxSum, Trader, compact};

const FORMAT: [(&str, &str); 1] = [("Format", "CCYYMMDD")];
/// The most decimals of a price.
const PRICE_DECIMALS_MAX: usize = 5;

/// What the two parties' elements are called.
struct Names {
    party: &'static str,
    identifier: &'static str,
    organisation: &'static str,
    tax_code: &'static str,
    address: &'static str,
    street: &'static str,
    town: &'static str,
    zip: &'static str,
}

const SELLER: Names = Names {
    party: "SellerPartyDetails",
    identifier: "SellerPartyIdentifier",
    organisation: "SellerOrganisationName",
    tax_code: "SellerOrganisationTaxCode",
    address: "SellerPostalAddressDetails",
    street: "SellerStreetName",
    town: "SellerTownName",
    zip: "SellerPostCodeIdentifier",
};
const BUYER: Names = Names {
    party: "BuyerPartyDetails",
    identifier: "BuyerPartyIdentifier",
    organisation: "BuyerOrganisationName",
    tax_code: "BuyerOrganisationTaxCode",
    address: "BuyerPostalAddressDetails",
    street: "BuyerStreetName",
    town: "BuyerTownName",
    zip: "BuyerPostCodeIdentifier",
};

impl EInvoice {
    /// As Finvoice.
    ///
    /// # Errors
    ///
    /// [`EInvoiceRefusal::NoAccount`] where there is no account to pay to.
    pub fn to_finvoice(&self) -> Result<String, EInvoiceRefusal> {
        let account = self.account.as_ref().ok_or(EInvoiceRefusal::NoAccount)?;
        let mut xml = Xml::begin("Finvoice", &[("Version", "3.0")]);
        party(&mut xml, &SELLER, &self.seller);
        communication(&mut xml, &self.seller);
        if let Some(bic) = &account.bic {
            xml.group("SellerInformationDetails", |xml| {
                xml.group("SellerAccountDetails", |xml| {
                    xml.put_with("SellerAccountID", &scheme("IBAN"), &account.iban);
                    xml.put_with("SellerBic", &scheme("BIC"), bic);
                });
            });
        }
        party(&mut xml, &BUYER, &self.buyer);
        xml.maybe("BuyerContactPersonName", self.buyer.person.as_deref().and_then(|p| cut(p, 70)));
        xml.group("InvoiceDetails", |xml| self.details(xml));
        xml.group("PaymentStatusDetails", |xml| {
            let is_paid = self.sums.due.chars().all(|c| matches!(c, '0' | '.'));
            xml.put("PaymentStatusCode", if is_paid { "PAID" } else { "NOTPAID" });
        });
        self.lines.iter().for_each(|line| self.row(&mut xml, line));
        xml.group("EpiDetails", |xml| self.epi(xml, account));
        Ok(xml.finish())
    }

    fn details(&self, xml: &mut Xml) {
        let (code, text) = match self.kind {
            Kind::Invoice => ("INV01", "INVOICE"),
            Kind::CreditNote => ("INV02", "CREDIT NOTE"),
        };
        xml.put("InvoiceTypeCode", code);
        xml.put("InvoiceTypeCodeUN", self.kind.code());
        xml.put("InvoiceTypeText", text);
        xml.put("OriginCode", "Original");
        xml.put("InvoiceNumber", &self.number);
        date(xml, "InvoiceDate", self.issued_on);
        xml.maybe("OriginalInvoiceNumber", self.preceding.as_ref());
        xml.put("SellersBuyerIdentifier", &self.buyer_reference);
        xml.put("OrderIdentifier", &self.order);
        self.put_amount(xml, "RowsTotalVatExcludedAmount", &self.sums.net);
        self.put_amount(xml, "InvoiceTotalVatExcludedAmount", &self.sums.net);
        self.put_amount(xml, "InvoiceTotalVatAmount", &self.sums.tax);
        self.put_amount(xml, "InvoiceTotalVatIncludedAmount", &self.sums.gross);
        self.put_amount(xml, "InvoicePaidAmount", &self.sums.paid);
        self.taxes.iter().for_each(|sum| self.put_tax(xml, sum));
        for note in &self.notes {
            xml.maybe("InvoiceFreeText", cut(note, 512));
        }
        xml.group("PaymentTermsDetails", |xml| {
            xml.maybe("PaymentTermsFreeText", cut(&self.terms, 70));
        });
    }

    fn put_tax(&self, xml: &mut Xml, sum: &TaxSum) {
        xml.group("VatSpecificationDetails", |xml| {
            self.put_amount(xml, "VatBaseAmount", &sum.base);
            xml.maybe("VatRatePercent", sum.of.percent().map(|percent| comma(&percent)));
            xml.put("VatCode", sum.of.code());
            self.put_amount(xml, "VatRateAmount", &sum.tax);
            let reason = sum.of.exemption().and_then(|(_, reason)| cut(reason, 70));
            xml.maybe("VatFreeText", reason);
        });
    }

    fn row(&self, xml: &mut Xml, line: &InvoiceLine) {
        xml.group("InvoiceRow", |xml| {
            xml.maybe("ArticleName", cut(&line.name, 100));
            xml.maybe("ArticleDescription", cut(&line.description, 512));
            let unit = [("QuantityUnitCode", "pcs"), ("QuantityUnitCodeUN", "C62")];
            xml.put_with("InvoicedQuantity", &unit, self.signed(&line.quantity));
            if let Some((from, to)) = line.period {
                date(xml, "StartDate", from);
                date(xml, "EndDate", to);
            }
            let decimals = line.price.split_once('.').map_or(0, |(_, decimals)| decimals.len());
            if decimals <= PRICE_DECIMALS_MAX {
                let unit = [
                    ("AmountCurrencyIdentifier", self.currency),
                    ("UnitPriceUnitCode", "pcs"),
                    ("QuantityUnitCodeUN", "C62"),
                ];
                xml.put_with("UnitPriceAmount", &unit, comma(&line.price));
            }
            xml.put("RowPositionIdentifier", line.number.to_string());
            xml.maybe("RowVatRatePercent", line.of.percent().map(|percent| comma(&percent)));
            xml.put("RowVatCode", line.of.code());
            self.put_amount(xml, "RowVatExcludedAmount", &line.net);
        });
    }

    fn epi(&self, xml: &mut Xml, account: &Account) {
        xml.group("EpiIdentificationDetails", |xml| {
            date(xml, "EpiDate", self.issued_on);
            xml.put("EpiReference", &self.number);
        });
        xml.group("EpiPartyDetails", |xml| {
            xml.group("EpiBfiPartyDetails", |xml| {
                if let Some(bic) = &account.bic {
                    xml.put_with("EpiBfiIdentifier", &scheme("BIC"), bic);
                }
            });
            xml.group("EpiBeneficiaryPartyDetails", |xml| {
                xml.maybe("EpiNameAddressDetails", cut(&self.seller.name, 35));
                xml.put_with("EpiAccountID", &scheme("IBAN"), &account.iban);
            });
        });
        xml.group("EpiPaymentInstructionDetails", |xml| {
            self.put_amount(xml, "EpiInstructedAmount", &self.sums.due);
            xml.put_with("EpiCharge", &[("ChargeOption", "SHA")], "SHA");
            date(xml, "EpiDateOptionDate", self.issued_on);
        });
    }

    fn put_amount(&self, xml: &mut Xml, name: &'static str, amount: &str) {
        let currency = [("AmountCurrencyIdentifier", self.currency)];
        xml.put_with(name, &currency, self.signed(amount));
    }

    /// What a credit note gives back is below nothing.
    fn signed(&self, amount: &str) -> String {
        let is_zero = amount.chars().all(|c| matches!(c, '0' | '.'));
        let sign = if self.kind == Kind::CreditNote && !is_zero { "-" } else { "" };
        format!("{sign}{}", comma(amount))
    }
}

fn comma(decimal: &str) -> String {
    decimal.replace('.', ",")
}

const fn scheme(name: &'static str) -> [(&'static str, &'static str); 1] {
    [("IdentificationSchemeName", name)]
}

fn date(xml: &mut Xml, name: &'static str, date: Date) {
    xml.put_with(name, &FORMAT, compact(date));
}

/// A text of so many characters at most; none where only one is left, which most elements do not allow.
fn cut(text: &str, characters: usize) -> Option<String> {
    let cut: String = text.chars().take(characters).collect();
    let cut = cut.trim().to_owned();
    (cut.chars().count() > 1).then_some(cut)
}

fn party(xml: &mut Xml, names: &Names, party: &Trader) {
    xml.group(names.party, |xml| {
        xml.maybe(names.identifier, party.register.as_deref().and_then(|number| cut(number, 35)));
        let name = cut(&party.name, 70).unwrap_or_else(|| format!("{} ", party.name));
        xml.put(names.organisation, name);
        xml.maybe(names.tax_code, party.vat.as_deref().and_then(|number| cut(number, 35)));
        xml.group(names.address, |xml| {
            for line in &party.street {
                xml.maybe(names.street, cut(line, 35));
            }
            xml.maybe(names.town, party.city.as_deref().and_then(|city| cut(city, 35)));
            xml.maybe(names.zip, party.zip.as_deref().and_then(|zip| cut(zip, 35)));
            xml.put("CountryCode", party.country.to_string());
        });
    });
}

fn communication(xml: &mut Xml, seller: &Trader) {
    if seller.phone.is_none() && seller.email.is_none() {
        return;
    }
    xml.group("SellerCommunicationDetails", |xml| {
        xml.maybe("SellerPhoneNumberIdentifier", seller.phone.as_deref().and_then(|p| cut(p, 35)));
        let email = seller.email.as_deref().and_then(|email| cut(email, 70));
        xml.maybe("SellerEmailaddressIdentifier", email);
    });
}
