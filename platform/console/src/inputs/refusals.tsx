import { useQuery } from '@tanstack/react-query';
import { type Refused, refusalsQuery } from '../api/input';
import { count } from '../design/format';
import { LongWords } from '../design/long-words';
import { Loading, ProblemLine } from '../design/notice';
import { When } from '../design/when';

/** What was wrong with what an input did not take, newest first. */
export function Refusals({ name }: { name: string }) {
  const found = useQuery({ ...refusalsQuery(name), refetchInterval: 15_000 });
  return (
    <>
      {found.isPending && <Loading what="what was refused" lines={2} />}
      {found.error && <ProblemLine what="What was refused is not known" error={found.error} />}
      {found.data?.items.length === 0 && <p className="soft">None is kept any more.</p>}
      <ul className="refusals" aria-label={`Refused at ${name}`}>
        {found.data?.items.map((each, index) => (
          <li key={index}>
            <p>
              <LongWords>{each.words ?? 'The server did not say what was wrong.'}</LongWords>
            </p>
            <RefusalFacts refused={each} />
          </li>
        ))}
      </ul>
    </>
  );
}

function RefusalFacts({ refused }: { refused: Refused }) {
  const { at, firstAt, times } = refused;
  return (
    <p className="input-facts">
      <span>
        <When at={at} withClock />
      </span>
      {times !== null && times > 1 && (
        <span>
          {count(times, 'time')}
          {firstAt && (
            <>
              {' '}
              since <When at={firstAt} withClock />
            </>
          )}
        </span>
      )}
      <span className="quiet">
        answered {refused.status ?? 'an unknown status'}
        {refused.code && (
          <>
            {' '}
            <code>{refused.code}</code>
          </>
        )}
      </span>
    </p>
  );
}
