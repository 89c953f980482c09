"""The features: flat slices, each with its commands, its store and one `Feature` value."""
