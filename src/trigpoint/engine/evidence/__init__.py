"""Did this pupil, this institution, do what the criterion asks?"""
