import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import * as parse from '../api/parse';
import { Button } from '../design/button';
import { hasBackup } from '../api/types';
import { FailureNotice } from './failure-notice';
import { LetGoNotice } from './let-go-notice';
import { copiesWords } from './run-history';
import { amountWords, CopyRows, partDone, RunProgress } from './run-progress';
import { RunStrip } from './run-strip';

const running = (progress: object, extra: object = {}) =>
  parse.run({ id: 'r', planName: 'Shop database', state: 'running', phase: 'dumping', progress, ...extra });

describe('progress', () => {
  it('never claims more than 99 % on an estimate', () =>
    expect(partDone(running({ sourceBytes: 300, estimatedSourceBytes: 200 }))).toBe(0.99));

  it('is open without an estimate', () => {
    const run = running({ sourceBytes: 300 });
    expect(partDone(run)).toBeNull();
    expect(amountWords(run.progress)).toBe('300 B read');
    render(<RunProgress run={run} feed="open" />);
    const bar = screen.getByRole('progressbar', { name: 'Progress of Shop database' });
    expect(bar).not.toHaveAttribute('aria-valuenow');
    expect(bar).toHaveAttribute('aria-valuetext', 'Copying, 300 B read');
  });

  it('marks the phase and says that it may be behind while its stream is broken', () => {
    render(<RunProgress run={running({ sourceBytes: 1, estimatedSourceBytes: 4 })} feed="waiting" />);
    expect(screen.getByText('Copying')).toHaveAttribute('aria-current', 'step');
    expect(screen.getByText(/may be behind/)).toBeInTheDocument();
  });

  it('reads out quarters, not every figure', () => {
    const at = (sourceBytes: number) => (
      <RunProgress run={running({ sourceBytes, estimatedSourceBytes: 100 })} feed="open" />
    );
    const { rerender } = render(at(26));
    rerender(at(30));
    expect(screen.getByRole('status')).toHaveTextContent('');
    rerender(at(51));
    expect(screen.getByRole('status')).toHaveTextContent('Shop database: Copying, 50 percent');
  });
});

describe('a failure', () => {
  it('is told even when the server gave no reason', () => {
    render(<FailureNotice run={parse.run({ id: 'r', state: 'failed' })} />);
    expect(screen.getByText(/gave no reason/)).toBeInTheDocument();
  });

  it('shows hostile words as words', () => {
    const failure = { message: '<img src=x onerror=alert(1)>', remedy: '<b>nothing</b>' };
    render(<FailureNotice run={parse.run({ id: 'r', state: 'failed', failure })} />);
    expect(screen.getByText('<img src=x onerror=alert(1)>')).toBeInTheDocument();
    expect(document.querySelector('img, b')).toBeNull();
  });

  it('names the copy that a partial run misses, where the other is and what to do', () => {
    const copies = [
      { locationId: 's3', state: 'stored' },
      { locationId: 'nas', state: 'failed', problem: 'The folder is full.' },
    ];
    render(<FailureNotice run={parse.run({ id: 'r', state: 'partial', copies })} />);
    expect(
      screen.getByText('The copy in “nas” is missing: only 1 of 2 copies was stored'),
    ).toBeInTheDocument();
    expect(screen.getByText('The folder is full.')).toBeInTheDocument();
    expect(
      screen.getByText(
        /^Repair “nas”; the missing copy is then made up by itself. .* restored from “s3” only.$/,
      ),
    ).toBeInTheDocument();
  });
});

it('tells the picture of the last runs in words', () => {
  const runs = ['failed', 'completed', 'completed', 'odd'].map((state, index) =>
    parse.run({ id: String(index), state }),
  );
  render(<RunStrip runs={runs} planName="Shop database" />);
  expect(screen.getByRole('img')).toHaveAccessibleName(
    'Last 4 runs of Shop database: 2 completed, 1 failed, 1 unknown. The newest is failed.',
  );
});

it('keeps a blocked button in reach but without effect, and says why', async () => {
  const act = vi.fn();
  render(
    <Button blocked="Needs the operator role" onClick={act}>
      Go
    </Button>,
  );
  const button = screen.getByRole('button', { name: 'Go' });
  expect(button).toHaveAccessibleDescription('Needs the operator role');
  await userEvent.tab();
  expect(button).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect(act).not.toHaveBeenCalled();
});

it('says a failure once, not again on each copy', () => {
  const failure = { message: 'The database refused.' };
  const copies = [
    { locationId: 's3', state: 'failed', problem: failure.message },
    { locationId: 'nas', state: 'failed', problem: 'The folder is full.' },
  ];
  render(<CopyRows copies={parse.run({ id: 'r', copies }).copies} told={failure.message} />);
  expect(screen.queryByText(failure.message)).toBeNull();
  expect(screen.getByText('The folder is full.')).toBeInTheDocument();
});

describe('a backup that retention let go', () => {
  const copies = [{ locationId: 'nas', kind: 'directory', state: 'stored', bytes: 7, problem: null }];
  const letGo = { at: '2026-11-01T03:00:00Z', reason: 'It is not among the newest 7.' };

  it('is not shown as one that can be restored', () => {
    const run = parse.run({ id: 'r', state: 'completed', copies, letGo });
    expect(hasBackup(run)).toBe(false);
    expect(copiesWords(run)).toBe('let go');
    expect(hasBackup(parse.run({ id: 'r', state: 'completed', copies, letGo: null }))).toBe(true);
  });

  it('says when and why it went', () => {
    render(<LetGoNotice letGo={parse.run({ id: 'r', state: 'completed', letGo }).letGo!} />);
    expect(screen.getByText(/cannot be restored/)).toBeInTheDocument();
    expect(screen.getByText(/not among the newest 7/)).toBeInTheDocument();
  });
});
