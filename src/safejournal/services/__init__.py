"""What a person does: one function per act, called by every front end."""
