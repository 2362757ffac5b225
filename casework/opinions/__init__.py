"""What residents propose to the police: opinions, apart from reports of scams."""
