"""The departments' scores as the county sees and enters them (部门考评)."""
