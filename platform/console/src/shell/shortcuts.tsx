import { useEffect, useRef } from 'react';
import { Dialog } from '../design/dialog';

export interface Shortcut {
  /** One key, or two pressed one after the other: "g d". */
  keys: string;
  what: string;
  run: () => void;
}

/** Listens for single keys, never while somebody types, chooses in a list, or a dialog is open. */
export function useShortcuts(shortcuts: Shortcut[]): void {
  const current = useRef(shortcuts);
  const first = useRef<{ key: string; at: number } | null>(null);
  useEffect(() => {
    current.current = shortcuts;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTyping(event.target) || document.querySelector('dialog[open]')) return;
      const now = Date.now();
      const before = first.current && now - first.current.at < 1_000 ? `${first.current.key} ` : '';
      const found =
        current.current.find((each) => each.keys === before + event.key) ??
        current.current.find((each) => each.keys === event.key);
      first.current = found ? null : { key: event.key, at: now };
      if (found) {
        event.preventDefault();
        found.run();
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

export function ShortcutList({ shortcuts, onClose }: { shortcuts: Shortcut[]; onClose: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      <dl className="shortcut-list">
        {shortcuts.map((each) => (
          <div key={each.keys}>
            <dt>{each.what}</dt>
            <dd>
              {each.keys.split(' ').map((key, index) => (
                <span key={key + String(index)}>
                  {index > 0 && <span className="quiet"> then </span>}
                  <kbd>{key}</kbd>
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <p className="quiet">
        Everything also works with <kbd>Tab</kbd>, <kbd>Enter</kbd> and <kbd>Esc</kbd>.
      </p>
    </Dialog>
  );
}
