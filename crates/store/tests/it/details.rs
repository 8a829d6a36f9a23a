//! Details and tags are read back as they were, and details of a plan go with the plan.

use perennial_core::Plan;
use perennial_core::detail::{About, Details};
use perennial_store::WriteSet;
use perennial_store::testing::each_database;

use crate::samples::*;

#[tokio::test]
async fn details_and_tags() {
    each_database(async |database| {
        let (store, mut head) = store_with_alice(database).await;
        let details = |pairs: &[(&str, &str)]| {
            let mut details = Details::default();
            pairs.iter().for_each(|(field, value)| {
                details.set(name(field), (*value).to_owned()).unwrap();
            });
            details
        };
        let mut commit = async |write: &dyn Fn(&mut WriteSet)| {
            let entry = next(head);
            let mut set = WriteSet::of_account(&entry);
            write(&mut set);
            store.commit(set).await.unwrap();
            head = entry.head();
        };
        let tags = [(name("env"), name("prod"))].into_iter().collect();
        commit(&|set| {
            set.set_details(ALICE, service_id(1), &details(&[("zone", "\"Été\""), ("vcore", "2")]));
            set.insert_tags(ALICE, service_id(2), &tags);
        })
        .await;
        commit(&|set| set.set_details(ALICE, service_id(1), &details(&[("vcore", "4")]))).await;
        let about = store.about(ALICE, service_id(1)).await.unwrap();
        let expected = details(&[("zone", "\"Été\""), ("vcore", "4")]);
        assert_eq!(about, About { details: expected, ..About::default() });
        let about = store.about(ALICE, service_id(2)).await.unwrap();
        assert_eq!(about, About { tags: tags.clone(), ..About::default() });
        assert_eq!(store.about(ALICE, service_id(3)).await.unwrap(), About::default());
        assert_eq!(store.tags(ALICE).await.unwrap(), [(service_id(2), tags)].into());
        let books = store.books(ALICE).await.unwrap().unwrap();
        assert_eq!(books.described, [service_id(1), service_id(2)]);

        let put = async |plan: &Plan| {
            let mut set = WriteSet::without_account();
            set.put_plan(plan);
            store.commit(set).await.unwrap();
        };
        let mut described = plan("vps-1");
        described.details = details(&[("vcore", "8")]);
        put(&described).await;
        assert_eq!(store.price_list().await.unwrap().get(&name("vps-1")), Some(&described));
        put(&plan("vps-1")).await;
        let list = store.price_list().await.unwrap();
        assert!(list.get(&name("vps-1")).unwrap().details.is_empty());
    })
    .await;
}
