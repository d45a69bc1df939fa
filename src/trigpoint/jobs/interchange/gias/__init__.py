"""The English register: GIAS, EduBase before it, and the cuts that the Department for Education makes of it."""
