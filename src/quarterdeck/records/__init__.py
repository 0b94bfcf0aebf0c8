"""What people decided and wrote: plain files in the company's own repository, one folder a kind, one file a record."""
