"""When recipes run by themselves: the timetable that people write, what is due, and what became of it."""
