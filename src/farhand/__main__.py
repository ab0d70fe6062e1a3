"""`python -m farhand` is `farhand`."""

import sys

from farhand.cli import main

sys.exit(main())
