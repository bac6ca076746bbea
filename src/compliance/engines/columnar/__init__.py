"""Many cases at once: the rulebook lowered to expressions over the columns of a frame, whichever library holds it."""
