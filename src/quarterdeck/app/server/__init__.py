"""What stands behind the web application: the published run shown to many, long work beside it."""
