//! The languages of letters, and the sentences of each. Whose language it is, is not decided here.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

use super::ComposeError;

/// A language that letters are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    English,
    Finnish,
    French,
}

impl Language {
    #[cfg(test)]
    pub(super) const ALL: [Self; 3] = [Self::English, Self::Finnish, Self::French];

    /// The language of an account, such as `fi_FI`: regions share the words of their language. Whoever reads a
    /// language that there are no words for is written to in English.
    pub(super) fn of(tag: &str) -> Self {
        let language = tag.split(['_', '-', '.', '@']).next().unwrap_or_default();
        match language.trim().to_ascii_lowercase().as_str() {
            "fi" => Self::Finnish,
            "fr" => Self::French,
            _ => Self::English,
        }
    }

    /// Its code in ISO 639, as HTML has it.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Finnish => "fi",
            Self::French => "fr",
        }
    }

    pub(super) const fn source(self) -> &'static str {
        match self {
            Self::English => include_str!("../../locales/en/mail.ftl"),
            Self::Finnish => include_str!("../../locales/fi/mail.ftl"),
            Self::French => include_str!("../../locales/fr/mail.ftl"),
        }
    }

    /// A sentence, on one line.
    ///
    /// # Errors
    ///
    /// [`ComposeError`] when there is no such sentence, or something that it wants is missing.
    pub(super) fn say(self, key: &str, args: &FluentArgs<'_>) -> Result<String, ComposeError> {
        #[cfg(test)]
        SAID.with_borrow_mut(|said| said.insert(key.to_owned()));
        let wrong = |what: String| ComposeError(format!("{}: {key}: {what}", self.code()));
        let bundle = self.bundle().as_ref().map_err(|error| wrong(error.clone()))?;
        let pattern = bundle.get_message(key).and_then(|message| message.value());
        let pattern = pattern.ok_or_else(|| wrong("no such sentence".to_owned()))?;
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(args), &mut errors);
        match errors.first() {
            None => Ok(text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")),
            Some(error) => Err(wrong(error.to_string())),
        }
    }

    fn bundle(self) -> &'static Sentences {
        static ENGLISH: LazyLock<Sentences> = LazyLock::new(|| read(Language::English));
        static FINNISH: LazyLock<Sentences> = LazyLock::new(|| read(Language::Finnish));
        static FRENCH: LazyLock<Sentences> = LazyLock::new(|| read(Language::French));
        match self {
            Self::English => &ENGLISH,
            Self::Finnish => &FINNISH,
            Self::French => &FRENCH,
        }
    }
}

/// The sentences of a language, or why they cannot be read.
type Sentences = Result<FluentBundle<FluentResource>, String>;

fn read(language: Language) -> Sentences {
    let resource = FluentResource::try_new(language.source().to_owned());
    let resource = resource.map_err(|(_, errors)| format!("{errors:?}"))?;
    let id: LanguageIdentifier = language.code().parse().map_err(|error| format!("{error}"))?;
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // All languages here are written from left to right, and names lose their marks of direction before they come in.
    bundle.set_use_isolating(false);
    bundle.add_resource(resource).map_err(|errors| format!("{errors:?}"))?;
    Ok(bundle)
}

#[cfg(test)]
thread_local! {
    /// The keys of all sentences that were wanted so far.
    static SAID: std::cell::RefCell<std::collections::BTreeSet<String>> = Default::default();
}

/// The keys of all sentences that this test has wanted.
#[cfg(test)]
pub(super) fn said() -> std::collections::BTreeSet<String> {
    SAID.take()
}
