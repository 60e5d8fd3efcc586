"""What is known: word lists, later guidance packs. Data in files, and what reads them."""
