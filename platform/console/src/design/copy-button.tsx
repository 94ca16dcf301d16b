import { useToast } from './toast';
import { Button } from './button';

/** Copies text; on an address without clipboard access it says so instead of doing nothing. */
export function CopyButton({ text, what, words }: { text: string; what: string; words?: string }) {
  const toast = useToast();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      toast({ tone: 'ok', words: `Copied: ${what}.` });
    } catch {
      toast({ tone: 'warn', words: `This browser does not let the page copy: select the ${what} by hand.` });
    }
  };
  return (
    <Button
      look={words ? 'plain' : 'quiet'}
      size="small"
      icon="copy"
      aria-label={words ? undefined : `Copy ${what}`}
      onClick={copy}
    >
      {words}
    </Button>
  );
}
