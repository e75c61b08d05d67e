//! How does a column of values become bytes?
//!
//! First the entries, each once; then the tags as runs; then one number per value: the value itself, or how far its
//! entry is from the one after the last. A column of new names costs one byte per name besides the names.

use crate::ids::RowId;
use crate::pool::{Entry, Pool};
use crate::slot::{ALL_ARENAS, ARENAS, Arena, PAYLOADS, Slot, Tag};
use crate::value::Day;
use crate::wire::{Reader, WireError, put_number, unzigzag, zigzag};

/// Appends the entries of a pool. Wide integers are not entries here: they stand among the values.
pub(crate) fn put_pool(out: &mut Vec<u8>, pool: &Pool) {
    let mask = ALL_ARENAS[..4].iter().fold(0, |mask, arena| mask | u8::from(pool.len(*arena) > 0) << *arena as u8);
    out.push(mask);
    let (text, text_ends) = pool.texts();
    put_spans(out, text.as_bytes(), text_ends);
    let (bytes, bytes_ends) = pool.byte_strings();
    put_spans(out, bytes, bytes_ends);
    for arena in [Arena::Codes, Arena::Rows] {
        if pool.len(arena) > 0 {
            put_number(out, pool.len(arena) as u64);
        }
        for number in 0..pool.len(arena) as u32 {
            match pool.entry(arena, number) {
                Entry::Code(set, code) => {
                    put_number(out, u64::from(set));
                    put_number(out, u64::from(code));
                }
                Entry::Row(row) => out.extend_from_slice(&row.0),
                Entry::Text(_) | Entry::Bytes(_) | Entry::Wide(_) => {}
            }
        }
    }
}

/// Reads what [`put_pool`] wrote.
pub(crate) fn read_pool(reader: &mut Reader<'_>) -> Result<Pool, WireError> {
    let mask = reader.byte()?;
    if mask >= 1 << 4 {
        return Err(WireError::OutOfRange);
    }
    let has = |arena: Arena| mask & 1 << arena as u8 != 0;
    let (text, text_ends) = if has(Arena::Text) { read_spans(reader)? } else { (&[][..], Vec::new()) };
    let text = std::str::from_utf8(text).map_err(|_| WireError::NotText)?;
    if !text_ends.iter().all(|end| text.is_char_boundary(*end as usize)) {
        return Err(WireError::NotText);
    }
    let (bytes, bytes_ends) = if has(Arena::Bytes) { read_spans(reader)? } else { (&[][..], Vec::new()) };
    let mut pool = Pool::from_parts(text.to_owned(), text_ends, bytes.to_vec(), bytes_ends);
    if has(Arena::Codes) {
        for _ in 0..read_entry_count(reader, 2)? {
            pool.push(Entry::Code(reader.number16()?, reader.number32()?));
        }
    }
    if has(Arena::Rows) {
        for _ in 0..read_entry_count(reader, 16)? {
            pool.push(Entry::Row(RowId(reader.array()?)));
        }
    }
    Ok(pool)
}

/// Appends values whose entries are in `pool`.
pub(crate) fn put_slots(out: &mut Vec<u8>, slots: impl Iterator<Item = Slot> + Clone, pool: &Pool) {
    let mut run: Option<(u8, u64)> = None;
    for slot in slots.clone() {
        let tag = wire_tag(slot);
        match &mut run {
            Some((last, len)) if *last == tag => *len += 1,
            _ => {
                end_run(out, run);
                run = Some((tag, 1));
            }
        }
    }
    end_run(out, run);
    let mut expected = [0_u32; ARENAS];
    for slot in slots {
        match slot.arena() {
            Some(Arena::Wide) => {
                if let Entry::Wide(wide) = pool.entry(Arena::Wide, slot.payload()) {
                    put_number(out, zigzag(wide));
                }
            }
            Some(arena) => {
                let expected = &mut expected[arena as usize];
                put_number(out, zigzag(i64::from(slot.payload()) - i64::from(*expected)));
                *expected = slot.payload() + 1;
            }
            None if slot.tag() == Some(Tag::Null) => {}
            None => put_number(out, u64::from(slot.payload())),
        }
    }
}

