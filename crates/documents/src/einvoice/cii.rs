//! Cross Industry Invoice (UN/CEFACT D22B), in the profile EN 16931 of Factur-X and ZUGFeRD.

use jiff::civil::Date;

use super::xml::Xml;
use super::{EInvoice, InvoiceLine, TaxSum, Trader, VatCategory, compact};

const NAMES: [(&str, &str); 4] = [
    ("xmlns:rsm", "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"),
    (
        "xmlns:ram",
        "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    ),
    ("xmlns:udt", "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"),
    ("xmlns:qdt", "urn:un:unece:uncefact:data:standard:QualifiedDataType:100"),
];

impl EInvoice {
    /// As Cross Industry Invoice.
    #[must_use]
    pub fn to_cii(&self) -> String {
        let mut xml = Xml::begin("rsm:CrossIndustryInvoice", &NAMES);
        xml.group("rsm:ExchangedDocumentContext", |xml| {
            xml.group("ram:GuidelineSpecifiedDocumentContextParameter", |xml| {
                xml.put("ram:ID", "urn:cen.eu:en16931:2017");
            });
        });
        xml.group("rsm:ExchangedDocument", |xml| {
            xml.put("ram:ID", &self.number);
            xml.put("ram:TypeCode", self.kind.code());
            xml.group("ram:IssueDateTime", |xml| date(xml, self.issued_on));
            for note in &self.notes {
                xml.group("ram:IncludedNote", |xml| xml.put("ram:Content", note));
            }
        });
        xml.group("rsm:SupplyChainTradeTransaction", |xml| {
            self.lines.iter().for_each(|one| line(xml, one));
            xml.group("ram:ApplicableHeaderTradeAgreement", |xml| {
                xml.put("ram:BuyerReference", &self.buyer_reference);
                xml.group("ram:SellerTradeParty", |xml| party(xml, &self.seller));
                xml.group("ram:BuyerTradeParty", |xml| party(xml, &self.buyer));
                xml.group("ram:SellerOrderReferencedDocument", |xml| {
                    xml.put("ram:IssuerAssignedID", &self.order);
                });
            });
            xml.group("ram:ApplicableHeaderTradeDelivery", |_| {});
            xml.group("ram:ApplicableHeaderTradeSettlement", |xml| settlement(xml, self));
        });
        xml.finish()
    }
}

fn date(xml: &mut Xml, date: Date) {
    xml.put_with("udt:DateTimeString", &[("format", "102")], compact(date));
}

fn line(xml: &mut Xml, line: &InvoiceLine) {
    xml.group("ram:IncludedSupplyChainTradeLineItem", |xml| {
        xml.group("ram:AssociatedDocumentLineDocument", |xml| {
            xml.put("ram:LineID", line.number.to_string());
        });
        xml.group("ram:SpecifiedTradeProduct", |xml| {
            xml.put("ram:Name", &line.name);
            xml.put("ram:Description", &line.description);
        });
        xml.group("ram:SpecifiedLineTradeAgreement", |xml| {
            xml.group("ram:NetPriceProductTradePrice", |xml| {
                xml.put("ram:ChargeAmount", &line.price);
            });
        });
        xml.group("ram:SpecifiedLineTradeDelivery", |xml| {
            xml.put_with("ram:BilledQuantity", &[("unitCode", "C62")], &line.quantity);
        });
        xml.group("ram:SpecifiedLineTradeSettlement", |xml| {
            xml.group("ram:ApplicableTradeTax", |xml| {
                xml.put("ram:TypeCode", "VAT");
                category(xml, line.of);
            });
            if let Some((from, to)) = line.period {
                xml.group("ram:BillingSpecifiedPeriod", |xml| {
                    xml.group("ram:StartDateTime", |xml| date(xml, from));
                    xml.group("ram:EndDateTime", |xml| date(xml, to));
                });
            }
            xml.group("ram:SpecifiedTradeSettlementLineMonetarySummation", |xml| {
                xml.put("ram:LineTotalAmount", &line.net);
            });
        });
    });
}

fn category(xml: &mut Xml, of: VatCategory) {
    xml.put("ram:CategoryCode", of.code());
    xml.maybe("ram:RateApplicablePercent", of.percent());
}

fn party(xml: &mut Xml, party: &Trader) {
    xml.put("ram:Name", &party.name);
    if let Some(register) = &party.register {
        xml.group("ram:SpecifiedLegalOrganization", |xml| xml.put("ram:ID", register));
    }
    if party.person.is_some() || party.phone.is_some() || party.email.is_some() {
        xml.group("ram:DefinedTradeContact", |xml| {
            xml.maybe("ram:PersonName", party.person.as_ref());
            if let Some(phone) = &party.phone {
                xml.group("ram:TelephoneUniversalCommunication", |xml| {
                    xml.put("ram:CompleteNumber", phone);
                });
            }
            if let Some(email) = &party.email {
                xml.group("ram:EmailURIUniversalCommunication", |xml| {
                    xml.put("ram:URIID", email);
                });
            }
        });
    }
    xml.group("ram:PostalTradeAddress", |xml| {
        xml.maybe("ram:PostcodeCode", party.zip.as_ref());
        let names = ["ram:LineOne", "ram:LineTwo", "ram:LineThree"];
        names.into_iter().zip(&party.street).for_each(|(name, line)| xml.put(name, line));
        xml.maybe("ram:CityName", party.city.as_ref());
        xml.put("ram:CountryID", party.country.to_string());
    });
    if let Some(vat) = &party.vat {
        xml.group("ram:SpecifiedTaxRegistration", |xml| {
            xml.put_with("ram:ID", &[("schemeID", "VA")], vat);
        });
    }
}

fn settlement(xml: &mut Xml, invoice: &EInvoice) {
    xml.put("ram:InvoiceCurrencyCode", invoice.currency);
    xml.group("ram:SpecifiedTradeSettlementPaymentMeans", |xml| {
        xml.put("ram:TypeCode", invoice.payment.code);
        xml.put("ram:Information", invoice.payment.name);
    });
    invoice.taxes.iter().for_each(|sum| tax(xml, sum));
    xml.group("ram:SpecifiedTradePaymentTerms", |xml| xml.put("ram:Description", &invoice.terms));
    let sums = &invoice.sums;
    xml.group("ram:SpecifiedTradeSettlementHeaderMonetarySummation", |xml| {
        xml.put("ram:LineTotalAmount", &sums.net);
        xml.put("ram:TaxBasisTotalAmount", &sums.net);
        xml.put_with("ram:TaxTotalAmount", &[("currencyID", invoice.currency)], &sums.tax);
        xml.put("ram:GrandTotalAmount", &sums.gross);
        xml.put("ram:TotalPrepaidAmount", &sums.paid);
        xml.put("ram:DuePayableAmount", &sums.due);
    });
    if let Some(preceding) = &invoice.preceding {
        xml.group("ram:InvoiceReferencedDocument", |xml| {
            xml.put("ram:IssuerAssignedID", preceding);
        });
    }
}

fn tax(xml: &mut Xml, sum: &TaxSum) {
    let exemption = sum.of.exemption();
    xml.group("ram:ApplicableTradeTax", |xml| {
        xml.put("ram:CalculatedAmount", &sum.tax);
        xml.put("ram:TypeCode", "VAT");
        xml.maybe("ram:ExemptionReason", exemption.map(|(_, reason)| reason));
        xml.put("ram:BasisAmount", &sum.base);
        xml.put("ram:CategoryCode", sum.of.code());
        xml.maybe("ram:ExemptionReasonCode", exemption.map(|(code, _)| code));
        xml.maybe("ram:RateApplicablePercent", sum.of.percent());
    });
}
