//! Words: the messages of a language, filled in with the facts of a notice.
//!
//! The messages are read once in the life of the program. A message that is missing, or that wants a fact there is
//! none of, is an error and never a gap in a mail.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

use super::ComposeError;
use super::language::Language;

type Bundle = FluentBundle<FluentResource>;

/// The messages of a language about one notice.
pub(super) struct Words<'a> {
    language: Language,
    bundle: &'static Bundle,
    facts: FluentArgs<'a>,
}

impl<'a> Words<'a> {
    pub(super) fn try_new(language: Language, facts: FluentArgs<'a>) -> Result<Self, ComposeError> {
        let bundle = bundle(language).as_ref().map_err(Clone::clone)?;
        Ok(Self { language, bundle, facts })
    }

    /// A message, in one line.
    pub(super) fn say(&self, key: &'static str) -> Result<String, ComposeError> {
        let error = |problem: String| {
            let language = self.language.tag();
            ComposeError::Message { language, key, problem }
        };
        let message = self.bundle.get_message(key).and_then(|message| message.value());
        let pattern = message.ok_or_else(|| error("it is missing".to_owned()))?;
        let mut problems = Vec::new();
        let said = self.bundle.format_pattern(pattern, Some(&self.facts), &mut problems);
        match problems.first() {
            Some(problem) => Err(error(problem.to_string())),
            None => Ok(said.replace('\n', " ")),
        }
    }
}

fn bundle(language: Language) -> &'static Result<Bundle, ComposeError> {
    static ENGLISH: LazyLock<Result<Bundle, ComposeError>> =
        LazyLock::new(|| read(Language::English));
    static FINNISH: LazyLock<Result<Bundle, ComposeError>> =
        LazyLock::new(|| read(Language::Finnish));
    static FRENCH: LazyLock<Result<Bundle, ComposeError>> =
        LazyLock::new(|| read(Language::French));
    match language {
        Language::English => &ENGLISH,
        Language::Finnish => &FINNISH,
        Language::French => &FRENCH,
    }
}

fn read(language: Language) -> Result<Bundle, ComposeError> {
    let error = |problem: String| ComposeError::Language { language: language.tag(), problem };
    let tag: LanguageIdentifier =
        language.tag().parse().map_err(|_| error("its tag is none".to_owned()))?;
    let messages = FluentResource::try_new(language.messages().to_owned());
    let messages = messages.map_err(|(_, problems)| error(format!("{problems:?}")))?;
    let mut bundle = Bundle::new_concurrent(vec![tag]);
    // The marks are for mixed directions of writing; in mails they would be litter.
    bundle.set_use_isolating(false);
    bundle.add_resource(messages).map_err(|problems| error(format!("{problems:?}")))?;
    Ok(bundle)
}
