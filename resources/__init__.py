"""Files that come with the product: the demo team and its policies."""