/// Reads `count` values. If `fresh`, every entry must be there for a value, in the order of first use.
pub(crate) fn read_slots(
    reader: &mut Reader<'_>,
    count: usize,
    pool: &mut Pool,
    fresh: bool,
) -> Result<Vec<Slot>, WireError> {
    let mut runs = Vec::new();
    let mut left = count;
    while left > 0 {
        let (tag, len) = (reader.byte()?, reader.number()?);
        let len = usize::try_from(len).ok().filter(|len| *len <= left).ok_or(WireError::OutOfRange)?;
        if len == 0 || runs.last().is_some_and(|(last, _)| *last == tag) {
            return Err(WireError::NotCanonical);
        }
        runs.push((tag, len));
        left -= len;
    }
    let mut slots = Vec::with_capacity(count);
    let mut entries = Entries { expected: [0; ARENAS], used: [0; ARENAS], fresh };
    for (tag, len) in runs {
        let tag = tag.checked_add(1).and_then(Tag::from_byte).ok_or(WireError::OutOfRange)?;
        match tag.arena() {
            Some(arena) => read_entries(reader, (tag, arena, len), pool, &mut entries, &mut slots)?,
            None => {
                for _ in 0..len {
                    slots.push(read_inline(reader, tag, pool)?);
                }
            }
        }
    }
    let unused = |arena: &Arena| entries.used[*arena as usize] as usize != pool.len(*arena);
    if fresh && ALL_ARENAS[..4].iter().any(unused) {
        return Err(WireError::NotCanonical);
    }
    Ok(slots)
}

/// What the entries read so far lead one to expect.
struct Entries {
    expected: [u32; ARENAS],
    used: [u32; ARENAS],
    fresh: bool,
}

/// Reads a value that stands for itself.
fn read_inline(reader: &mut Reader<'_>, tag: Tag, pool: &mut Pool) -> Result<Slot, WireError> {
    let payload = match tag {
        Tag::Bool => u32::from(reader.flag()?),
        Tag::Date => Day::from_number(reader.number32()?).ok_or(WireError::OutOfRange)?.number(),
        Tag::Int => {
            let number = reader.number()?;
            match u32::try_from(number) {
                Ok(small) if small < PAYLOADS => small,
                _ => return Ok(Slot::new(Tag::WideInt, pool.push(Entry::Wide(unzigzag(number))))),
            }
        }
        _ => 0,
    };
    Ok(Slot::new(tag, payload))
}

/// Reads a run of values that stand in the pool.
fn read_entries(
    reader: &mut Reader<'_>,
    (tag, arena, len): (Tag, Arena, usize),
    pool: &Pool,
    entries: &mut Entries,
    slots: &mut Vec<Slot>,
) -> Result<(), WireError> {
    if arena == Arena::Wide {
        return Err(WireError::OutOfRange);
    }
    let (mut expected, mut used) = (entries.expected[arena as usize], entries.used[arena as usize]);
    let most = pool.len(arena) as u32;
    for _ in 0..len {
        let step = unzigzag(reader.number()?);
        let number = i64::from(expected).checked_add(step).and_then(|number| u32::try_from(number).ok());
        let number = number.filter(|number| *number < most).ok_or(WireError::OutOfRange)?;
        if number == used {
            used += 1;
        } else if entries.fresh && number > used {
            return Err(WireError::NotCanonical);
        }
        if tag == Tag::Unknown && pool.entry(arena, number) == Entry::Bytes(&[]) {
            return Err(WireError::OutOfRange);
        }
        expected = number + 1;
        slots.push(Slot::new(tag, number));
    }
    (entries.expected[arena as usize], entries.used[arena as usize]) = (expected, used);
    Ok(())
}

fn wire_tag(slot: Slot) -> u8 {
    match slot.tag() {
        Some(Tag::WideInt) => Tag::Int as u8 - 1,
        Some(tag) => tag as u8 - 1,
        None => Tag::Null as u8 - 1,
    }
}

fn end_run(out: &mut Vec<u8>, run: Option<(u8, u64)>) {
    if let Some((tag, len)) = run {
        out.push(tag);
        put_number(out, len);
    }
}

fn put_spans(out: &mut Vec<u8>, all: &[u8], ends: &[u32]) {
    if ends.is_empty() {
        return;
    }
    put_number(out, ends.len() as u64);
    let mut start = 0;
    for &end in ends {
        put_number(out, u64::from(end - start));
        start = end;
    }
    out.extend_from_slice(all);
}

fn read_entry_count(reader: &mut Reader<'_>, least: usize) -> Result<usize, WireError> {
    match reader.count(least)? {
        0 => Err(WireError::NotCanonical),
        count if count > PAYLOADS as usize => Err(WireError::OutOfRange),
        count => Ok(count),
    }
}

fn read_spans<'a>(reader: &mut Reader<'a>) -> Result<(&'a [u8], Vec<u32>), WireError> {
    let count = read_entry_count(reader, 1)?;
    let mut ends = Vec::with_capacity(count);
    let mut end = 0_u32;
    for _ in 0..count {
        end = end.checked_add(reader.number32()?).ok_or(WireError::OutOfRange)?;
        ends.push(end);
    }
    Ok((reader.take(end as usize)?, ends))
}
