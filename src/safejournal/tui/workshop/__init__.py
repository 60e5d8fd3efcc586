"""Screens of workshops: scenarios, who leads one, who plays in one, exercises, before and after."""
