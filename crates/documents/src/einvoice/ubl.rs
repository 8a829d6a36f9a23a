//! Universal Business Language 2.1 (ISO/IEC 19845): `Invoice` and `CreditNote`.

use super::xml::Xml;
use super::{EInvoice, InvoiceLine, Kind, TaxSum, Trader, VatCategory};

const AGGREGATES: (&str, &str) =
    ("xmlns:cac", "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2");
const BASICS: (&str, &str) =
    ("xmlns:cbc", "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2");

/// What the two documents call the same.
struct Names {
    root: &'static str,
    space: &'static str,
    type_code: &'static str,
    line: &'static str,
    quantity: &'static str,
}

impl Names {
    const fn of(kind: Kind) -> Self {
        match kind {
            Kind::Invoice => Self {
                root: "Invoice",
                space: "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2",
                type_code: "cbc:InvoiceTypeCode",
                line: "cac:InvoiceLine",
                quantity: "cbc:InvoicedQuantity",
            },
            Kind::CreditNote => Self {
                root: "CreditNote",
                space: "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2",
                type_code: "cbc:CreditNoteTypeCode",
                line: "cac:CreditNoteLine",
                quantity: "cbc:CreditedQuantity",
            },
        }
    }
}

impl EInvoice {
    /// As UBL.
    #[must_use]
    pub fn to_ubl(&self) -> String {
        let names = Names::of(self.kind);
        let mut xml = Xml::begin(names.root, &[("xmlns", names.space), AGGREGATES, BASICS]);
        xml.put("cbc:CustomizationID", "urn:cen.eu:en16931:2017");
        xml.put("cbc:ID", &self.number);
        xml.put("cbc:IssueDate", self.issued_on.to_string());
        xml.put(names.type_code, self.kind.code());
        self.notes.iter().for_each(|note| xml.put("cbc:Note", note));
        xml.put("cbc:DocumentCurrencyCode", self.currency);
        xml.put("cbc:BuyerReference", &self.buyer_reference);
        xml.group("cac:OrderReference", |xml| {
            // The buyer's own number is not known, and the element must be there.
            xml.put("cbc:ID", "NA");
            xml.put("cbc:SalesOrderID", &self.order);
        });
        if let Some(preceding) = &self.preceding {
            xml.group("cac:BillingReference", |xml| {
                xml.group("cac:InvoiceDocumentReference", |xml| xml.put("cbc:ID", preceding));
            });
        }
        xml.group("cac:AccountingSupplierParty", |xml| party(xml, &self.seller));
        xml.group("cac:AccountingCustomerParty", |xml| party(xml, &self.buyer));
        xml.group("cac:PaymentMeans", |xml| {
            let name = [("name", self.payment.name)];
            xml.put_with("cbc:PaymentMeansCode", &name, self.payment.code);
        });
        xml.group("cac:PaymentTerms", |xml| xml.put("cbc:Note", &self.terms));
        xml.group("cac:TaxTotal", |xml| {
            self.amount(xml, "cbc:TaxAmount", &self.sums.tax);
            self.taxes.iter().for_each(|sum| self.tax(xml, sum));
        });
        xml.group("cac:LegalMonetaryTotal", |xml| {
            let sums = &self.sums;
            self.amount(xml, "cbc:LineExtensionAmount", &sums.net);
            self.amount(xml, "cbc:TaxExclusiveAmount", &sums.net);
            self.amount(xml, "cbc:TaxInclusiveAmount", &sums.gross);
            self.amount(xml, "cbc:PrepaidAmount", &sums.paid);
            self.amount(xml, "cbc:PayableAmount", &sums.due);
        });
        self.lines.iter().for_each(|line| self.line(&mut xml, &names, line));
        xml.finish()
    }

    fn amount(&self, xml: &mut Xml, name: &'static str, amount: &str) {
        xml.put_with(name, &[("currencyID", self.currency)], amount);
    }

    fn tax(&self, xml: &mut Xml, sum: &TaxSum) {
        xml.group("cac:TaxSubtotal", |xml| {
            self.amount(xml, "cbc:TaxableAmount", &sum.base);
            self.amount(xml, "cbc:TaxAmount", &sum.tax);
            xml.group("cac:TaxCategory", |xml| {
                category(xml, sum.of, true);
            });
        });
    }

    fn line(&self, xml: &mut Xml, names: &Names, line: &InvoiceLine) {
        xml.group(names.line, |xml| {
            xml.put("cbc:ID", line.number.to_string());
            xml.put_with(names.quantity, &[("unitCode", "C62")], &line.quantity);
            self.amount(xml, "cbc:LineExtensionAmount", &line.net);
            if let Some((from, to)) = line.period {
                xml.group("cac:InvoicePeriod", |xml| {
                    xml.put("cbc:StartDate", from.to_string());
                    xml.put("cbc:EndDate", to.to_string());
                });
            }
            xml.group("cac:Item", |xml| {
                xml.put("cbc:Description", &line.description);
                xml.put("cbc:Name", &line.name);
                xml.group("cac:ClassifiedTaxCategory", |xml| category(xml, line.of, false));
            });
            xml.group("cac:Price", |xml| self.amount(xml, "cbc:PriceAmount", &line.price));
        });
    }
}

/// A category, with why there is no tax where the sum of it stands.
fn category(xml: &mut Xml, of: VatCategory, with_reason: bool) {
    xml.put("cbc:ID", of.code());
    xml.maybe("cbc:Percent", of.percent());
    if let Some((code, reason)) = of.exemption().filter(|_| with_reason) {
        xml.put("cbc:TaxExemptionReasonCode", code);
        xml.put("cbc:TaxExemptionReason", reason);
    }
    xml.group("cac:TaxScheme", |xml| xml.put("cbc:ID", "VAT"));
}

fn party(xml: &mut Xml, party: &Trader) {
    xml.group("cac:Party", |xml| {
        xml.group("cac:PostalAddress", |xml| {
            let mut street = party.street.iter();
            xml.maybe("cbc:StreetName", street.next());
            xml.maybe("cbc:AdditionalStreetName", street.next());
            xml.maybe("cbc:CityName", party.city.as_ref());
            xml.maybe("cbc:PostalZone", party.zip.as_ref());
            for line in street {
                xml.group("cac:AddressLine", |xml| xml.put("cbc:Line", line));
            }
            xml.group("cac:Country", |xml| {
                xml.put("cbc:IdentificationCode", party.country.to_string());
            });
        });
        if let Some(vat) = &party.vat {
            xml.group("cac:PartyTaxScheme", |xml| {
                xml.put("cbc:CompanyID", vat);
                xml.group("cac:TaxScheme", |xml| xml.put("cbc:ID", "VAT"));
            });
        }
        xml.group("cac:PartyLegalEntity", |xml| {
            xml.put("cbc:RegistrationName", &party.name);
            xml.maybe("cbc:CompanyID", party.register.as_ref());
        });
        if party.person.is_some() || party.phone.is_some() || party.email.is_some() {
            xml.group("cac:Contact", |xml| {
                xml.maybe("cbc:Name", party.person.as_ref());
                xml.maybe("cbc:Telephone", party.phone.as_ref());
                xml.maybe("cbc:ElectronicMail", party.email.as_ref());
            });
        }
    });
}
