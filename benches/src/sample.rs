//! Documents to read, write and send.

use jiff::Timestamp;
use uuid::Uuid;

use crate::plain::{Author, Catalogue, Entry, Feed, Kind, Offer, Product, Size};

/// The sizes of documents, about: 1 kB, 10 kB, 100 kB.
pub const SIZES: [usize; 3] = [1, 10, 100];

/// A catalogue of about so many kB of JSON.
#[must_use]
pub fn catalogue(kilobytes: usize) -> Catalogue {
    Catalogue {
        name: "spring".to_owned(),
        created: instant(0),
        note: None,
        products: (0..kilobytes * 2).map(product).collect(),
    }
}

/// A feed of about so many kB of XML.
#[must_use]
pub fn feed(kilobytes: usize) -> Feed {
    let entries = 0..kilobytes * 4;
    Feed { version: "1.0".to_owned(), title: "News & views".to_owned(), entry: entries.map(entry).collect() }
}

fn instant(number: usize) -> Timestamp {
    Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_secs(1_700_000_000 + 86_399 * i64::try_from(number).unwrap_or(0))
}

#[allow(clippy::cast_precision_loss, reason = "small numbers")]
fn product(number: usize) -> Product {
    let kinds = [Kind::Tool, Kind::Toy, Kind::Book, Kind::Garment];
    let price = 3.0 + 1.37 * number as f64;
    Product {
        id: Uuid::from_u128(0x67e5_5044_10b1_426f_9247_bb68_0e5f_e0c8 ^ (number as u128) << 64),
        name: format!("Product number {number}"),
        description: (!number.is_multiple_of(3)).then(|| "Keeps \"what\" it says,\nfor years and years".to_owned()),
        kind: kinds[number % kinds.len()],
        price,
        discount: number.is_multiple_of(2).then_some(0.125),
        stock: i64::try_from(number).unwrap_or(0) * 7919,
        active: !number.is_multiple_of(5),
        updated: instant(number),
        size: Size { width: 10.5, height: 20.25, depth: 0.5 * number as f64, unit: "cm".to_owned() },
        tags: vec!["garden".to_owned(), "spring sale".to_owned(), "new".to_owned()],
        offers: (0..number % 3).map(|at| offer(number + at, price)).collect(),
        rating: number.is_multiple_of(4).then_some(5),
        supplier: Some("Müller & Sons".to_owned()),
    }
}

fn offer(number: usize, price: f64) -> Offer {
    let until = number.is_multiple_of(2).then(|| instant(number));
    Offer { seller: "The corner shop".to_owned(), price: price * 0.9, quantity: 12, until }
}

#[allow(clippy::cast_precision_loss, reason = "small numbers")]
fn entry(number: usize) -> Entry {
    Entry {
        id: i64::try_from(number).unwrap_or(0),
        title: format!("Entry <{number}> & more"),
        summary: number.is_multiple_of(2).then(|| "What happened, where it happened, and to whom".to_owned()),
        author: Author { name: "Zoë Ann Other".to_owned(), email: Some("zoe@example.com".to_owned()) },
        score: 0.25 * number as f64,
        tag: vec!["politics".to_owned(), "weather".to_owned()],
    }
}
