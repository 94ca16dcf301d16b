import { firstWords } from './format';
import './long-words.css';

/** What somebody else's program said, at its full length only when asked for: a server's log must not fill the page. */
export function LongWords({ children }: { children: string }) {
  const short = firstWords(children);
  if (short === children) return children;
  return (
    <>
      {short}
      <details className="long-words">
        <summary>All of it</summary>
        <p>{children}</p>
      </details>
    </>
  );
}
