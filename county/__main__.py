"""The county's command line (县端命令): serve, simulate, migrate, enrol, verify.

Wrong use or unreadable input is one line on standard error and exit code 2, with nothing changed.
"""

import os
import sys

from county.command_line import main

if __name__ == "__main__":
    os.umask(0o077)  # what is written here holds names and numbers of people
    sys.exit(main())
