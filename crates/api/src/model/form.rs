//! `/services/{serviceId}/form`: questions about a service, and their answers.

use serde::{Deserialize, Serialize};

use super::wire_enum;

wire_enum! {
    /// What can be answered to a question.
    AnswerType = "services.form.AnswerTypeEnum" {
        Boolean = "boolean",
        Date = "date",
        DateTime = "datetime",
        Double = "double",
        Enum = "enum",
        Long = "long",
        String = "string",
        Text = "text",
    }
}

/// A form, `services.form.Description`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FormDescription {
    /// Its name.
    pub name: String,
    /// What it asks.
    pub questions: Vec<FormQuestion>,
}

/// A question of a form, `services.form.Question`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FormQuestion {
    /// The answers to choose from; none where they are free.
    pub answers: Option<Vec<AllowedAnswer>>,
    /// Whether it has to be answered.
    pub mandatory: bool,
    /// Its name.
    pub question: String,
    /// What can be answered.
    #[serde(rename = "type")]
    pub kind: AnswerType,
}

/// An answer to choose, `services.form.AnswerAllowedValue`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AllowedAnswer {
    /// The answer.
    pub key: String,
}

/// The body of `POST /services/{serviceId}/form/{formName}/answer`, `services.form.Form`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
pub struct FormAnswers {
    /// The answers, one for each question.
    pub answers: Vec<FormAnswer>,
}

/// An answer to a question, `services.form.Answer`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
pub struct FormAnswer {
    /// The name of the question.
    pub question: String,
    /// What is answered.
    pub value: String,
}

/// What comes of answering, `services.form.Response`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FormResponse {
    /// For people.
    pub message: String,
}
