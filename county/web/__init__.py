"""The county's web desk (县端网页): server-drawn pages for everybody outside the command room."""
