"""The county server (县端): the streams, accounts, the web desk and a simulator of those who use it."""
