//! A bad line between a client and the worker: requests are lost, delayed, doubled or cut short, and answers are lost after
//! the worker has done what it was asked. Everything else passes unchanged, web sockets included.
//!
//! A fault is asked for by name, for the next request only ([`Faults::next`]), or comes by chance ([`Faults::chance`]) from
//! a seed, so that a failing run can be repeated.

use std::collections::VecDeque;
use std::io::{BufReader, ErrorKind, Read, Result, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::dice::Dice;
use crate::http::Message;

/// What happens to one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It passes.
    None,
    /// It never arrives: the connection ends.
    Drop,
    /// It arrives later.
    Delay(Duration),
    /// It arrives twice, one after the other; the second answer is handed on.
    Duplicate,
    /// A part of it arrives, then the connection ends on both sides.
    Truncate,
    /// It arrives and is done, but the answer is lost.
    LoseAnswer,
}

impl Fault {
    /// A fault by its name: `drop`, `delay 250`, `duplicate`, `truncate`, `lose-answer`, `none`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let mut words = name.split_whitespace();
        let fault = match words.next()? {
            "none" => Self::None,
            "drop" => Self::Drop,
            "delay" => Self::Delay(Duration::from_millis(words.next()?.parse().ok()?)),
            "duplicate" => Self::Duplicate,
            "truncate" => Self::Truncate,
            "lose-answer" => Self::LoseAnswer,
            _ => return None,
        };
        words.next().is_none().then_some(fault)
    }
}

/// What the line does, changed while it runs.
#[derive(Default)]
pub struct Faults(Mutex<Plan>);

#[derive(Default)]
struct Plan {
    next: VecDeque<Fault>,
    chance: Option<(u32, Dice)>,
    happened: Vec<Fault>,
}

impl Faults {
    /// The next request without a fault of its own meets this one.
    pub fn next(&self, fault: Fault) {
        self.plan(|plan| plan.next.push_back(fault));
    }

    /// From now on this many of a hundred requests meet a fault; 0 ends that.
    pub fn chance(&self, percent: u32, seed: u64) {
        self.plan(|plan| plan.chance = (percent > 0).then(|| (percent, Dice::new(seed))));
    }

    /// Every fault that has happened so far, in order.
    pub fn happened(&self) -> Vec<Fault> {
        self.plan(|plan| plan.happened.clone())
    }

    fn draw(&self) -> Fault {
        self.plan(|plan| {
            let fault = match (plan.next.pop_front(), &mut plan.chance) {
                (Some(fault), _) => fault,
                (None, Some((percent, dice))) => by_chance(*percent, dice),
                (None, None) => Fault::None,
            };
            if fault != Fault::None {
                plan.happened.push(fault);
            }
            fault
        })
    }

    fn plan<T>(&self, change: impl FnOnce(&mut Plan) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn by_chance(percent: u32, dice: &mut Dice) -> Fault {
    if dice.below(100) >= u64::from(percent) {
        return Fault::None;
    }
    match dice.below(5) {
        0 => Fault::Drop,
        1 => Fault::Delay(Duration::from_millis(dice.below(300))),
        2 => Fault::Duplicate,
        3 => Fault::Truncate,
        _ => Fault::LoseAnswer,
    }
}

/// A bad line that is open until the program ends.
pub struct Proxy {
    /// What it does.
    pub faults: Arc<Faults>,
    port: u16,
}

impl Proxy {
    /// Opens a line to the server at this port of loopback. Port 0 for `listen` takes any free one.
    pub fn open(listen: u16, server: u16) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", listen))?;
        let port = listener.local_addr()?.port();
        let faults = Arc::new(Faults::default());
        let server = SocketAddr::from(([127, 0, 0, 1], server));
        let shared = Arc::clone(&faults);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let faults = Arc::clone(&shared);
                // That one connection broke is what a bad line is for.
                std::thread::spawn(move || carry(&stream, server, &faults).ok());
            }
        });
        Ok(Self { faults, port })
    }

    /// The port of loopback that clients connect to.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }
}

/// Carries one request after the other until either side ends.
fn carry(client: &TcpStream, server: SocketAddr, faults: &Faults) -> Result<()> {
    client.set_nodelay(true)?;
    let mut asked = BufReader::new(client);
    let mut line = Line::connect(server)?;
    while let Some(request) = Message::read(&mut asked, false)? {
        if request.header("upgrade").is_some() {
            return pass_socket(client, asked.buffer(), &request, server);
        }
        let head = request.first.starts_with("HEAD ");
        let fault = faults.draw();
        match fault {
            Fault::Drop => return client.shutdown(Shutdown::Both),
            Fault::Truncate => {
                let bytes = request.bytes();
                line.send(&bytes[..bytes.len() * 2 / 3])?;
                line.stream()?.shutdown(Shutdown::Both)?;
                return client.shutdown(Shutdown::Both);
            }
            Fault::Delay(time) => std::thread::sleep(time),
            Fault::Duplicate => drop(line.exchange(&request, head)?),
            Fault::None | Fault::LoseAnswer => {}
        }
        let answer = line.exchange(&request, head)?;
        if fault == Fault::LoseAnswer {
            return client.shutdown(Shutdown::Both);
        }
        let mut client = client;
        client.write_all(&if head { head_of(&answer) } else { answer.bytes() })?;
    }
    Ok(())
}

