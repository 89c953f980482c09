"""Stories of people in real browsers, against a real server process."""
