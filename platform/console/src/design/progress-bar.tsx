import './progress-bar.css';

interface ProgressBarProps {
  label: string;
  /** 0 to 1; null while the whole is not known. */
  part: number | null;
  /** The same in words, for screen readers. */
  words: string;
}

export function ProgressBar({ label, part, words }: ProgressBarProps) {
  const percent = part === null ? undefined : Math.round(part * 100);
  return (
    <div
      className={part === null ? 'progress progress-open' : 'progress'}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={words}
    >
      <div className="progress-fill" style={part === null ? undefined : { inlineSize: `${part * 100}%` }} />
    </div>
  );
}
