"""`python -m mentordesk`."""

import sys

from mentordesk.cli import main

if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        import multiprocessing

        multiprocessing.freeze_support()  # else a bundle would open its window again to read a form
    sys.exit(main())
