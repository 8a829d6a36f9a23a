//! PostgreSQL: a pool of connections, with the statements of a load or of a write set sent at once.

use std::error::Error as _;

use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod};
use futures_util::future::{join, join_all};
use tokio_postgres::error::SqlState;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use tokio_postgres::{NoTls, Statement as Prepared};

use super::value::{Row, Value};
use super::{Query, Statement};
use crate::error::StoreError;

#[derive(Debug)]
pub(crate) struct Postgres {
    pool: Pool,
}

impl Postgres {
    pub(crate) async fn open(url: &str, connections: usize) -> Result<Self, StoreError> {
        let config: tokio_postgres::Config = url.parse().map_err(|e: tokio_postgres::Error| {
            // The URL has a password in it, so it is not repeated.
            StoreError::unavailable(format!("the database URL is not usable: {}", describe(&e)))
        })?;
        let manager = Manager::from_config(
            config,
            NoTls,
            ManagerConfig { recycling_method: RecyclingMethod::Fast },
        );
        let pool = Pool::builder(manager)
            .max_size(connections)
            .build()
            .map_err(StoreError::unavailable)?;
        let db = Self { pool };
        // Whether the server can be reached is known now, not at the first request.
        drop(db.connection().await?);
        Ok(db)
    }

    pub(crate) async fn read(&self, queries: &[Query]) -> Result<Vec<Vec<Row>>, StoreError> {
        let connection = self.connection().await?;
        let mut prepared = Vec::with_capacity(queries.len());
        for query in queries {
            prepared.push(prepare(&connection, query.sql.text()).await?);
        }
        // Sent in this order without waiting in between: one round trip.
        let sent = queries.iter().zip(&prepared);
        let answers = sent.map(|(query, statement)| ask(&connection, statement, &query.args));
        join_all(answers).await.into_iter().collect()
    }

    /// The same from one state of the database.
    pub(crate) async fn snapshot(&self, queries: &[Query]) -> Result<Vec<Vec<Row>>, StoreError> {
        let connection = self.connection().await?;
        let mut prepared = Vec::with_capacity(queries.len());
        for query in queries {
            prepared.push(prepare(&connection, query.sql.text()).await?);
        }
        let sent = queries.iter().zip(&prepared);
        let answers =
            join_all(sent.map(|(query, statement)| ask(&connection, statement, &query.args)));
        let end = join(answers, run(&connection, "COMMIT"));
        let begin = run(&connection, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        let (begun, (answers, ended)) = join(begin, end).await;
        let answers: Result<Vec<_>, _> = answers.into_iter().collect();
        let answers = begun.and(answers);
        if answers.is_err() || ended.is_err() {
            // Nobody knows what state the connection is in.
            drop(Object::take(connection));
        }
        ended.and(answers)
    }

    pub(crate) async fn write(&self, statements: &[Statement]) -> Result<(), StoreError> {
        let connection = self.connection().await?;
        let mut prepared = Vec::with_capacity(statements.len());
        for statement in statements {
            prepared.push(prepare(&connection, text(statement)).await?);
        }
        let sent = statements.iter().zip(&prepared);
        let changes = join_all(sent.map(|(s, prepared)| change(&connection, prepared, s)));
        let written = match statements {
            // One statement is a transaction of its own, if there is nothing to count before it is kept.
            [Statement { counted: false, .. }] => return changes.await.into_iter().collect(),
            // Insertions change their rows or fail; and where one fails, PostgreSQL takes COMMIT for ROLLBACK.
            _ if statements.iter().all(|statement| !statement.counted) => {
                let end = join(changes, run(&connection, "COMMIT"));
                let (begun, (changed, ended)) = join(run(&connection, "BEGIN"), end).await;
                begun.and(all_changed(changed)).and(ended)
            }
            // What must be counted is counted before it is kept.
            _ => {
                let (begun, changed) = join(run(&connection, "BEGIN"), changes).await;
                match begun.and(all_changed(changed)) {
                    Ok(()) => run(&connection, "COMMIT").await,
                    Err(error) => run(&connection, "ROLLBACK").await.and(Err(error)),
                }
            }
        };
        if let Err(StoreError::Unavailable { .. }) = written {
            // Nobody knows what state the connection is in.
            drop(Object::take(connection));
        }
        written
    }

    pub(crate) async fn execute_script(&self, script: &str) -> Result<(), StoreError> {
        let connection = self.connection().await?;
        let whole = format!("BEGIN;\n{script}\nCOMMIT;");
        let done = connection.batch_execute(&whole).await;
        if done.is_err() {
            drop(connection.batch_execute("ROLLBACK").await);
        }
        done.map_err(|e| error(&e))
    }

    #[cfg(feature = "testing")]
    pub(crate) async fn prepare(
        &self,
        sql: &'static crate::sql::Sql,
    ) -> Result<(usize, usize), StoreError> {
        let connection = self.connection().await?;
        let statement = prepare(&connection, sql.text()).await?;
        if statement.columns().is_empty() {
            let null = |kind: &Type| match *kind {
                Type::INT8 => Value::Int(None),
                Type::BYTEA => Value::Bytes(None),
                _ => Value::Text(None),
            };
            let row: Vec<Value> = statement.params().iter().map(null).collect();
            prepare(&connection, sql.many(&row)).await?;
        }
        Ok((statement.params().len(), statement.columns().len()))
    }

    async fn connection(&self) -> Result<Object, StoreError> {
        self.pool.get().await.map_err(|e| {
            let cause = e.source().map_or_else(|| e.to_string(), describe);
            StoreError::unavailable(cause)
        })
    }
}

async fn prepare(connection: &Object, sql: &str) -> Result<Prepared, StoreError> {
    connection.prepare_cached(sql).await.map_err(|e| error(&e))
}

async fn ask(
    connection: &Object,
    statement: &Prepared,
    args: &[Value],
) -> Result<Vec<Row>, StoreError> {
    let rows = connection.query(statement, &params(args)).await.map_err(|e| error(&e))?;
    rows.iter().map(row).collect()
}

async fn change(
    connection: &Object,
    prepared: &Prepared,
    statement: &Statement,
) -> Result<(), StoreError> {
    let changed = match statement.rows.as_slice() {
        [row] => connection.execute(prepared, &params(row)).await,
        rows => {
            let columns = rows.first().map_or(0, Vec::len);
            let columns: Vec<Column<'_>> = (0..columns).map(|at| Column { rows, at }).collect();
            let params = columns.iter().map(|column| column as &(dyn ToSql + Sync));
            connection.execute(prepared, &params.collect::<Vec<_>>()).await
        }
    };
    statement.check(changed.map_err(|e| error(&e))?)
}

/// The text for as many rows as a statement has.
fn text(statement: &Statement) -> &'static str {
    match statement.rows.as_slice() {
        [] | [_] => statement.sql.text(),
        [row, ..] => statement.sql.many(row),
    }
}

