//! Sockets on which a space says how far its log goes, and nothing else.

use std::io::{BufRead, BufReader, Read, Result, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use sync::members::Role;

use super::Bench;
use super::disk::faulty;
use crate::call::{admitted, found, token};
use crate::contract::LIMITS;
use crate::host::Remote;
use crate::school::{CHILDREN, School};
use crate::workerd::{Folder, Workerd};

/// A web socket, as far as listening needs one.
pub(super) struct Socket {
    reader: BufReader<TcpStream>,
}

/// What comes on a socket.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Frame {
    Text(String),
    Close(u16),
}

impl Socket {
    /// Opens a socket that is told at once how far the log goes.
    pub(super) fn listening(port: u16, school: &School, bearer: &str, head: u64) -> Result<Self> {
        let mut socket = Self::open(port, school, &format!("sx1, {bearer}"))?.unwrap();
        assert_eq!(socket.hear()?, Frame::Text(format!("head {head}")));
        Ok(socket)
    }

    /// Opens a socket with a token; the status of the answer when it is refused.
    pub(super) fn open(port: u16, school: &School, protocols: &str) -> Result<std::result::Result<Self, u16>> {
        let mut stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        let opening = format!(
            "GET {} HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-version: 13\r\n\
             sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-protocol: {protocols}\r\n\r\n",
            school.address("ws")
        );
        stream.write_all(opening.as_bytes())?;
        let mut reader = BufReader::new(stream);
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            reader.read_line(&mut line)?;
            if line.trim().is_empty() {
                break;
            }
            lines.push(line.trim().to_ascii_lowercase());
        }
        let status = lines[0].split(' ').nth(1).unwrap().parse().unwrap();
        if status != 101 {
            return Ok(Err(status));
        }
        assert!(lines.contains(&"sec-websocket-protocol: sx1".to_owned()), "{lines:?}");
        Ok(Ok(Self { reader }))
    }

    fn say(&mut self, text: &str) -> Result<()> {
        let mut frame = vec![0x81, 0x80 | u8::try_from(text.len()).unwrap(), 0, 0, 0, 0];
        frame.extend_from_slice(text.as_bytes());
        self.reader.get_mut().write_all(&frame)
    }

    pub(super) fn hear(&mut self) -> Result<Frame> {
        let mut head = [0; 2];
        self.reader.read_exact(&mut head)?;
        let mut bytes = vec![0; usize::from(head[1] & 0x7f)];
        assert!(bytes.len() < 126, "a long frame: {head:?}");
        self.reader.read_exact(&mut bytes)?;
        Ok(match head[0] & 0x0f {
            8 => Frame::Close(u16::from_be_bytes([bytes[0], bytes[1]])),
            _ => Frame::Text(String::from_utf8(bytes).unwrap()),
        })
    }

    /// Whether nothing comes in a second, or never again.
    fn hears_nothing(&mut self) -> Result<bool> {
        self.reader.get_mut().set_read_timeout(Some(Duration::from_secs(1)))?;
        Ok(!matches!(self.reader.read(&mut [0]), Ok(1..)))
    }
}

