"""The frozen products that pass from stage to stage. Nothing here does anything."""
