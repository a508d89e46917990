"""Files made to do harm, generated: none of them is kept in the repository."""
