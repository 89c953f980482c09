"""Lays out a new feature's slice, so that the right shape is the cheap one."""
