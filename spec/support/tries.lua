--- How often a case about time is tried as a whole, until once all its bounds hold: a busy machine takes the processor
--- away for many seconds. What is wrong is so each time.
return 10
