//! HTTP/1.1, as few lines of it as the table needs: thousands of requests over one connection.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::credentials::{Carried, Slot, State};

pub(super) struct Connection {
    stream: TcpStream,
    received: Vec<u8>,
}

/// An answer.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) status: u16,
    /// How many `WWW-Authenticate` it has.
    pub(super) challenges: usize,
    pub(super) body: String,
}

impl Connection {
    pub(super) async fn open(url: &str) -> Self {
        let stream = TcpStream::connect(url.strip_prefix("http://").unwrap()).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Self { stream, received: Vec::new() }
    }

    pub(super) async fn post(&mut self, carried: &Carried, path: &str) -> Told {
        let request = request(carried, path);
        self.stream.write_all(request.as_bytes()).await.unwrap();
        let head_end = loop {
            if let Some(at) = self.received.windows(4).position(|window| window == b"\r\n\r\n") {
                break at + 4;
            }
            self.receive().await;
        };
        let head = String::from_utf8(self.received[..head_end].to_ascii_lowercase()).unwrap();
        let header = |name: &str| head.lines().filter(move |line| line.starts_with(name)).collect::<Vec<_>>();
        let length: usize = header("content-length:")[0].split(':').nth(1).unwrap().trim().parse().unwrap();
        while self.received.len() < head_end + length {
            self.receive().await;
        }
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let challenges = header("www-authenticate:").len();
        let body = String::from_utf8(self.received[head_end..head_end + length].to_vec()).unwrap();
        self.received.drain(..head_end + length);
        Told { status, challenges, body }
    }

    async fn receive(&mut self) {
        assert!(self.stream.read_buf(&mut self.received).await.unwrap() > 0, "the connection was closed");
    }
}

fn request(carried: &Carried, path: &str) -> String {
    let mut query = String::new();
    let mut headers = String::new();
    for slot in Slot::ALL {
        let Some(state) = carried.state(slot) else { continue };
        let text = state.text();
        match slot {
            Slot::Key => headers.push_str(&format!("X-Key: {text}\r\n")),
            Slot::QueryKey => query.push_str(&format!("?key={text}")),
            Slot::Session => headers.push_str(&format!("Cookie: a=b; session={text}\r\n")),
            Slot::Basic => {
                let encoded = STANDARD.encode(format!("ann:{text}"));
                let encoded = if state == State::Malformed { "!" } else { encoded.as_str() };
                headers.push_str(&format!("Authorization: Basic {encoded}\r\n"));
            }
            Slot::Bearer => {
                let text = if state == State::Malformed { "a b" } else { text.as_str() };
                headers.push_str(&format!("Authorization: Bearer {text}\r\n"));
            }
            Slot::Digest => headers.push_str(&format!("Authorization: Digest {text}\r\n")),
            Slot::Certificate => headers.push_str(&format!("X-Test-Certificate: {text}\r\n")),
        }
    }
    format!(
        "POST {path}{query} HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n{headers}\r\ntext"
    )
}