/// An answer to HEAD names a length that does not follow.
fn head_of(answer: &Message) -> Vec<u8> {
    let mut out = format!("{}\r\n", answer.first);
    for (name, value) in &answer.headers {
        out.push_str(&format!("{name}: {value}\r\n"));
    }
    out.push_str("\r\n");
    out.into_bytes()
}

/// The connection to the server, opened again when the server has closed it.
struct Line {
    server: SocketAddr,
    reader: Option<BufReader<TcpStream>>,
}

impl Line {
    fn connect(server: SocketAddr) -> Result<Self> {
        let mut line = Self { server, reader: None };
        line.stream()?;
        Ok(line)
    }

    fn stream(&mut self) -> Result<&mut TcpStream> {
        if self.reader.is_none() {
            let stream = TcpStream::connect(self.server)?;
            stream.set_nodelay(true)?;
            self.reader = Some(BufReader::new(stream));
        }
        self.reader.as_mut().map(BufReader::get_mut).ok_or_else(|| ErrorKind::NotConnected.into())
    }

    fn send(&mut self, bytes: &[u8]) -> Result<()> {
        self.stream()?.write_all(bytes)
    }

    fn exchange(&mut self, request: &Message, head: bool) -> Result<Message> {
        self.send(&request.bytes())?;
        let reader = self.reader.as_mut().ok_or(ErrorKind::NotConnected)?;
        Message::read(reader, head)?.ok_or_else(|| ErrorKind::UnexpectedEof.into())
    }
}

/// A web socket is carried byte by byte in both directions.
fn pass_socket(client: &TcpStream, ahead: &[u8], request: &Message, server: SocketAddr) -> Result<()> {
    let mut upstream = TcpStream::connect(server)?;
    let mut opening = head_of(request);
    opening.extend_from_slice(ahead);
    upstream.write_all(&opening)?;
    let (from_client, to_server) = (client.try_clone()?, upstream.try_clone()?);
    std::thread::spawn(move || pump(&from_client, &to_server).ok());
    pump(&upstream, client)
}

fn pump(mut from: &TcpStream, mut to: &TcpStream) -> Result<()> {
    let mut bytes = [0; 16 * 1024];
    loop {
        match from.read(&mut bytes)? {
            0 => return to.shutdown(Shutdown::Both),
            length => to.write_all(&bytes[..length])?,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::http::Client;

    /// A server that counts whole requests and answers with the count so far.
    fn counter() -> (u16, Arc<AtomicUsize>) {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let count = Arc::new(AtomicUsize::new(0));
        let shared = Arc::clone(&count);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let count = Arc::clone(&shared);
                std::thread::spawn(move || {
                    let mut reader = BufReader::new(&stream);
                    while let Ok(Some(_)) = Message::read(&mut reader, false) {
                        let number = count.fetch_add(1, Ordering::SeqCst) + 1;
                        let body = number.to_string().into_bytes();
                        let answer = Message { first: "HTTP/1.1 200 OK".to_owned(), body, ..Message::default() };
                        if (&stream).write_all(&answer.bytes()).is_err() {
                            break;
                        }
                    }
                });
            }
        });
        (port, count)
    }

    /// What the client hears (nothing when the connection broke), and how many requests had arrived by then.
    fn check(fault: Fault, heard: Option<&str>, arrived: usize) {
        let (server, count) = counter();
        let proxy = Proxy::open(0, server).unwrap();
        proxy.faults.next(fault);
        let answer = Client::new(proxy.port()).send("POST", "/", &[], &[7; 1000]);
        let answer = answer.ok().map(|answer| String::from_utf8(answer.body).unwrap());
        assert_eq!(answer.as_deref(), heard, "{fault:?}");
        assert_eq!(count.load(Ordering::SeqCst), arrived, "{fault:?}");
        let expected: &[Fault] = if fault == Fault::None { &[] } else { &[fault] };
        assert_eq!(proxy.faults.happened(), expected);
    }

    #[test]
    fn each_fault_does_what_its_name_says() {
        check(Fault::None, Some("1"), 1);
        check(Fault::Drop, None, 0);
        check(Fault::Delay(Duration::from_millis(20)), Some("1"), 1);
        check(Fault::Duplicate, Some("2"), 2);
        check(Fault::Truncate, None, 0);
        check(Fault::LoseAnswer, None, 1);
    }

    #[test]
    fn chance_follows_the_seed() {
        let draw = |seed| {
            let faults = Faults::default();
            faults.chance(40, seed);
            (0..200).map(|_| faults.draw()).collect::<Vec<_>>()
        };
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
        let met = draw(1).iter().filter(|fault| **fault != Fault::None).count();
        assert!((50..110).contains(&met), "{met} of 200 at 40 percent");
    }

    #[test]
    fn faults_have_names() {
        assert_eq!(Fault::from_name("delay 250"), Some(Fault::Delay(Duration::from_millis(250))));
        assert_eq!(Fault::from_name("lose-answer"), Some(Fault::LoseAnswer));
        for wrong in ["", "delay", "delay x", "drop 1", "explode"] {
            assert_eq!(Fault::from_name(wrong), None, "{wrong}");
        }
    }
}
