import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { type Matcher, matcherWords, previewSilence } from '../api/silence';
import { severityLooks } from '../alerts/looks';
import { Loading, ProblemNotice } from '../design/notice';
import { StatusWord } from '../design/status';

export const isWhole = (matchers: Matcher[]) => matchers.every((each) => each.label.trim() !== '');

/** What the matchers fit now, asked once the person has paused. */
export function usePreview(matchers: Matcher[]) {
  const asked = useSettled(matchers);
  const found = useQuery({
    queryKey: ['silence-preview', asked],
    queryFn: () => previewSilence(asked),
    enabled: isWhole(matchers) && isWhole(asked),
    staleTime: 0,
    gcTime: 0,
    placeholderData: (before) => before,
  });
  return found;
}

/** Which open alerts it would hold back, before it does. */
export function Preview({ found, whole }: { found: ReturnType<typeof usePreview>; whole: boolean }) {
  if (!whole) return <p className="soft">What it fits is shown when every label has its name.</p>;
  if (found.isPending) return <Loading what="what it fits" lines={2} />;
  if (found.error) return <ProblemNotice what="What it would fit is not known" error={found.error} />;
  const { matching, more } = found.data;
  const all = more === null ? null : matching.length + more;
  return (
    <div role="status" className="preview" tabIndex={0} aria-label="What it would silence now">
      {found.data.everything && (
        <StatusWord
          look={{ tone: 'warn', icon: 'warn', words: 'It would silence almost every alert there can be.' }}
        />
      )}
      <p>
        <strong>
          {all === 0
            ? 'It fits no alert that is open now.'
            : all === null
              ? 'It fits at least these open alerts; how many more is not known:'
              : `It fits ${all} of the alerts that are open now:`}
        </strong>
      </p>
      <ul>
        {matching.map((each, index) => (
          <li key={each.id ?? index}>
            <StatusWord look={severityLooks[each.severity]} />{' '}
            {each.id ? (
              // What is typed must not be lost by looking.
              <Link href={`/alerts/${each.id}`} target="_blank">
                {each.title}
              </Link>
            ) : (
              each.title
            )}
          </li>
        ))}
      </ul>
      {more !== null && more > 0 && <p className="soft">and {more} more</p>}
    </div>
  );
}

function useSettled(matchers: Matcher[]): Matcher[] {
  const [settled, setSettled] = useState(matchers);
  const words = matchers.map(matcherWords).join('\n');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(matchers), 350);
    return () => clearTimeout(timer);
    // By their words: the list itself is another one at every paint.
  }, [words]);
  return settled;
}
