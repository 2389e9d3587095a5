"""保育入所システム: an old-style system of frames, tables without labels and a confirm screen."""
