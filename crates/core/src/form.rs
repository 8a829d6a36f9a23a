//! Forms: questions about a service that its holder may answer.
//!
//! There is one: why a service that is to end is to end. It asks the same as the confirmation of a termination, for those
//! who end a service in another way.

use crate::limits::COMMENTARY_BYTES_MAX;
use crate::service::Service;
use crate::termination::{Commentary, CommentaryError, FutureUse, Reason};

/// A form.
#[derive(Debug, PartialEq, Eq)]
pub struct Form {
    /// Its name, in paths.
    pub name: &'static str,
    /// What it asks.
    pub questions: &'static [Question],
}

/// A question of a form.
#[derive(Debug, PartialEq, Eq)]
pub struct Question {
    /// Its name.
    pub name: &'static str,
    /// What can be answered.
    pub kind: AnswerKind,
    /// Whether the form is not answered without it.
    pub is_mandatory: bool,
}

/// What can be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerKind {
    /// Why a service ends: one of [`Reason::ALL`].
    Reason,
    /// What comes next: one of [`FutureUse::ALL`].
    FutureUse,
    /// Words.
    Text,
}

/// The form about the end of a service.
pub static TERMINATION: Form = Form {
    name: "termination",
    questions: &[
        Question { name: "reason", kind: AnswerKind::Reason, is_mandatory: true },
        Question { name: "futureUse", kind: AnswerKind::FutureUse, is_mandatory: false },
        Question { name: "commentary", kind: AnswerKind::Text, is_mandatory: false },
    ],
};

/// An answer that fits its question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The question.
    pub question: &'static str,
    /// What was answered.
    pub value: String,
}

/// Why answers are not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormRefusal {
    /// The form does not ask that.
    #[error("the form does not ask `{question}`; it asks {}", list(form.questions.iter().map(|q| q.name)))]
    UnknownQuestion {
        /// The form.
        form: &'static Form,
        /// What was answered.
        question: String,
    },
    /// A question was answered more than once.
    #[error("`{question}` is answered more than once: answer it once")]
    AnsweredTwice {
        /// The question.
        question: &'static str,
    },
    /// A question has to be answered.
    #[error("`{question}` has to be answered")]
    Missing {
        /// The question.
        question: &'static str,
    },
    /// The answer is none of those that can be given.
    #[error("`{value}` is no answer to `{question}`; it can be {}", list(allowed.iter().copied()))]
    NotAllowed {
        /// The question.
        question: &'static str,
        /// What was answered.
        value: String,
        /// What can be.
        allowed: Vec<&'static str>,
    },
    /// The answer is empty: to answer nothing, leave it out.
    #[error("the answer to `{question}` is empty: leave it out")]
    Empty {
        /// The question.
        question: &'static str,
    },
    /// The words cannot be kept.
    #[error("the answer to `{question}` cannot be kept: {problem}")]
    Text {
        /// The question.
        question: &'static str,
        /// Why not.
        problem: CommentaryError,
    },
}

fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}

/// The forms that can be answered about a service.
#[must_use]
pub fn forms_of(service: &Service) -> Vec<&'static Form> {
    service.renew.stop().map(|_| &TERMINATION).into_iter().collect()
}

impl AnswerKind {
    /// The answers to choose from; none where the words are free.
    #[must_use]
    pub fn allowed(self) -> Option<Vec<&'static str>> {
        match self {
            Self::Reason => Some(Reason::ALL.iter().map(|reason| reason.code()).collect()),
            Self::FutureUse => Some(FutureUse::ALL.iter().map(|next| next.code()).collect()),
            Self::Text => None,
        }
    }
}

impl Form {
    /// Answers that fit the questions, in the order of the form.
    ///
    /// # Errors
    ///
    /// [`FormRefusal`] for the first that does not, or that is missing.
    pub fn check(&'static self, given: &[(String, String)]) -> Result<Vec<Answer>, FormRefusal> {
        let asks = |name: &str| self.questions.iter().any(|question| question.name == name);
        if let Some((question, _)) = given.iter().find(|(name, _)| !asks(name)) {
            let question = question.clone();
            return Err(FormRefusal::UnknownQuestion { form: self, question });
        }
        let mut answers = Vec::with_capacity(given.len());
        for question in self.questions {
            let mut values = given.iter().filter(|(name, _)| name == question.name);
            match (values.next(), values.next()) {
                (Some(_), Some(_)) => {
                    return Err(FormRefusal::AnsweredTwice { question: question.name });
                }
                (None, _) if question.is_mandatory => {
                    return Err(FormRefusal::Missing { question: question.name });
                }
                (None, _) => {}
                (Some((_, value)), None) => answers.push(question.check(value)?),
            }
        }
        Ok(answers)
    }
}

