import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { verification } from '../api/verification';
import { lostLook, RolledForward } from './rolled-forward';

const replayed = (fields: object) =>
  verification({ id: 'v', measured: { replayed: { segments: 40, lastRecord: '1/2A0', ...fields } } })
    .replayed!;

it.each([
  [2_400, 10, 'ok', '2 s of work would have been lost then; 10 s may be'],
  [12_000, 10, 'bad', '12 s of work would have been lost then; 10 s may be'],
  [2_400, null, 'neutral', '2 s of work would have been lost then'],
  [null, 10, 'unknown', 'How much would have been lost then is not known'],
])('a loss of %s ms where %s s may be lost is %s: %s', (lostMillis, allowed, tone, words) =>
  expect(lostLook(replayed({ lostMillis }), allowed)).toMatchObject({ tone, words }),
);

it('tells how far it went, and that no transaction was in it', () => {
  render(<RolledForward replayed={replayed({})} rpoSeconds={null} />);
  expect(screen.getByText(/Rolled forward through 40 WAL segments up to/)).toHaveTextContent(
    '1/2A0. No transaction was committed in it.',
  );
});

it('tells of a time only where recovery to it was proven', () => {
  const { rerender } = render(<RolledForward replayed={replayed({ canaries: null })} rpoSeconds={null} />);
  expect(screen.queryByText('Recovery to a time is proven')).toBeNull();
  const canaries = { time: '2026-11-21T02:00:00Z', before: 7, after: 8 };
  rerender(<RolledForward replayed={replayed({ canaries })} rpoSeconds={null} />);
  expect(screen.getByText('Recovery to a time is proven')).toBeInTheDocument();
});

it('is nothing where nothing was replayed', () =>
  expect(verification({ id: 'v', measured: { restoreMillis: 1 } }).replayed).toBeNull());
