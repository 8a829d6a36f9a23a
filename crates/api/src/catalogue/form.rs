//! Models of `/services/{serviceId}/form`: questions about a service, and their answers.

use super::notation::{fields, required, ro, rw, values};
use super::shape::Model;

pub(super) const MODELS: &[Model] = &[
    fields(
        "services.form.Description",
        "Questions about a service",
        &[
            ro("name", "string", "Name of the form"),
            ro("questions", "services.form.Question[]", "What it asks"),
        ],
    ),
    fields(
        "services.form.Question",
        "A question of a form",
        &[
            ro("answers", "services.form.AnswerAllowedValue[]?", "The answers to choose from"),
            ro("mandatory", "boolean", "Whether it has to be answered"),
            ro("question", "string", "Name of the question"),
            ro("type", "services.form.AnswerTypeEnum", "What can be answered"),
        ],
    ),
    fields(
        "services.form.AnswerAllowedValue",
        "An answer to choose",
        &[ro("key", "string", "The answer")],
    ),
    values(
        "services.form.AnswerTypeEnum",
        "What can be answered to a question",
        &["boolean", "date", "datetime", "double", "enum", "long", "string", "text"],
    ),
    fields(
        "services.form.Form",
        "The answers to a form",
        &[required("answers", "services.form.Answer[]", "One for each question")],
    ),
    fields(
        "services.form.Answer",
        "The answer to a question",
        &[
            rw("question", "string", "Name of the question"),
            rw("value", "string", "What is answered"),
        ],
    ),
    fields(
        "services.form.Response",
        "What comes of answering a form",
        &[ro("message", "string", "For people")],
    ),
];
