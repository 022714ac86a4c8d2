"""The duty page: taking over, handing over, who was on duty (值班)."""
