"""`python -m trigpoint`: the same as the `trigpoint` command."""

from trigpoint.commands import main

main()
