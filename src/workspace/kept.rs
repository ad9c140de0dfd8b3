//! What a file keeps when a new one takes its place: owner, group, permissions, extended attributes.

use std::fs::File;
use std::io;

#[cfg(unix)]
use super::open::refused;

/// Gives a new file what the old one has beside its text.
///
/// # Errors
/// The system does not allow it: the new file must not replace the old one.
#[cfg(unix)]
pub(super) fn keep(old: &File, new: &File) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let (was, is) = (old.metadata()?, new.metadata()?);
    if (was.uid(), was.gid()) != (is.uid(), is.gid()) {
        let denied = |_| refused("belongs to another user or group, and would not any more: nothing is written");
        fchown(new, Some(was.uid()), Some(was.gid())).map_err(denied)?;
    }
    new.set_permissions(was.permissions())?;
    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    keep_attributes(old, new)?;
    Ok(())
}

/// Elsewhere, whether it may be written is all that is known.
#[cfg(not(unix))]
pub(super) fn keep(old: &File, new: &File) -> io::Result<()> {
    new.set_permissions(old.metadata()?.permissions())
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn keep_attributes(old: &File, new: &File) -> io::Result<()> {
    use rustix::fs::{XattrFlags, fgetxattr, fgetxattr_query, flistxattr, flistxattr_query, fsetxattr};
    use rustix::io::Errno;
    let value_of = |file: &File, name: &[u8]| -> rustix::io::Result<Vec<u8>> {
        let mut value = vec![0; fgetxattr_query(file, name)?];
        let length = fgetxattr(file, name, &mut value[..])?;
        value.truncate(length);
        Ok(value)
    };
    let mut names = match flistxattr_query(old) {
        Ok(length) => vec![0u8; length],
        // The disk has none.
        Err(Errno::NOTSUP | Errno::NOSYS) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let length = flistxattr(old, &mut names[..])?;
    for name in names[..length].split(|byte| *byte == 0).filter(|name| !name.is_empty()) {
        let value = value_of(old, name)?;
        if value_of(new, name).is_ok_and(|same| same == value) {
            continue;
        }
        let set = fsetxattr(new, name, &value, XattrFlags::empty());
        // Labels that only the system gives, it has given to the new file as well.
        let own = [&b"security."[..], b"trusted.", b"com.apple."].iter().any(|own| name.starts_with(own));
        if set.is_err() && !own {
            let name = String::from_utf8_lossy(name).into_owned();
            return Err(refused(format!("has an attribute, {name}, that would be lost: nothing is written")));
        }
    }
    Ok(())
}
