//! How long does a body look from outside? PADMÉ: at most an eighth longer than it is, and a size tells next to nothing.

/// Shorter bodies look alike.
const LEAST: usize = 256;

/// The length a body of `len` bytes is padded to.
pub fn padded(len: usize) -> usize {
    let len = len.max(LEAST);
    let exponent = len.ilog2();
    let kept = exponent.ilog2() + 1;
    let mask = (1_usize << exponent.saturating_sub(kept)) - 1;
    (len + mask) & !mask
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_fall_together_and_grow_little() {
        let check = |len, expected| assert_eq!(padded(len), expected);
        check(0, 256);
        check(256, 256);
        check(257, 272);
        check(1000, 1024);
        check(1025, 1088);
        check(524_300, 540_672);
        let mut last = 0;
        for len in 0..70_000 {
            let to = padded(len);
            assert!(to >= len && to >= last && to <= len.max(LEAST) + len.max(LEAST) / 8, "{len} becomes {to}");
            last = to;
        }
    }
}
