"""What to do about it: judgements over what the company decided and wrote. A folder has the shape of a practice, and may read practices and decisions."""
