import { useCallback, useState } from 'react';

export type Theme = 'system' | 'light' | 'dark';

const key = 'mooring.theme';
const order: Theme[] = ['system', 'light', 'dark'];

/** The theme a person chose on this browser; public/theme.js applies it before the first paint. */
export function useTheme(): [Theme, (next?: Theme) => void] {
  const [theme, setTheme] = useState<Theme>(() => {
    const set = document.documentElement.dataset['theme'];
    return set === 'light' || set === 'dark' ? set : 'system';
  });
  const choose = useCallback((next?: Theme) => {
    setTheme((last) => {
      const chosen = next ?? order[(order.indexOf(last) + 1) % order.length] ?? 'system';
      apply(chosen);
      return chosen;
    });
  }, []);
  return [theme, choose];
}

function apply(theme: Theme) {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  try {
    localStorage.setItem(key, theme);
  } catch {
    // Storage is switched off: the choice holds until the page is left.
  }
}
