"""Why a result is what it is: from the standing to the rule, to the counts, to the pupils and their encounters."""
