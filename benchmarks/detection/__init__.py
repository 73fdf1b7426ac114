"""What the checks find of the waste that is planted in the sandbox, and what they say of it that is not."""
