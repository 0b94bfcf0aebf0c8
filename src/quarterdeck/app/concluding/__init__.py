"""From evidence in the store to what is concluded of it: mount → derive → measure → judge."""
