//! How does a trial become a vault? Everything in it is sealed anew on the disk, and only then is there a vault.

use crate::blocks::Blocks;
use crate::error::VaultError;
use crate::head::Lane;
use crate::layout;
use crate::rng::Rng;

use super::{Founding, NewVault, Vault, blob};

impl<B: Blocks> Vault<B> {
    /// Creates a vault on `blocks` that holds everything this one does, except the derived snapshot.
    ///
    /// This one stays as it is; if anything fails, or is damaged, nothing exists on `blocks`.
    pub async fn carry_to<C: Blocks>(
        &self,
        blocks: C,
        rng: Box<dyn Rng>,
        new: &NewVault<'_>,
    ) -> Result<Vault<C>, VaultError> {
        let mut founding = Founding::begin(blocks, rng).await?;
        let own = self.read_head().await?.own;
        for lane in Lane::ALL {
            let entries = self.lane(lane).await?;
            founding.append(lane, &entries).await?;
        }
        let (items, damaged) = self.items().await?;
        whole(damaged)?;
        for (id, plain) in items {
            founding.item(id, &plain).await?;
        }
        for id in self.blobs().await? {
            let bytes = match self.get_blob(id).await {
                Ok(bytes) => bytes,
                Err(blob::BlobError::Damaged(damage)) => return Err(damage.into()),
                Err(blob::BlobError::Vault(error)) => return Err(error),
                Err(blob::BlobError::Missing) => continue,
            };
            for (chunk, last, piece) in blob::chunks(&bytes) {
                founding.blob_chunk(&id, chunk, last, piece).await?;
            }
        }
        let (drafts, damaged) = self.drafts().await?;
        whole(damaged)?;
        for kept in drafts {
            founding.draft(&kept).await?;
        }
        let (waiting, damaged) = self.waiting().await?;
        whole(damaged)?;
        for (name, plain) in waiting {
            founding.waiting(&name, &plain).await?;
        }
        let (entries, damaged) = self.access_log().await?;
        whole(damaged)?;
        for entry in entries {
            founding.access(&entry.content).await?;
        }
        founding.finish(new, own).await
    }

    /// Every envelope of one lane.
    pub(crate) async fn lane(&self, lane: Lane) -> Result<Vec<crate::log::Entry>, VaultError> {
        let head = self.read_head().await?;
        let records = self.read_pages(lane.store(), layout::log_after(0)).await?;
        let from = crate::head::End::default();
        let read = crate::log::read_lane(&self.keys, lane, records, from, head.mark.end(lane));
        whole(read.damaged)?;
        Ok(read.entries)
    }
}

fn whole(damaged: Vec<crate::error::Damage>) -> Result<(), VaultError> {
    damaged.into_iter().next().map_or(Ok(()), |damage| Err(damage.into()))
}
