//! Which papers are exported, and every reason why none is.

use super::*;
use crate::samples::{later, now};

fn numbers(count: i64) -> Vec<(BillNumber, Timestamp)> {
    let number = |place: i64| BillNumber::parse(&format!("FR{place:08}")).unwrap();
    (1..=count).map(|place| (number(place), later(place).at)).collect()
}

fn chosen(selection: &Selection) -> Result<Vec<String>, ExportRefusal> {
    let chosen = choose(PaperKind::Bill, &numbers(5), selection)?;
    Ok(chosen.iter().map(ToString::to_string).collect())
}

fn ids(ids: &[&str]) -> Selection {
    let numbers = ids.iter().map(|id| (*id).to_owned()).collect();
    Selection { numbers: Some(numbers), ..Selection::default() }
}

#[test]
fn papers_are_named_or_of_a_time() {
    let all = ["FR00000001", "FR00000002", "FR00000003", "FR00000004", "FR00000005"];
    assert_eq!(chosen(&Selection::default()).unwrap(), all);
    let some = ids(&["FR00000004", "FR00000002", "FR00000004"]);
    assert_eq!(chosen(&some).unwrap(), ["FR00000002", "FR00000004"], "once, in their order");
    let of_time = |from: Option<i64>, to: Option<i64>| {
        let at = |hours: i64| later(hours).at;
        chosen(&Selection { numbers: None, from: from.map(at), to: to.map(at) })
    };
    assert_eq!(of_time(Some(2), Some(4)).unwrap(), all[1..4], "both ends are in it");
    assert_eq!(of_time(Some(4), None).unwrap(), all[3..]);
    assert_eq!(of_time(None, Some(1)).unwrap(), all[..1]);
    assert_eq!(of_time(Some(6), None), Err(ExportRefusal::Nothing { kind: PaperKind::Bill }));
    assert!(matches!(of_time(Some(2), Some(1)), Err(ExportRefusal::Turned { .. })));
}

#[test]
fn what_cannot_be_chosen_is_said() {
    let unknown = chosen(&ids(&["FR00000001", "FR00000006", "x"])).unwrap_err();
    assert_eq!(unknown.to_string(), "ids: the account has no bill FR00000006");
    assert_eq!(chosen(&ids(&[])), Err(ExportRefusal::NoNumbers));
    let both = Selection { from: Some(now().at), ..ids(&["FR00000001"]) };
    assert_eq!(chosen(&both), Err(ExportRefusal::BothWays));
    let most = i64::try_from(EXPORT_PAPERS_MAX).unwrap();
    let all = |count| choose(PaperKind::Bill, &numbers(count), &Selection::default());
    assert_eq!(all(most).unwrap().len(), EXPORT_PAPERS_MAX);
    assert_eq!(all(most + 1), Err(ExportRefusal::TooMany { count: EXPORT_PAPERS_MAX + 1 }));
    let many = vec!["FR00000001"; EXPORT_PAPERS_MAX + 1];
    assert_eq!(chosen(&ids(&many)), Err(ExportRefusal::TooMany { count: EXPORT_PAPERS_MAX + 1 }));
}

#[test]
fn so_many_links_are_open_at_once() {
    let ask = |ends: &[Timestamp]| {
        let papers = Papers::Bills(vec![numbers(1)[0].0.clone()]);
        ask(PaperExportId::MIN, papers, Archive::Zip, ends, now().at)
    };
    let open: Vec<_> = (1..20).map(|hours| later(hours).at).collect();
    let asked = ask(&open).unwrap();
    assert_eq!(asked.valid_until, later(72).at);
    let over = [open.clone(), vec![now().at; 9]].concat();
    assert!(ask(&over).is_ok(), "those that are over do not count");
    let full = [open, vec![later(70).at]].concat();
    assert_eq!(ask(&full), Err(ExportRefusal::TooManyOpen { until: later(1).at }));
}

#[test]
fn kinds_and_numbers_come_back() {
    for kind in [PaperKind::Bill, PaperKind::CreditNote] {
        assert_eq!(PaperKind::from_code(kind.code()), Some(kind));
    }
    for archive in Archive::ALL {
        assert_eq!(Archive::from_code(archive.code()), Some(archive));
    }
    for (kind, texts) in [
        (PaperKind::Bill, ["FR00000001", "PL00000007"]),
        (PaperKind::CreditNote, ["CN-FR00000001", "CN-PL00000007"]),
    ] {
        let papers = Papers::parse(kind, texts.into_iter()).unwrap();
        assert_eq!(
            (papers.kind(), papers.count(), papers.numbers()),
            (kind, 2, texts.map(str::to_owned).to_vec())
        );
        assert_eq!(Papers::parse(kind, ["x"].into_iter()), None);
    }
}
