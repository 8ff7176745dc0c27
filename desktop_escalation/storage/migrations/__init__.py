"""The numbered changes of the schema, one a file; a released one is never edited, and names all it needs itself."""
