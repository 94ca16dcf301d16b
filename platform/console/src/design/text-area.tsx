import { type ReactNode, type TextareaHTMLAttributes, useId } from 'react';

interface TextAreaProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  label: string;
  hint?: ReactNode;
  'data-first'?: boolean;
}

/** Several lines of text with their name above and what is expected below. */
export function TextArea({ label, hint, ...area }: TextAreaProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea
        {...area}
        id={id}
        className={`input ${area.className ?? ''}`}
        aria-describedby={`${id}-more`}
      />
      <p id={`${id}-more`} className="field-hint">
        {hint}
      </p>
    </div>
  );
}
