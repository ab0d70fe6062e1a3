"""How many rounds through another human it takes to find a fault: the lab's worlds and a played customer."""
