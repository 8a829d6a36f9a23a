//! The reference beside PostgreSQL: `COPY BINARY` into a table with a primary key and one more index.

use std::time::Instant;

use futures_util::pin_mut;
use tokio_postgres::NoTls;
use tokio_postgres::binary_copy::BinaryCopyInWriter;
use tokio_postgres::types::Type;

/// Rows per second.
pub(super) async fn measure(url: &str, renewals: usize) -> anyhow::Result<f64> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(connection);
    client
        .batch_execute(
            "DROP TABLE IF EXISTS bare; CREATE TABLE bare (account_id BIGINT, id BIGINT, at BIGINT, kind TEXT COLLATE \"C\", \
             state TEXT COLLATE \"C\", day TEXT COLLATE \"C\", amount BIGINT, text TEXT COLLATE \"C\", \
             PRIMARY KEY (account_id, id)); CREATE INDEX bare_day ON bare (day, account_id)",
        )
        .await?;
    let rows = i64::try_from(renewals * 12)?;
    let types = [
        Type::INT8,
        Type::INT8,
        Type::INT8,
        Type::TEXT,
        Type::TEXT,
        Type::TEXT,
        Type::INT8,
        Type::TEXT,
    ];
    let start = Instant::now();
    let sink = client.copy_in("COPY bare FROM STDIN BINARY").await?;
    let writer = BinaryCopyInWriter::new(sink, &types);
    pin_mut!(writer);
    for id in 0..rows {
        writer
            .as_mut()
            .write(&[
                &(id / 12),
                &id,
                &1_800_000_000_000_000_i64,
                &"autorenew",
                &"settled",
                &"2027-01-31",
                &299_000_000_i64,
                &"VPS SSD 1, renewal for 1 month, and some more",
            ])
            .await?;
    }
    writer.finish().await?;
    let seconds = start.elapsed().as_secs_f64();
    client.batch_execute("DROP TABLE bare").await?;
    Ok(rows as f64 / seconds)
}
