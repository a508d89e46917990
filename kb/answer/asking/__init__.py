"""Reading a question: its words, times, figures, subjects, documents, and what an earlier one left."""
