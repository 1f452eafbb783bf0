//! The formats, both ways.

#![allow(clippy::unwrap_used, reason = "a failed test says enough")]

use std::fmt::{Debug, Display};
use std::str::FromStr;

use super::Password;
use super::{Base64, DateTime, Duration, Time, UnixTimestamp, Uri};

fn kept<T: FromStr<Err: Debug> + Display>(texts: &[&str]) {
    for text in texts {
        assert_eq!(text.parse::<T>().unwrap().to_string(), *text);
    }
}

fn refused<T: FromStr + Debug>(texts: &[&str]) {
    for text in texts {
        assert!(text.parse::<T>().is_err(), "{text}: {:?}", text.parse::<T>().ok());
    }
}

#[test]
fn date_times() {
    kept::<DateTime>(&[
        "2024-05-01T10:00:00Z",
        "2024-05-01T10:00:00.1Z",
        "2024-05-01T10:00:00.000000001-07:30",
        "2024-02-29T23:59:59.120+14:00",
        "1937-01-01T12:00:27.87+00:20",
        "0001-01-01T00:00:00-00:00",
        "2024-05-01T10:00:00+00:00",
    ]);
    refused::<DateTime>(&[
        "",
        "2024-05-01",
        "2024-05-01T10:00:00",
        "2024-05-01 10:00:00Z",
        "2024-05-01T10:00Z",
        "2023-02-29T00:00:00Z",
        "2024-05-01T24:00:00Z",
        "2024-05-01T10:00:61Z",
        "2024-05-01T10:00:00.Z",
        "2024-05-01T10:00:00+0100",
        "2024-05-01T10:00:00+24:00",
        "2024-05-01T10:00:00Z[UTC]",
        "2024-05-01T10:00:00Zé",
    ]);
    let leap: DateTime = "1990-12-31t23:59:60z".parse().unwrap();
    assert_eq!(leap.to_string(), "1990-12-31T23:59:59Z");
    let long: DateTime = "2024-05-01T10:00:00.1234567891Z".parse().unwrap();
    assert_eq!(long.to_string(), "2024-05-01T10:00:00.123456789Z");
    assert_eq!(DateTime::from(long.timestamp()), long);
    let early: DateTime = "1969-12-31T23:59:59.5Z".parse().unwrap();
    assert_eq!(DateTime::from(early.timestamp()).to_string(), "1969-12-31T23:59:59.5Z");
    assert!(early < long);
}

#[test]
fn times_and_durations() {
    kept::<Time>(&["10:00:00", "23:59:59.120Z", "00:00:00+05:30"]);
    refused::<Time>(&["10:00", "24:00:00", "10:00:00+1", "10:00:00 "]);
    kept::<Duration>(&["P1Y2M3DT4H5M6S", "P2W", "PT36H", "PT0.5S"]);
    refused::<Duration>(&["", "1 hour", "P", "P1S"]);
}

#[test]
fn uris() {
    kept::<Uri>(&["https://example.com/a%20b?c=d#e", "mailto:a@b.example", "urn:isbn:1", "http://[::1]:80/"]);
    refused::<Uri>(&["", "/a", "example.com", "1a:b", "http://a b", "http://é", "a:%", "a:%4", "a:%é", "a:#b#c", ":"]);
    assert_eq!("https://x".parse::<Uri>().unwrap().scheme(), "https");
}

#[test]
fn base64() {
    kept::<Base64>(&["", "aGk=", "AAEC"]);
    assert_eq!("aGk".parse::<Base64>().unwrap().0, b"hi");
    refused::<Base64>(&["a", "a-_=", "aGk= "]);
    assert_eq!(serde_json::to_string(&Base64(vec![255])).unwrap(), "\"/w==\"");
}

#[test]
fn unix_timestamps_are_exact_to_the_millisecond() {
    for millis in [0, 1, -1, 999, 1_660_575_600_120, 1_660_575_600_001, -62_135_596_800_001, 253_402_300_799_999] {
        let value = UnixTimestamp::from_millis(millis);
        let json = serde_json::to_string(&value).unwrap();
        assert_eq!(serde_json::from_str::<UnixTimestamp>(&json).unwrap(), value, "{json}");
        assert_eq!(value.to_string().parse(), Ok(value));
    }
    assert_eq!(UnixTimestamp::from_millis(-1).to_string(), "-0.001");
    assert_eq!(serde_json::from_str::<UnixTimestamp>("1660575600").unwrap().as_millis(), 1_660_575_600_000);
    for wrong in ["1e300", "\"1\"", "18446744073709551615", "null"] {
        assert!(serde_json::from_str::<UnixTimestamp>(wrong).is_err(), "{wrong}");
    }
    refused::<UnixTimestamp>(&["NaN", "inf", "", "1e300"]);
    let timestamp = jiff::Timestamp::from_millisecond(-1).unwrap();
    assert_eq!(UnixTimestamp::from(timestamp).as_millis(), -1);
}

#[test]
fn a_password_travels_and_is_never_shown() {
    let password: Password = serde_json::from_str(r#""hunter2""#).unwrap();
    assert_eq!(serde_json::to_string(&Some(&password)).unwrap(), r#""hunter2""#);
    assert!(!format!("{password:?} {:#?}", vec![password.clone()]).contains("hunter2"));
    assert!(password == Password::from("hunter2") && password != Password::default());
    assert!(serde_json::from_str::<Password>("7").is_err());
}
