//! What fields may hold, and what changes.

use super::*;
use crate::samples::account;

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

fn changes(fields: &[(ProfileField, &str)]) -> Result<Option<ChangedProfile>, ProfileRefusal> {
    let value = |text: &str| (!text.is_empty()).then(|| name(text));
    let update = fields.iter().map(|(field, text)| (*field, value(text))).collect();
    let details = BTreeMap::from([(ProfileField::Sex, name("female"))]);
    let mut profile = account().profile;
    profile.country = CountryCode::parse("FR").unwrap();
    profile.vat = Some(name("FR83404833048"));
    change(&profile, &details, &update)
}

#[test]
fn codes_are_inverse_of_fields() {
    for field in ProfileField::ALL {
        assert_eq!(ProfileField::from_code(field.code()), Some(field));
    }
    assert_eq!(ProfileField::from_code("email"), None);
}

#[test]
fn what_is_so_already_changes_nothing() {
    use ProfileField as F;
    assert_eq!(changes(&[]), Ok(None));
    assert_eq!(changes(&[(F::Country, "FR"), (F::Sex, "female"), (F::Fax, "")]), Ok(None));
    let changed =
        changes(&[(F::Sex, ""), (F::Country, "FR"), (F::City, "Lille")]).unwrap().unwrap();
    assert_eq!(changed.fields, [F::City, F::Sex]);
    assert_eq!(changed.details, BTreeMap::from([(F::Sex, None)]));
    assert_eq!(changed.profile.city, Some(name("Lille")));
    assert!(!changed.may_change_tax());
}

#[test]
fn each_field_says_what_it_may_hold() {
    use ProfileField as F;
    for (field, good, bad) in [
        (F::Phone, ["+33 1 23.45-67/(8)", "112"], ["+", "12a", "++33123"]),
        (F::Fax, ["0033123", "+358 9 123"], ["fax", "1 2", "123456789012345678901234567890123"]),
        (F::Zip, ["FI-00100", "SW1A 1AA"], ["00_100", "<1>", "123456789012345678901234567890123"]),
        (F::SpareEmail, ["a@b.co", "x+y@z.example"], ["a", "a@b", "@b.co"]),
        (F::ItalianSdi, ["ABC1234", "123456"], ["12345", "12345678", "ABC-123"]),
        (F::Country, ["DE", "US"], ["de", "DEU", "D"]),
    ] {
        // A number of one country is none of another.
        for text in good {
            assert!(changes(&[(field, text), (F::Vat, "")]).is_ok(), "{field:?} {text}");
        }
        for text in bad {
            let refused = changes(&[(field, text), (F::Vat, "")]).unwrap_err();
            assert_eq!(refused.field(), field, "{text}");
            assert!(refused.to_string().starts_with(&format!("{}: ", field.code())), "{refused}");
        }
    }
    for field in [F::Country, F::Language, F::LegalForm] {
        assert_eq!(changes(&[(field, "")]), Err(ProfileRefusal::Required { field }));
    }
}

#[test]
fn a_vat_number_is_one_of_its_country() {
    use ProfileField as F;
    for fields in [
        vec![(F::Country, "DE")],
        vec![(F::Vat, "DE123456789")],
        vec![(F::Country, "IE"), (F::Vat, "IE12")],
    ] {
        assert!(matches!(changes(&fields), Err(ProfileRefusal::Vat { .. })), "{fields:?}");
    }
    let told = changes(&[(F::Country, "IE"), (F::Vat, "IE12")]).unwrap_err().to_string();
    assert!(told.contains("IE9X99999A or IE9X99999AA"), "{told}");
    for fields in [
        vec![(F::Country, "DE"), (F::Vat, "de 123.456.789")],
        vec![(F::Country, "DE"), (F::Vat, "")],
        vec![(F::Country, "US"), (F::Vat, "12-3456789")],
        vec![(F::Country, "MC")],
    ] {
        assert!(changes(&fields).unwrap().unwrap().may_change_tax(), "{fields:?}");
    }
}
