"""Sites as sources of documents: addresses, the guard of the network, robots.txt, sitemaps, fetching and crawling."""
