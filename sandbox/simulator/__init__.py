"""A simulated AWS account on 127.0.0.1: moto's server, what moto lacks, and controls for tests under /_nxloy/."""
