import { afterEach, expect, it } from 'vitest';
import { rememberPlace, takePlace } from './return-to';

afterEach(() => {
  sessionStorage.clear();
  window.history.replaceState(null, '', '/');
});

it('gives the remembered page once', () => {
  window.history.replaceState(null, '', '/runs/7?x=1');
  rememberPlace();
  expect(takePlace()).toBe('/runs/7?x=1');
  expect(takePlace()).toBeNull();
});

it.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)'])(
  'never leads to %s',
  (place) => {
    sessionStorage.setItem('mooring.return-to', place);
    expect(takePlace()).toBeNull();
  },
);
