//! Contents that nobody is sent: for trying out a layout.

use super::{Content, Entry, Fact, Place};

impl Content {
    /// One with everything that there can be.
    pub(in crate::mail) fn full() -> Self {
        let fact = || Fact { label: text(), value: text() };
        Self {
            services: vec![Entry { name: text(), facts: vec![fact()] }],
            totals: vec![fact()],
            note: Some(text()),
            contact: vec![text()],
            advice: vec![text()],
            place: Some(Place { label: text(), url: text(), is_link: true }),
            label_width: 1,
            ..Self::bare()
        }
    }

    /// One with as little as there can be.
    pub(in crate::mail) fn bare() -> Self {
        Self {
            language: "en",
            colour: "#000000",
            subject: text(),
            provider: text(),
            contact: Vec::new(),
            button: "#000000".to_owned(),
            hello: text(),
            opening: text(),
            services: Vec::new(),
            totals: Vec::new(),
            note: None,
            advice_title: text(),
            advice: Vec::new(),
            place: Some(Place { label: text(), url: text(), is_link: false }),
            account: text(),
            label_width: 0,
        }
    }
}

fn text() -> String {
    "x".to_owned()
}
