//! Which column gets which field, when several could: the surest first, each field once.

use ledger::field::Field;

/// Gives every column at most one field and every field at most one column.
pub(crate) fn assign(candidates: &[Vec<(Field, u8)>]) -> Vec<Option<(Field, u8)>> {
    let mut bids: Vec<(usize, Field, u8)> = candidates
        .iter()
        .enumerate()
        .flat_map(|(column, c)| c.iter().map(move |&(f, sure)| (column, f, sure)))
        .collect();
    bids.sort_by_key(|&(column, _, sure)| (std::cmp::Reverse(sure), column));
    let mut fields = vec![None; candidates.len()];
    let mut taken = Vec::new();
    for (column, field, sure) in bids {
        if let Some(free @ None) = fields.get_mut(column)
            && !taken.contains(&field)
        {
            *free = Some((field, sure));
            taken.push(field);
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_surest_column_gets_the_field_and_the_other_its_second_choice() {
        use Field::{AttendSchool, Name, School};
        let fields = assign(&[
            vec![(School, 95), (AttendSchool, 90)],
            vec![(School, 100)],
            vec![],
            vec![(Name, 60)],
            vec![(Name, 100)],
            vec![(Name, 100)],
        ]);
        assert_eq!(fields, [Some((AttendSchool, 90)), Some((School, 100)), None, None, Some((Name, 100)), None]);
    }
}
