"""What a register row says of an institution, which of two rows wins, and what follows from the winner."""
