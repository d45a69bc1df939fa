"""The school list of the Education Bureau of Hong Kong: "School Location and Information"."""
