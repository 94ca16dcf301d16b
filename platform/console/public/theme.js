// Runs before the first paint, so that a chosen theme does not flash. A file, since the policy forbids inline scripts.
try {
  const theme = localStorage.getItem('mooring.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is switched off: follow the system.
}
