"""Who suits whom: plain values and arrays in, plain values and arrays out.

Importing this package costs nothing; its modules bring in numpy and ortools, so import them inside the
operation that needs them. One thread is set for numpy's products before it is loaded: two make small ones
far slower.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
