"""The subcommands of `trigpoint`, one module per noun. Outside the floors: they may call any of them."""
