//! Forms: what is asked, in the words of the wire.

use perennial_api::model::{AllowedAnswer, AnswerType, FormDescription, FormQuestion};
use perennial_core::form::{AnswerKind, Form, Question};

/// A form.
pub(crate) fn form(form: &'static Form) -> FormDescription {
    FormDescription {
        name: form.name.to_owned(),
        questions: form.questions.iter().map(question).collect(),
    }
}

fn question(question: &Question) -> FormQuestion {
    let allowed = |keys: Vec<&'static str>| {
        keys.into_iter().map(|key| AllowedAnswer { key: key.to_owned() }).collect()
    };
    FormQuestion {
        answers: question.kind.allowed().map(allowed),
        mandatory: question.is_mandatory,
        question: question.name.to_owned(),
        kind: match question.kind {
            AnswerKind::Reason | AnswerKind::FutureUse => AnswerType::Enum,
            AnswerKind::Text => AnswerType::Text,
        },
    }
}
