import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen } from '@testing-library/react';
import { afterEach, it, vi } from 'vitest';
import { LiveProvider, useLiveness } from './live';

afterEach(() => vi.unstubAllGlobals());

function Told() {
  return <output>{useLiveness().stream}</output>;
}

it('is not live while the gateway hears nothing, although the connection is open', async () => {
  let tell: (text: string) => void = () => {};
  const body = new ReadableStream<Uint8Array>({
    start: (to) => {
      tell = (text) => to.enqueue(new TextEncoder().encode(text));
    },
  });
  vi.stubGlobal('fetch', () =>
    Promise.resolve(new Response(body, { headers: { 'Content-Type': 'text/event-stream' } })),
  );
  render(
    <QueryClientProvider client={new QueryClient()}>
      <LiveProvider>
        <Told />
      </LiveProvider>
    </QueryClientProvider>,
  );
  await screen.findByText('open');
  act(() => tell('event: stream-interrupted\ndata: {"reason":"Kafka does not answer"}\n\n'));
  await screen.findByText('waiting');
  act(() => tell('event: stream-resumed\ndata: {}\n\n'));
  await screen.findByText('open');
});