pub(super) fn listeners_are_told(bench: &Bench) {
    let store = Folder::new("socket").unwrap();
    let workerd = bench.start(store.path());
    let mut host = Remote::new(workerd.port());
    let mut school = School::new(7600);
    found(&mut host, &school);
    let lead = token(&mut host, &school, &school.head.clone());
    let (teacher, join) = school.join(Role::Reader, &[CHILDREN]);
    admitted(&mut host, &school, &lead, &[join]);
    let bearer = token(&mut host, &school, &teacher);
    let other = School::new(7601);
    found(&mut host, &other);
    let foreign = format!("sx1, {}", token(&mut host, &other, &other.head));
    for bad in ["sx1", "sx1, 00ff", "other, abc", &bearer, &foreign] {
        assert_eq!(Socket::open(workerd.port(), &school, bad).unwrap().err(), Some(401), "{bad}");
    }
    let mut listening = Socket::listening(workerd.port(), &school, &bearer, 2).unwrap();
    let mut leading = Socket::listening(workerd.port(), &school, &lead, 2).unwrap();
    let mut device = school.head.clone();
    let mut slowest = Duration::ZERO;
    for seq in 3..23 {
        let save = school.save(&mut device, CHILDREN, 10);
        let begun = Instant::now();
        assert_eq!(admitted(&mut host, &school, &lead, &[save]), seq);
        assert_eq!(listening.hear().unwrap(), Frame::Text(format!("head {seq}")));
        slowest = slowest.max(begun.elapsed());
        assert_eq!(leading.hear().unwrap(), Frame::Text(format!("head {seq}")));
    }
    println!("        slowest push and nudge {:.1} ms", slowest.as_secs_f64() * 1000.0);
    listening.say("ping").unwrap();
    assert_eq!(listening.hear().unwrap(), Frame::Text("pong".to_owned()));
    // A push that changes nothing is nothing to tell.
    school.head = device;
    let shut = school.revoke(teacher.id());
    assert_eq!(admitted(&mut host, &school, &lead, &[shut]), 23);
    assert_eq!(listening.hear().unwrap(), Frame::Close(1008));
    assert_eq!(leading.hear().unwrap(), Frame::Text("head 23".to_owned()));
    assert_eq!(Socket::open(workerd.port(), &school, &format!("sx1, {bearer}")).unwrap().err(), Some(401));
    leading.say("tell me more").unwrap();
    assert_eq!(leading.hear().unwrap(), Frame::Close(1003));
}

/// How often a space has been opened: first when it is asked, then each time it wakes.
fn opened(workerd: &Workerd) -> usize {
    // What it prints is read beside the answers, and may come a moment later.
    std::thread::sleep(Duration::from_millis(200));
    String::from_utf8_lossy(&workerd.said()).matches("a space is opened").count()
}

pub(super) fn a_socket_sleeps_and_wakes(bench: &Bench) {
    let (store, modules) = (Folder::new("sleep").unwrap(), Folder::new("bed").unwrap());
    let install = faulty(bench, modules.path());
    let workerd = Workerd::start(&install, store.path(), bench.client.path(), LIMITS).unwrap();
    let mut host = Remote::new(workerd.port());
    let mut school = School::new(7700);
    found(&mut host, &school);
    let lead = token(&mut host, &school, &school.head.clone());
    let (teacher, join) = school.join(Role::Reader, &[CHILDREN]);
    admitted(&mut host, &school, &lead, &[join]);
    let bearer = token(&mut host, &school, &teacher);
    let mut leading = Socket::listening(workerd.port(), &school, &lead, 2).unwrap();
    let mut listening = Socket::listening(workerd.port(), &school, &bearer, 2).unwrap();
    assert_eq!(opened(&workerd), 1);
    // The runtime puts an object away after ten seconds without a request.
    let sleep = |times: usize| {
        std::thread::sleep(Duration::from_secs(12));
        assert_eq!(opened(&workerd), times, "something else has woken it");
    };
    sleep(1);
    let save = |host: &mut Remote, school: &mut School, seq: u64| {
        let mut device = school.head.clone();
        let save = school.save(&mut device, CHILDREN, 10);
        school.head = device;
        assert_eq!(admitted(host, school, &lead, &[save]), seq);
    };
    save(&mut host, &mut school, 3);
    assert_eq!(opened(&workerd), 2, "it did not sleep, so this test shows nothing");
    for socket in [&mut leading, &mut listening] {
        assert_eq!(socket.hear().unwrap(), Frame::Text("head 3".to_owned()));
        socket.say("ping").unwrap();
        assert_eq!(socket.hear().unwrap(), Frame::Text("pong".to_owned()));
    }

    // Whose socket it is, it knows when it wakes: the one who is shut out meanwhile goes, and nobody else.
    sleep(2);
    let shut = school.revoke(teacher.id());
    assert_eq!(admitted(&mut host, &school, &lead, &[shut]), 4);
    assert_eq!(opened(&workerd), 3, "it did not sleep, so this test shows nothing");
    assert_eq!(listening.hear().unwrap(), Frame::Close(1008));
    assert_eq!(leading.hear().unwrap(), Frame::Text("head 4".to_owned()));
    save(&mut host, &mut school, 5);
    assert_eq!(leading.hear().unwrap(), Frame::Text("head 5".to_owned()));
    assert!(listening.hears_nothing().unwrap(), "it hears more");
    assert_eq!(Socket::open(workerd.port(), &school, &format!("sx1, {bearer}")).unwrap().err(), Some(401));
}
