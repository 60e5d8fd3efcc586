"""What a person does: one function per act. Every front end calls these, and none has its own copy."""
