"""校时: what time it is, said by the duty leader while the desk does not know it."""
