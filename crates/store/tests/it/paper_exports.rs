//! Exports come back as they went in, and go when they are over.

use perennial_core::PaperExportId;
use perennial_core::paper_export::{Archive, PaperExport, PaperKind, Papers};
use perennial_store::WriteSet;
use perennial_store::testing::each_database;

use crate::samples::{ALICE, account_id, at, set_after, store_with_alice};

fn export(id: i64, kind: PaperKind, numbers: &[&str], archive: Archive) -> PaperExport {
    PaperExport {
        id: PaperExportId::try_new(id).unwrap(),
        papers: Papers::parse(kind, numbers.iter().copied()).unwrap(),
        archive,
        asked_at: at(id),
        valid_until: at(id + 100),
    }
}

#[tokio::test]
async fn exports_are_read_and_forgotten() {
    each_database(async |database| {
        let (store, mut head) = store_with_alice(database).await;
        let exports = [
            export(1, PaperKind::Bill, &["FR00000001", "FR00000002"], Archive::Zip),
            export(2, PaperKind::CreditNote, &["CN-PL00000007"], Archive::Csv),
        ];
        let mut set = set_after(&mut head);
        exports.iter().for_each(|export| set.insert_paper_export(ALICE, export));
        store.commit(set).await.unwrap();
        for export in &exports {
            let found = store.paper_export(ALICE, export.id).await.unwrap();
            assert_eq!(found.as_ref(), Some(export));
            assert_eq!(store.paper_export(account_id(8), export.id).await.unwrap(), None);
        }
        assert_eq!(store.paper_export_ends(ALICE).await.unwrap(), [at(101), at(102)]);
        let mut set = WriteSet::without_account();
        set.forget_paper_exports(at(101));
        store.commit(set).await.unwrap();
        assert_eq!(store.paper_export_ends(ALICE).await.unwrap(), [at(102)]);
    })
    .await;
}
