"""The command line: run a server, talk to one, look after one, measure one."""
