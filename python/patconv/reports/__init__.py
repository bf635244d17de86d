"""How results and progress are shown in a terminal."""
