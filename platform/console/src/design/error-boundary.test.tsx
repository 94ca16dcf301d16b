import { render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ErrorBoundary } from './error-boundary';

// React writes the fault to the console besides; the test wants it.
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}));
afterEach(() => vi.restoreAllMocks());

function Broken(): never {
  throw new TypeError('x is not a list');
}

const at = (place: string, child = <Broken />) => <ErrorBoundary place={place}>{child}</ErrorBoundary>;

it('says that the console is at fault, not the backups, and in which words', () => {
  render(at('/'));
  expect(screen.getByRole('alert')).toHaveTextContent('Backups and messages are not affected');
  expect(screen.getByText('TypeError: x is not a list')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Load the page again' })).toBeInTheDocument();
});

it('forgets the fault on another page', () => {
  const { rerender } = render(at('/runs/1'));
  rerender(at('/', <p>Backups</p>));
  expect(screen.getByText('Backups')).toBeInTheDocument();
  expect(screen.queryByRole('alert')).toBeNull();
});
