"""Documents built from findings and sections, and the renderers that turn them into bytes."""
