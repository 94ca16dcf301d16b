import { useQueryClient } from '@tanstack/react-query';
import { useToast } from './toast';

/** Asks again what an act has changed; where somebody else was faster, that is what the person must see. */
export function useAskAgain(...keys: string[]) {
  const client = useQueryClient();
  return () => keys.forEach((key) => void client.invalidateQueries({ queryKey: [key] }));
}

/** After an act: asks again what it changed, and says what happened. */
export function useTold(...keys: string[]) {
  const askAgain = useAskAgain(...keys);
  const toast = useToast();
  return (words: string, tone: 'ok' | 'neutral' | 'warn' = 'ok', undo?: () => void) => {
    askAgain();
    toast({ tone, words, ...(undo && { undo }) });
  };
}

/** Takes an act back, and says whether that was possible. */
export function useUndo(...keys: string[]) {
  const askAgain = useAskAgain(...keys);
  const toast = useToast();
  return (undo: () => Promise<unknown>, done: string) => () =>
    void undo()
      .then(() => toast({ tone: 'neutral', words: done }))
      .catch((error: Error) => toast({ tone: 'bad', words: `It could not be undone: ${error.message}` }))
      .finally(askAgain);
}
