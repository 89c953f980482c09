"""Power loss without special disks: what a running program writes is recorded, and cut off anywhere."""
