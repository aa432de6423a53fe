"""Window, wizard and tray: the only room that knows Qt."""
