import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import * as parse from '../api/parse';
import type { Run } from '../api/types';
import { ToastProvider, useToast } from '../design/toast';
import { toastAbout, useToldOutcome } from './tell-outcome';

function Page({ run }: { run: Run }) {
  const toast = useToast();
  useToldOutcome(run);
  const started = () => toast({ tone: 'run', words: 'Backup of Shop started.', about: toastAbout(run) });
  return <button onClick={started}>start</button>;
}

const inState = (state: string, id = 'r') => (
  <ToastProvider>
    <Page run={parse.run({ id, planName: 'Shop', state })} />
  </ToastProvider>
);

it('takes the place of "started" as soon as the run has ended', async () => {
  const { rerender } = render(inState('running'));
  await userEvent.click(screen.getByText('start'));
  expect(screen.getByText('Backup of Shop started.')).toBeInTheDocument();
  rerender(inState('partial'));
  expect(screen.getByText('Backup of Shop is missing a copy.')).toBeInTheDocument();
  expect(screen.queryByText('Backup of Shop started.')).toBeNull();
});

it('is silent about runs that ended before the page was opened', () => {
  const { rerender } = render(inState('failed'));
  rerender(inState('completed', 'another'));
  expect(screen.getByRole('status')).toBeEmptyDOMElement();
});
