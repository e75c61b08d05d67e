//! What stands in the link, the QR code or the file of an invitation, and how the invited is called.
//!
//! The link carries the secret behind its `#`, which no browser sends to a server.

use blake3::derive_key;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use sync::members::{InviteId, MAX_LABEL_BYTES};
use sync::{Rng, SpaceId};

const VERSION: u8 = 1;
const LENGTH: usize = 1 + 16 + 16 + 32 + 32;
/// Letters of its text.
pub(crate) const TEXT: usize = (LENGTH * 8).div_ceil(6);
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// An invitation as it is handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// The space.
    pub space: SpaceId,
    /// Its name.
    pub id: InviteId,
    /// Known to the two devices only.
    pub secret: [u8; 32],
    /// What the inviting device has bound itself to: the hash of the number it will show.
    pub commitment: [u8; 32],
}

impl Invitation {
    /// The text of it: letters, digits, `-` and `_`.
    #[must_use]
    pub fn text(&self) -> String {
        let mut bytes = vec![VERSION];
        bytes.extend_from_slice(&self.space.0);
        bytes.extend_from_slice(&self.id);
        bytes.extend_from_slice(&self.secret);
        bytes.extend_from_slice(&self.commitment);
        let letters = |group: &[u8]| {
            let mut bits = [0; 4];
            bits[1..=group.len()].copy_from_slice(group);
            let number = u32::from_be_bytes(bits);
            let letter = move |at: usize| ALPHABET[(number >> (18 - 6 * at) & 63) as usize] as char;
            (0..=group.len()).map(letter).collect::<String>()
        };
        bytes.chunks(3).map(letters).collect()
    }

    /// The invitation in a text, wherever in it: a whole link, the text alone, with blanks around it.
    #[must_use]
    pub fn find(text: &str) -> Option<Self> {
        let letters = text.trim().rsplit(['/', '.', '#', '\n', ' ']).next()?;
        let digit = |letter: u8| ALPHABET.iter().position(|known| *known == letter).map(|at| at as u32);
        let mut bytes = Vec::with_capacity(LENGTH);
        for group in letters.as_bytes().chunks(4) {
            let mut number = 0;
            for at in 0..4 {
                number = number << 6 | group.get(at).map_or(Some(0), |letter| digit(*letter))?;
            }
            let [_, all @ ..] = number.to_be_bytes();
            bytes.extend_from_slice(all.get(..group.len().checked_sub(1)?)?);
        }
        let bytes: [u8; LENGTH] = bytes.try_into().ok()?;
        let (&version, rest) = bytes.split_first()?;
        let (space, rest) = rest.split_first_chunk()?;
        let (id, rest) = rest.split_first_chunk()?;
        let (secret, rest) = rest.split_first_chunk()?;
        let commitment = rest.first_chunk()?;
        let found = Self { space: SpaceId(*space), id: *id, secret: *secret, commitment: *commitment };
        // One text for each invitation: a letter more or less is a mistake in copying.
        (version == VERSION && found.text() == letters).then_some(found)
    }
}

/// How the invited wants to be called, for the inviting device only.
#[must_use]
pub fn seal_label(secret: &[u8; 32], id: &InviteId, label: &str, rng: &mut dyn Rng) -> Vec<u8> {
    let mut nonce = [0; 24];
    rng.fill(&mut nonce);
    // Room for nonce and tag; cut between two letters.
    let mut most = (MAX_LABEL_BYTES - 40).min(label.len());
    while !label.is_char_boundary(most) {
        most -= 1;
    }
    let plain = label.as_bytes().get(..most).unwrap_or_default();
    let sealed = cipher(secret).encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: id });
    [nonce.as_slice(), sealed.unwrap_or_default().as_slice()].concat()
}

/// The label in a request, if it was sealed by whoever knows the secret.
#[must_use]
pub fn open_label(secret: &[u8; 32], id: &InviteId, sealed: &[u8]) -> Option<String> {
    let (nonce, sealed) = sealed.split_first_chunk::<24>()?;
    let plain = cipher(secret).decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: id }).ok()?;
    String::from_utf8(plain).ok()
}

fn cipher(secret: &[u8; 32]) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&Key::from(derive_key("sx join label v1", secret)))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fixed;
    impl Rng for Fixed {
        fn fill(&mut self, bytes: &mut [u8]) {
            bytes.fill(7);
        }
    }

    fn invitation() -> Invitation {
        Invitation { space: SpaceId([1; 16]), id: [0xff; 16], secret: [3; 32], commitment: [0xfa; 32] }
    }

    #[test]
    fn an_invitation_is_found_in_what_people_paste() {
        let text = invitation().text();
        let check = |pasted: &str, found: bool| {
            assert_eq!(Invitation::find(pasted), found.then(invitation), "{pasted}");
        };
        check(&text, true);
        check(&format!("  学校/#/sync/join.{text}\n"), true);
        check(&format!("邀请链接 {text}"), true);
        check(&text.replacen('A', "B", 1), false);
        check(&format!("{text}A"), false);
        check(text.get(1..).unwrap_or_default(), false);
        check("", false);
        check("学", false);
    }

    #[test]
    fn a_label_opens_under_its_own_secret_only() {
        let id = [9; 16];
        let sealed = seal_label(&[1; 32], &id, "李老师", &mut Fixed);
        assert_eq!(open_label(&[1; 32], &id, &sealed).as_deref(), Some("李老师"));
        assert_eq!(open_label(&[2; 32], &id, &sealed), None);
        assert_eq!(open_label(&[1; 32], &[8; 16], &sealed), None);
        assert_eq!(open_label(&[1; 32], &id, &sealed[..30]), None);
        let long = "学".repeat(200);
        let sealed = seal_label(&[1; 32], &id, &long, &mut Fixed);
        assert!(sealed.len() <= MAX_LABEL_BYTES);
        assert_eq!(open_label(&[1; 32], &id, &sealed).map(|label| label.chars().count()), Some(72));
    }
}
