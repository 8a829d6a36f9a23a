//! What several files of this suite say often.

use perennial_core::payment::Choice;
use perennial_engine::EngineError;
use perennial_testkit::{card, paypal};

/// Everything that the guide's customer can pay with.
pub(crate) fn all_means() -> [Choice; 4] {
    [paypal(), card(), Choice::Prepaid, Choice::Fidelity]
}

/// What somebody was told: `done`, or the class of the error and its text, with drawn ids left out.
pub(crate) fn told<T>(result: &Result<T, EngineError>) -> String {
    match result {
        Ok(_) => "done".to_owned(),
        Err(error) => format!("{:?}: {}", error.class(), without_ids(&error.to_string())),
    }
}

/// A text without the ids in it that are drawn: numbers of ten digits and more.
pub(crate) fn without_ids(text: &str) -> String {
    let is_id = |word: &str| {
        let digits = word.trim_matches(|c: char| !c.is_ascii_digit());
        digits.len() >= 10 && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let shown = |word: &str| {
        let digits = word.trim_matches(|c: char| !c.is_ascii_digit());
        if is_id(word) { word.replace(digits, "…") } else { word.to_owned() }
    };
    text.split(' ').map(shown).collect::<Vec<_>>().join(" ")
}
