//! Words: the messages of a language, filled in with facts.
//!
//! The messages are read once in the life of the program. A message that is missing, or that wants a fact there is
//! none of, is an error and never a gap in a sentence.

use std::sync::LazyLock;

pub use fluent_bundle::FluentValue as Word;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

use crate::language::Language;

type Bundle = FluentBundle<FluentResource>;

/// The words of a language are not as they must be: a fault of what is built in, which tests would have found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WordsError {
    /// A message is not.
    #[error("the message `{key}` cannot be written in `{language}`: {problem}")]
    Message {
        /// The language.
        language: &'static str,
        /// The message's key.
        key: String,
        /// What is wrong with it.
        problem: String,
    },
    /// They cannot be read at all.
    #[error("the messages of `{language}` cannot be read: {problem}")]
    Language {
        /// The language.
        language: &'static str,
        /// What is wrong.
        problem: String,
    },
}

/// The messages of a language about one thing.
pub(crate) struct Words<'a> {
    language: Language,
    bundle: &'static Bundle,
    facts: FluentArgs<'a>,
}

impl<'a> Words<'a> {
    pub(crate) fn try_new(language: Language, facts: FluentArgs<'a>) -> Result<Self, WordsError> {
        let bundle = bundle(language).as_ref().map_err(Clone::clone)?;
        Ok(Self { language, bundle, facts })
    }

    /// A message, in one line.
    pub(crate) fn say(&self, key: &str) -> Result<String, WordsError> {
        self.say_of(key, &self.facts)
    }

    /// A message about other facts, in one line.
    pub(crate) fn say_of(&self, key: &str, facts: &FluentArgs<'_>) -> Result<String, WordsError> {
        let error = |problem: String| {
            let language = self.language.tag();
            WordsError::Message { language, key: key.to_owned(), problem }
        };
        let message = self.bundle.get_message(key).and_then(|message| message.value());
        let pattern = message.ok_or_else(|| error("it is missing".to_owned()))?;
        let mut problems = Vec::new();
        let said = self.bundle.format_pattern(pattern, Some(facts), &mut problems);
        match problems.first() {
            Some(problem) => Err(error(problem.to_string())),
            None => Ok(said.replace('\n', " ")),
        }
    }
}

/// The words of pages in a language.
#[derive(Debug, Clone, Copy)]
pub struct PageWords(Language);

impl PageWords {
    /// The words in the language of a code such as `fi_FI`; in English if we have no other.
    #[must_use]
    pub fn of(code: &str) -> Self {
        Self(Language::of(code))
    }

    /// The tag of the language (BCP 47).
    #[must_use]
    pub const fn tag(self) -> &'static str {
        self.0.tag()
    }

    /// A message with its facts.
    ///
    /// # Errors
    ///
    /// [`WordsError`], which is a fault of what is built in.
    pub fn say(
        self,
        key: &'static str,
        facts: &[(&'static str, Word<'_>)],
    ) -> Result<String, WordsError> {
        self.say_all(key, facts.iter().cloned())
    }

    /// A message by any key, with its facts.
    pub(crate) fn say_all<'f>(
        self,
        key: &str,
        facts: impl IntoIterator<Item = (&'f str, Word<'f>)>,
    ) -> Result<String, WordsError> {
        Words::try_new(self.0, facts.into_iter().collect())?.say(key)
    }

    pub(crate) const fn language(self) -> Language {
        self.0
    }
}

fn bundle(language: Language) -> &'static Result<Bundle, WordsError> {
    static ENGLISH: LazyLock<Result<Bundle, WordsError>> =
        LazyLock::new(|| read(Language::English));
    static FINNISH: LazyLock<Result<Bundle, WordsError>> =
        LazyLock::new(|| read(Language::Finnish));
    static FRENCH: LazyLock<Result<Bundle, WordsError>> = LazyLock::new(|| read(Language::French));
    match language {
        Language::English => &ENGLISH,
        Language::Finnish => &FINNISH,
        Language::French => &FRENCH,
    }
}

fn read(language: Language) -> Result<Bundle, WordsError> {
    let error = |problem: String| WordsError::Language { language: language.tag(), problem };
    let tag: LanguageIdentifier =
        language.tag().parse().map_err(|_| error("its tag is none".to_owned()))?;
    let mut bundle = Bundle::new_concurrent(vec![tag]);
    // The marks are for mixed directions of writing; here they would be litter.
    bundle.set_use_isolating(false);
    for messages in language.all_messages() {
        let messages = FluentResource::try_new(messages.to_owned());
        let messages = messages.map_err(|(_, problems)| error(format!("{problems:?}")))?;
        bundle.add_resource(messages).map_err(|problems| error(format!("{problems:?}")))?;
    }
    Ok(bundle)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(messages: &str) -> Vec<&str> {
        let areas = ["console-", "operator-", "site-", "web-"];
        let is_key = |line: &&str| areas.iter().any(|area| line.starts_with(area));
        messages.lines().filter(is_key).filter_map(|line| line.split(' ').next()).collect()
    }

    #[test]
    fn pages_have_the_same_messages_in_every_language() {
        for messages in [
            Language::console_messages,
            Language::operator_messages,
            Language::site_messages,
            Language::web_messages,
        ] {
            let english = keys(messages(Language::English));
            assert!(english.len() > 30);
            for language in Language::ALL {
                assert_eq!(keys(messages(language)), english, "{}", language.tag());
            }
        }
    }

    #[test]
    fn a_number_of_days_is_said_as_people_say_it() {
        let say = |code, days: i64| {
            PageWords::of(code).say("web-validity-days", &[("days", days.into())])
        };
        assert_eq!(say("en", 0).unwrap(), "until it is taken back");
        assert_eq!(say("fr_FR", 1).unwrap(), "un jour");
        assert_eq!(say("fi", 30).unwrap(), "30 päivää");
        assert!(PageWords::of("en").say("web-validity-days", &[]).is_err(), "a fact is missing");
    }
}
