"""Joins that two practices need: pure table to table. Each module declares the tables that it makes and builds them in SQL or numpy."""
