//! Whether something has to be built again. Contents are compared, not times: a fresh clone, a checkout of an older
//! commit and a touched file must each give the right answer.

use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::failure::{Done, Failure};
use crate::paths;

/// A number that changes when any input of a build changes, the compiler included.
pub(crate) fn of_inputs(inputs: &[&str], compiler: &str) -> Result<String, Failure> {
    let mut files = Vec::new();
    for input in inputs {
        collect(&paths::root().join(input), &mut files)?;
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    compiler.hash(&mut hasher);
    for file in &files {
        file.hash(&mut hasher);
        read(file)?.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// Whether `folder` holds `product`, built from inputs with this stamp.
pub(crate) fn is_current(folder: &Path, product: &str, stamp: &str) -> bool {
    folder.join(product).is_file() && std::fs::read_to_string(mark(folder)).is_ok_and(|text| text == stamp)
}

/// Remembers what `dist` was built from; `None` while a build is under way.
pub(crate) fn remember(dist: &Path, stamp: Option<&str>) -> Done {
    let path = mark(dist);
    match stamp {
        Some(stamp) => std::fs::write(&path, stamp).map_err(|error| Failure::because(path.display(), error)),
        None if path.exists() => std::fs::remove_file(&path).map_err(|error| Failure::because(path.display(), error)),
        None => Ok(()),
    }
}

/// Waits until no other build of `dist` is under way, and keeps others waiting until the file is dropped.
pub(crate) fn alone(dist: &Path) -> Result<File, Failure> {
    let path = mark(dist).with_extension("lock");
    std::fs::create_dir_all(paths::tools()).map_err(|error| Failure::because(path.display(), error))?;
    let file = File::create(&path).map_err(|error| Failure::because(path.display(), error))?;
    if file.try_lock().is_err() {
        println!("waiting for another build to end ...");
        file.lock().map_err(|error| Failure::because(path.display(), error))?;
    }
    Ok(file)
}

/// Every file below `path`, itself if it is one.
pub(crate) fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Done {
    if path.is_file() {
        files.push(path.to_owned());
        return Ok(());
    }
    let entries = std::fs::read_dir(path).map_err(|error| Failure::because(path.display(), error))?;
    for entry in entries {
        let entry = entry.map_err(|error| Failure::because(path.display(), error))?;
        collect(&entry.path(), files)?;
    }
    Ok(())
}

fn mark(dist: &Path) -> PathBuf {
    let name = dist.file_name().unwrap_or_default().to_string_lossy();
    paths::tools().join(format!("{name}.stamp"))
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| Failure::because(path.display(), error))
}
