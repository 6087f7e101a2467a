"""How does one practitioner, alone at a terminal, answer a questionnaire?"""
