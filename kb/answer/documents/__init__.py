"""Several documents: what each answers, which answers are given, and what documents say of each other."""
