// Sets the remembered theme before the first paint; a classic script so that nothing flashes.
try {
  const theme = localStorage.getItem('deepcut.theme')
  if (theme === 'dark' || theme === 'light') document.documentElement.dataset.theme = theme
} catch {}
