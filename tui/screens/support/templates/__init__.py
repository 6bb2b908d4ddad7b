"""The templates of answers: choosing one as it would be filled in, and keeping them."""
