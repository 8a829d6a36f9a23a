//! The languages that customers are written to in, with their words as files.
//!
//! A language is chosen by its first part alone: there is one French for France and Canada.

/// A language that we have the words of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    Finnish,
    French,
}

impl Language {
    #[cfg(test)]
    pub(crate) const ALL: [Self; 3] = [Self::English, Self::Finnish, Self::French];

    /// The language of a code such as `fi_FI`, or English.
    pub(crate) fn of(code: &str) -> Self {
        let language = code.split(['_', '-']).next().unwrap_or(code);
        let is = |other: Self| language.eq_ignore_ascii_case(other.tag());
        [Self::Finnish, Self::French].into_iter().find(|other| is(*other)).unwrap_or(Self::English)
    }

    /// The tag of BCP 47.
    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Finnish => "fi",
            Self::French => "fr",
        }
    }

    /// The words of the console.
    pub(crate) const fn console_messages(self) -> &'static str {
        match self {
            Self::English => include_str!("../locales/en/console.ftl"),
            Self::Finnish => include_str!("../locales/fi/console.ftl"),
            Self::French => include_str!("../locales/fr/console.ftl"),
        }
    }

    /// The words of its mails, in Fluent's format.
    pub(crate) const fn mail_messages(self) -> &'static str {
        match self {
            Self::English => include_str!("../locales/en/mail.ftl"),
            Self::Finnish => include_str!("../locales/fi/mail.ftl"),
            Self::French => include_str!("../locales/fr/mail.ftl"),
        }
    }

    /// The words of its orders and bills.
    pub(crate) const fn paper_messages(self) -> &'static str {
        match self {
            Self::English => include_str!("../locales/en/paper.ftl"),
            Self::Finnish => include_str!("../locales/fi/paper.ftl"),
            Self::French => include_str!("../locales/fr/paper.ftl"),
        }
    }

    /// The words of the pages of whoever has signed in.
    pub(crate) const fn site_messages(self) -> &'static str {
        match self {
            Self::English => include_str!("../locales/en/site.ftl"),
            Self::Finnish => include_str!("../locales/fi/site.ftl"),
            Self::French => include_str!("../locales/fr/site.ftl"),
        }
    }

    /// All its words.
    pub(crate) const fn all_messages(self) -> [&'static str; 6] {
        [
            self.console_messages(),
            self.mail_messages(),
            self.operator_messages(),
            self.paper_messages(),
            self.site_messages(),
            self.web_messages(),
        ]
    }

    /// The words of the operators' pages.
    pub(crate) const fn operator_messages(self) -> &'static str {
        match self {
            Self::English => include_str!("../locales/en/operator.ftl"),
            Self::Finnish => include_str!("../locales/fi/operator.ftl"),
            Self::French => include_str!("../locales/fr/operator.ftl"),
        }
    }

    /// The words of its forms.
    pub(crate) const fn web_messages(self) -> &'static str {
        match self {
            Self::English => include_str!("../locales/en/web.ftl"),
            Self::Finnish => include_str!("../locales/fi/web.ftl"),
            Self::French => include_str!("../locales/fr/web.ftl"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_found_by_its_first_part() {
        for language in Language::ALL {
            assert_eq!(Language::of(language.tag()), language);
        }
        for (code, language) in [
            ("fi_FI", Language::Finnish),
            ("FR-ca", Language::French),
            ("fr_MA", Language::French),
            ("en_GB", Language::English),
            ("de_DE", Language::English),
            ("fil_PH", Language::English),
            ("", Language::English),
        ] {
            assert_eq!(Language::of(code), language, "{code}");
        }
    }
}
