//! The configurations of all folders of the workspace.

use std::path::Path;
use std::sync::Arc;

use super::config::Config;

/// The configurations of all folders of the workspace: each holds for what lies below its folder, unless a nearer one does.
#[derive(Clone, Debug, Default)]
pub struct Configs {
    /// The nearest first, as far as one lies below another.
    known: Vec<Arc<Config>>,
    /// What holds for drafts that are no files.
    usual: Arc<Config>,
    /// What holds where no folder above a file has a configuration.
    elsewhere: Arc<Config>,
}

impl Configs {
    /// These configurations; drafts that are no files go by the first.
    pub fn new(configs: Vec<Config>) -> Configs {
        let mut known: Vec<Arc<Config>> = configs.into_iter().map(Arc::new).collect();
        let usual = known.first().cloned().unwrap_or_default();
        known.sort_by_key(|config| std::cmp::Reverse(config.root.as_ref().map_or(0, |root| root.components().count())));
        Configs { known, usual, elsewhere: Arc::default() }
    }

    /// One configuration for all files, wherever they are.
    pub fn only(config: Config) -> Configs {
        let config = Arc::new(config);
        Configs { known: vec![config.clone()], usual: config.clone(), elsewhere: config }
    }

    /// The configuration that holds for a file, or for a draft that is none.
    pub fn of(&self, path: Option<&Path>) -> &Arc<Config> {
        let Some(path) = path else { return &self.usual };
        let above = |config: &&Arc<Config>| config.root.as_deref().is_some_and(|root| path.starts_with(root));
        self.known.iter().find(above).unwrap_or(&self.elsewhere)
    }

    /// The folder that a file belongs to: that of the configuration that holds for it, else its own.
    pub fn folder_of<'a>(&'a self, path: &'a Path) -> Option<&'a Path> {
        self.of(Some(path)).root.as_deref().filter(|root| path.starts_with(root)).or(path.parent())
    }

    pub fn iter(&self) -> impl Iterator<Item = &Arc<Config>> {
        self.known.iter()
    }

    /// Changes what all of them say, as the command line does.
    pub fn change(&mut self, change: &dyn Fn(&mut Config)) {
        for config in self.known.iter_mut().chain([&mut self.usual, &mut self.elsewhere]) {
            change(Arc::make_mut(config));
        }
    }
}
