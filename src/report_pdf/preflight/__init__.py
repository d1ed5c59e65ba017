"""Independent checks of finished bytes."""
