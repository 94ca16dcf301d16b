import { type ReactNode, useId } from 'react';
import './card.css';

interface CardProps {
  title: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
  /** Set where the content reaches the edges, as tables do. */
  flush?: boolean;
}

export function Card({ title, aside, children, className = '', flush = false }: CardProps) {
  const titleId = useId();
  return (
    <section className={`card ${className}`} aria-labelledby={titleId}>
      <header className="card-head">
        <h2 id={titleId}>{title}</h2>
        {aside && <div className="card-aside">{aside}</div>}
      </header>
      <div className={flush ? 'card-body card-flush' : 'card-body'}>{children}</div>
    </section>
  );
}

/** A list of names and values, in as many columns as fit. */
export function Facts({ children, wide = false }: { children: ReactNode; wide?: boolean }) {
  return <dl className={wide ? 'facts facts-wide' : 'facts'}>{children}</dl>;
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
