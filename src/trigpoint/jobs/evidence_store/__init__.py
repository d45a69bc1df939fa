"""Records of many institutions, kept so that every rule can be asked of all of them again and again."""
