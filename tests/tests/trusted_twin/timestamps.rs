//! Timestamps: seconds with three decimal places, exact to the millisecond both ways.

use std::fmt::Write as _;

use axum::extract::Path;

use super::*;

/// Milliseconds: the edges, every last digit, and a spread over two centuries.
fn instants() -> Vec<i64> {
    let mut instants = vec![0, 1, 9, 10, 99, 100, 999, 1000, 1001, -1, -1000, -1001, i64::from(i32::MAX) * 1000 + 999];
    instants.extend((0..40).map(|last| 1_692_023_568_990 + last));
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for _ in 0..200 {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        instants.push(i64::try_from(state % 6_311_433_600_000).unwrap() - 2_208_988_800_000);
    }
    instants
}

/// The milliseconds of decimal seconds, by their digits alone.
fn millis(text: &str) -> i64 {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let (seconds, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let shortened = fraction.trim_end_matches('0');
    assert!(shortened.len() <= 3 && !text.contains('e'), "{text}");
    sign * (seconds.parse::<i64>().unwrap() * 1000 + format!("{shortened:0<3}").parse::<i64>().unwrap())
}

/// The number that a member of some JSON is, as it is written.
fn written<'a>(json: &'a str, member: &str) -> &'a str {
    let start = json.split_once(&format!("\"{member}\":")).unwrap().1;
    start.split([',', '}']).next().unwrap().trim()
}

#[tokio::test]
async fn what_the_service_says_is_what_is_written_and_read() {
    let (server, script) = serve().await;
    let client = client(&server.url);
    for pair in instants().windows(2) {
        let [created, updated] = [pair[0], pair[1]].map(UnixTimestamp::from_millis);
        let batch = Batch { created_ts: created, updated_ts: updated, download: None, ..sample() };
        script.answer::<GetBatch>(Ok::<_, ApiError>(batch.clone()));
        let told = server.ask(&ask("get_batch").header("Authorization", USER)).await;
        assert_eq!(millis(written(told.text(), "created_ts")), pair[0]);
        assert_eq!(millis(written(told.text(), "updated_ts")), pair[1]);
        assert_eq!(client.get_batch(GetBatch::new(id())).await.unwrap(), batch);
    }
}

/// Writes the milliseconds that the batch's UUID is, with three decimal places, as the vendor does.
async fn vendor(Path(batch): Path<Uuid>) -> ([(&'static str, &'static str); 1], String) {
    let millis = i64::try_from(batch.as_u128() as i128 - i128::from(i64::MAX)).unwrap();
    let sign = if millis < 0 { "-" } else { "" };
    let text = format!("{sign}{}.{:03}", millis.unsigned_abs() / 1000, millis.unsigned_abs() % 1000);
    let mut body = format!(r#"{{"batch": "{batch}", "status": "new", "created_ts": {text}"#);
    write!(body, r#", "updated_ts": {}}}"#, text.trim_end_matches('0').trim_end_matches('.')).unwrap();
    ([("Content-Type", "application/json")], body)
}

#[tokio::test]
async fn what_the_vendor_writes_is_what_the_client_gets() {
    let server = Server::start(axum::Router::new().route("/batches/{batch}", axum::routing::get(vendor))).await;
    let client = client(&server.url);
    for instant in instants() {
        let id = Uuid::from_u128(u128::try_from(i128::from(instant) + i128::from(i64::MAX)).unwrap());
        let batch = client.get_batch(GetBatch::new(id)).await.unwrap();
        assert_eq!(batch.created_ts.as_millis(), instant);
        assert_eq!(batch.updated_ts.as_millis(), instant);
    }
}
