"""The desktop client: a window of tkinter on the SDK; the console starts it as `molva desktop`."""
