"""`python -m mentordesk`."""

import sys

from mentordesk.cli import main

if __name__ == "__main__":
    sys.exit(main())
