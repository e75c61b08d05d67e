//! Several people in one cell.

/// What stands between two names.
const BETWEEN: [char; 7] = ['、', '，', ',', ';', '；', '/', '\n'];

/// The names in a field that may hold several. A space is between two names only if each of them has two characters: a name
/// of two is often written with a space inside.
///
/// ```
/// use ledger::name::people;
/// let all = |text| people(text).collect::<Vec<_>>();
/// assert_eq!(all("李文静、王建国"), ["李文静", "王建国"]);
/// assert_eq!(all("李文静 王建国"), ["李文静", "王建国"]);
/// assert_eq!(all("张　三，李　四"), ["张　三", "李　四"]);
/// ```
pub fn people(text: &str) -> impl Iterator<Item = &str> {
    text.split(BETWEEN).flat_map(|piece| {
        let apart = piece.split_whitespace().all(|part| part.chars().count() > 1);
        let by_space = apart.then(|| piece.split_whitespace()).into_iter().flatten();
        let whole = (!apart).then(|| piece.trim()).into_iter();
        by_space.chain(whole).filter(|name| !name.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart_and_kept_whole() {
        let check = |text: &str, expected: &[&str]| assert_eq!(people(text).collect::<Vec<_>>(), expected, "{text}");
        check("", &[]);
        check(" ", &[]);
        check("李英", &["李英"]);
        check(" 李英 ， 王平/周方;", &["李英", "王平", "周方"]);
        check("李英　王平 周方", &["李英", "王平", "周方"]);
        check("张 三", &["张 三"]);
        check("张 三、欧阳娜", &["张 三", "欧阳娜"]);
        check("阿卜杜·拉、李英", &["阿卜杜·拉", "李英"]);
    }
}
