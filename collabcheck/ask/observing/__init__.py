"""How is a meeting observed while it happens?"""