fn all_changed(changes: Vec<Result<(), StoreError>>) -> Result<(), StoreError> {
    // The first error is the cause; those after it only say that the transaction has failed.
    changes.into_iter().collect()
}

async fn run(connection: &Object, sql: &str) -> Result<(), StoreError> {
    connection.batch_execute(sql).await.map_err(|e| error(&e))
}

fn params(args: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    args.iter().map(|arg| arg as &(dyn ToSql + Sync)).collect()
}

impl ToSql for Value {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut bytes::BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Int(value) => value.to_sql(kind, out),
            Self::Text(value) => value.to_sql(kind, out),
            Self::Bytes(value) => value.to_sql(kind, out),
        }
    }

    fn accepts(kind: &Type) -> bool {
        [Type::INT8, Type::TEXT, Type::BYTEA].contains(kind)
    }

    to_sql_checked!();
}

/// A column of many rows of arguments, which PostgreSQL takes as an array.
#[derive(Debug)]
struct Column<'a> {
    rows: &'a [Vec<Value>],
    at: usize,
}

impl ToSql for Column<'_> {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut bytes::BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        // Borrowed values in their order: the form in which the driver takes an array.
        let values: Vec<Option<&Value>> = self.rows.iter().map(|row| row.get(self.at)).collect();
        values.to_sql(kind, out)
    }

    fn accepts(kind: &Type) -> bool {
        [Type::INT8_ARRAY, Type::TEXT_ARRAY, Type::BYTEA_ARRAY].contains(kind)
    }

    to_sql_checked!();
}

fn row(row: &tokio_postgres::Row) -> Result<Row, StoreError> {
    let value = |index: usize, kind: &Type| match *kind {
        Type::INT8 => row.try_get(index).map(Value::Int),
        Type::BYTEA => row.try_get(index).map(Value::Bytes),
        _ => row.try_get(index).map(Value::Text),
    };
    let columns = row.columns().iter().enumerate();
    let values: Result<Vec<Value>, _> =
        columns.map(|(index, column)| value(index, column.type_())).collect();
    values.map(Row::new).map_err(|e| error(&e))
}

/// What an error means.
fn error(error: &tokio_postgres::Error) -> StoreError {
    let Some(database) = error.as_db_error() else {
        return StoreError::unavailable(describe(error));
    };
    match *database.code() {
        SqlState::UNIQUE_VIOLATION => StoreError::duplicate(database.table().unwrap_or_default()),
        SqlState::T_R_SERIALIZATION_FAILURE | SqlState::T_R_DEADLOCK_DETECTED => {
            StoreError::Conflict
        }
        _ => StoreError::unavailable(database),
    }
}

/// The error with its causes, which it does not mention itself.
fn describe(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
