"""Keys, bundles and what others sent: one file a screen."""