impl Question {
    fn check(&self, value: &str) -> Result<Answer, FormRefusal> {
        let question = self.name;
        let value = match self.kind.allowed() {
            Some(allowed) if !allowed.contains(&value) => {
                // It is repeated in the message, which need not be as long as a commentary may be.
                let value = value.chars().take(COMMENTARY_BYTES_MAX.min(80)).collect();
                return Err(FormRefusal::NotAllowed { question, value, allowed });
            }
            Some(_) => value.to_owned(),
            None => match Commentary::parse(value) {
                Ok(Some(text)) => text.as_str().to_owned(),
                Ok(None) => return Err(FormRefusal::Empty { question }),
                Err(problem) => return Err(FormRefusal::Text { question, problem }),
            },
        };
        Ok(Answer { question, value })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::renew::{RenewMode, RenewSettings, Stop};
    use crate::samples;

    fn check(given: &[(&str, &str)]) -> Result<String, String> {
        let given: Vec<(String, String)> =
            given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let answers = TERMINATION.check(&given).map_err(|error| error.to_string())?;
        let shown: Vec<String> =
            answers.iter().map(|answer| format!("{}={}", answer.question, answer.value)).collect();
        Ok(shown.join(" "))
    }

    #[test]
    fn what_is_to_end_is_asked_about() {
        let service = samples::service(1, "vps-1", date(2027, 1, 15));
        assert_eq!(forms_of(&service), Vec::<&Form>::new());
        for stop in [Stop::AtExpiration, Stop::AtEngagementEnd] {
            let renew = RenewSettings::try_new(RenewMode::Manual, None, Some(stop)).unwrap();
            assert_eq!(forms_of(&Service { renew, ..service.clone() }), [&TERMINATION]);
        }
    }

    #[test]
    fn answers_that_fit_are_kept_in_the_order_of_the_form() {
        let all =
            [("commentary", " bye\nnow "), ("futureUse", "OTHER"), ("reason", "NOT_RELIABLE")];
        let kept = "reason=NOT_RELIABLE futureUse=OTHER commentary=bye\nnow";
        assert_eq!(check(&all).as_deref(), Ok(kept));
        assert_eq!(check(&[("reason", "OTHER")]).as_deref(), Ok("reason=OTHER"));
    }

    #[test]
    fn answers_that_do_not_fit_say_why() {
        let cases = [
            (vec![], "`reason` has to be answered"),
            (vec![("futureUse", "OTHER")], "`reason` has to be answered"),
            (
                vec![("why", "x"), ("reason", "OTHER")],
                "the form does not ask `why`; it asks reason, futureUse, commentary",
            ),
            (
                vec![("reason", "OTHER"), ("reason", "OTHER")],
                "`reason` is answered more than once: answer it once",
            ),
            (
                vec![("reason", "OTHER"), ("commentary", " ")],
                "the answer to `commentary` is empty: leave it out",
            ),
            (
                vec![("reason", "OTHER"), ("commentary", "a\0b")],
                "the answer to `commentary` cannot be kept: the text has a control character (U+0000)",
            ),
            (
                vec![("reason", "OTHER"), ("futureUse", "other")],
                "`other` is no answer to `futureUse`; it can be NOT_REPLACING_SERVICE, OTHER, \
                 SUBSCRIBE_AN_OTHER_SERVICE, SUBSCRIBE_OTHER_KIND_OF_SERVICE_WITH_COMPETITOR, \
                 SUBSCRIBE_SIMILAR_SERVICE_WITH_COMPETITOR",
            ),
        ];
        for (given, text) in cases {
            assert_eq!(check(&given).unwrap_err(), text);
        }
    }
}
