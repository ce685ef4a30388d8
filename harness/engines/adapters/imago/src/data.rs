//! Bytes as one word of a line: `LENGTH*BYTE` where all are alike, else base64.

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Most bytes of one request: what is longer is not served, so that no line claims all memory.
pub const MAX_LENGTH: usize = 1 << 30;

/// The word for these bytes.
pub fn word_of(bytes: &[u8]) -> String {
    let first = bytes.first().copied().unwrap_or(0);
    if bytes.iter().all(|byte| *byte == first) {
        return format!("{}*{first:02x}", bytes.len());
    }
    let mut word = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for triple in bytes.chunks(3) {
        let bits = (0..3).fold(0u32, |bits, at| {
            bits << 8 | u32::from(triple.get(at).copied().unwrap_or(0))
        });
        for digit in 0..4 {
            let index = (bits >> (18 - 6 * digit)) as usize & 63;
            // Three bytes are four digits, two are three, one is two.
            let is_padding = digit > triple.len();
            word.push(if is_padding {
                '='
            } else {
                DIGITS[index] as char
            });
        }
    }
    word
}

/// The bytes of a word; nothing where it is no such word, or too long.
pub fn bytes_of(word: &str) -> Option<Vec<u8>> {
    if let Some((length, byte)) = word.split_once('*') {
        let length = length.parse().ok().filter(|it| *it <= MAX_LENGTH)?;
        return Some(vec![u8::from_str_radix(byte, 16).ok()?; length]);
    }
    let digits = word.trim_end_matches('=');
    let mut bytes = Vec::with_capacity(digits.len() * 3 / 4);
    for four in digits.as_bytes().chunks(4) {
        let mut bits = 0u32;
        for at in 0..4 {
            let digit = four.get(at).copied().unwrap_or(b'A');
            bits = bits << 6 | value_of(digit)?;
        }
        bytes.extend_from_slice(&bits.to_be_bytes()[1..four.len()]);
    }
    Some(bytes)
}

fn value_of(digit: u8) -> Option<u32> {
    Some(u32::from(match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::{bytes_of, word_of};

    #[test]
    fn words_are_those_of_rfc_4648() {
        for (bytes, word) in [("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")] {
            assert_eq!(word_of(bytes.as_bytes()), word);
            assert_eq!(bytes_of(word).as_deref(), Some(bytes.as_bytes()));
        }
    }

    #[test]
    fn alike_bytes_are_counted() {
        assert_eq!(word_of(&[0xcd; 512]), "512*cd");
        assert_eq!(bytes_of("3*0a"), Some(vec![10; 3]));
        assert_eq!(word_of(&[]), "0*00");
    }

    #[test]
    fn all_bytes_come_back() {
        for length in 0..300 {
            let bytes: Vec<u8> = (0..length).map(|at| (at * 7) as u8).collect();
            assert_eq!(bytes_of(&word_of(&bytes)), Some(bytes));
        }
    }

    #[test]
    fn nonsense_is_no_data() {
        for word in ["1*zz", "x*00", "Zm8!", "99999999999*00"] {
            assert_eq!(bytes_of(word), None, "{word}");
        }
    }
}
