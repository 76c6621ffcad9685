select rel, hits from privacy_scan(%s)
