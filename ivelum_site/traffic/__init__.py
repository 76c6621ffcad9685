"""What the site notes of visits: a line each, and counts that are nobody's."""
