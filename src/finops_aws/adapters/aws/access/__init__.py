"""How AWS is reached: accounts, clients, bounded and counted calls, and what their failures mean."""
