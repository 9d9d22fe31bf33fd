"""The `qiao` command. Each sub-command is a module; heavy imports wait until it runs."""
