import { QueryClientProvider, queryOptions } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { newQueryClient } from '../app';
import { useAsked } from './asked';

const answers = vi.fn<() => Promise<string>>();
const query = queryOptions({ queryKey: ['thing'], queryFn: () => answers(), retry: false });

function Thing() {
  const { data, error, pending } = useAsked(query);
  return (
    <p>
      {pending ? 'asking' : (data ?? 'nothing')} {error?.message}
    </p>
  );
}

/** The page of a thing that was told of a moment ago. */
function open() {
  const client = newQueryClient();
  client.setQueryData(query.queryKey, 'running');
  const seen: (string | null)[] = [];
  const { container } = render(
    <QueryClientProvider client={client}>
      <Thing />
    </QueryClientProvider>,
  );
  const look = () => seen.push(container.textContent);
  new MutationObserver(look).observe(container, { subtree: true, childList: true, characterData: true });
  look();
  return seen;
}

afterEach(() => answers.mockReset());

describe('a page that is opened', () => {
  it('never shows what was told before it asked', async () => {
    answers.mockResolvedValue('completed');
    const seen = open();
    expect(await screen.findByText('completed')).toBeInTheDocument();
    expect(seen.filter((words) => words?.includes('running'))).toEqual([]);
  });

  it('shows what was told last, with the reason, when nobody answers', async () => {
    answers.mockRejectedValue(new Error('Silence.'));
    open();
    expect(await screen.findByText('running Silence.')).toBeInTheDocument();
  });
});
