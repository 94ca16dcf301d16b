import { type InputHTMLAttributes, type ReactNode, useId } from 'react';
import './field.css';

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  hint?: ReactNode;
  /** What is wrong with what was typed, in words; null while nothing is. */
  fault?: string | null;
  'data-first'?: boolean;
}

/** One line of text with its name above and what is expected below. */
export function Field({ label, hint, fault = null, ...input }: FieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        {...input}
        id={id}
        className="input"
        aria-invalid={fault !== null}
        aria-describedby={`${id}-more`}
        autoComplete="off"
        spellCheck={false}
      />
      <p id={`${id}-more`} className={fault ? 'field-hint field-fault' : 'field-hint'}>
        {fault ?? hint}
      </p>
    </div>
  );
}

interface ChoiceProps {
  name: string;
  title: ReactNode;
  children?: ReactNode;
  checked: boolean;
  onChoose: () => void;
  kind?: 'radio' | 'checkbox';
  first?: boolean;
}

/** One of several ways, with what it means; the whole of it can be clicked. */
export function Choice({ name, title, children, checked, onChoose, kind = 'radio', first }: ChoiceProps) {
  return (
    <label className="choice">
      <input
        type={kind}
        name={name}
        checked={checked}
        onChange={onChoose}
        {...(first && { 'data-first': true })}
      />
      <span className="choice-title">{title}</span>
      {children && <span className="choice-more">{children}</span>}
    </label>
  );
}
