"""The thinking floor: values in, values out. No Django, disk, network, clock or dice."""
