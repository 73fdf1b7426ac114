"""Each headline number is one command here; every figure is printed beside its floor from the same run."""
