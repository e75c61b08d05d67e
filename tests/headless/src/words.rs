//! The words of the command line. `--json` may be said and changes nothing: there is no other output.

use ledger::window::AgeWindow;

use crate::refusal::Refusal;

/// A comparison that was asked for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Order {
    /// Name and file of each list.
    pub(crate) lists: Vec<(String, String)>,
    /// Children born outside it are told as such.
    pub(crate) window: Option<AgeWindow>,
}

/// The file to import.
pub(crate) fn import(args: &[String]) -> Result<String, Refusal> {
    let files: Vec<&String> = args.iter().filter(|word| *word != "--json").collect();
    match files.as_slice() {
        [file] if !file.starts_with("--") => Ok((*file).clone()),
        _ => Err(Refusal::usage("import --json FILE")),
    }
}

/// The lists to compare.
pub(crate) fn compare(args: &[String]) -> Result<Order, Refusal> {
    let mut order = Order::default();
    let mut rest = args.iter();
    while let Some(word) = rest.next() {
        let mut value = || rest.next().ok_or_else(|| Refusal::usage(format!("{word} wants a value")));
        match word.as_str() {
            "--json" => {}
            "--list" => {
                let list = value()?;
                let (name, file) =
                    list.split_once('=').ok_or_else(|| Refusal::usage("--list wants NAME=FILE, as in 户籍=a.csv"))?;
                if order.lists.iter().any(|(known, _)| known == name) {
                    return Err(Refusal::usage(format!("two lists are called {name}")));
                }
                order.lists.push((name.to_owned(), file.to_owned()));
            }
            "--window" => {
                let text = value()?;
                let window = text.parse().map_err(|error| Refusal::usage(format!("--window {text}: {error}")))?;
                order.window = Some(window);
            }
            _ => return Err(Refusal::usage(format!("what is {word}?"))),
        }
    }
    if order.lists.len() < 2 {
        return Err(Refusal::usage("compare --json --list NAME=FILE --list NAME=FILE ... [--window FROM..TO]"));
    }
    Ok(order)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn an_import_names_one_file() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(import(&words(text)).ok().as_deref(), expected, "{text}");
        };
        check("--json a.csv", Some("a.csv"));
        check("a.csv --json", Some("a.csv"));
        check("a.csv", Some("a.csv"));
        check("--json", None);
        check("a.csv b.csv", None);
        check("--jsn", None);
    }

    #[test]
    fn a_comparison_names_its_lists_and_perhaps_a_window() {
        let order = compare(&words("--json --list 户籍=A.csv --list 学籍=b=c.xlsx --window 2010-09-01..2019-08-31"));
        let order = order.unwrap();
        assert_eq!(order.lists, [("户籍".into(), "A.csv".into()), ("学籍".into(), "b=c.xlsx".into())]);
        assert_eq!(order.window.unwrap().to_string(), "2010-09-01..2019-08-31");
        let refused = |text: &str| assert!(compare(&words(text)).is_err(), "{text}");
        refused("--list 户籍=A.csv");
        refused("--list 户籍=A.csv --list B.csv");
        refused("--list 户籍=A.csv --list 户籍=B.csv");
        refused("--list 户籍=A.csv --list 学籍=B.csv --window 2019-08-31..2010-09-01");
        refused("--list 户籍=A.csv --list 学籍=B.csv --window");
        refused("--list 户籍=A.csv --list 学籍=B.csv --fast");
    }
}
