import type { LetGo } from '../api/types';
import { Notice } from '../design/notice';
import { When } from '../design/when';

/** The run went well once; what it stored is not there any more. */
export function LetGoNotice({ letGo }: { letGo: LetGo }) {
  return (
    <Notice tone="warn" title="This backup is gone: it cannot be restored">
      <p>
        Retention let it go <When at={letGo.at} otherwise="at an unknown time" />
        {letGo.reason ? `: ${letGo.reason}` : '.'}{' '}
        {letGo.remaining.length === 0
          ? 'Its copies are deleted, or are being deleted.'
          : 'Something of it still lies here, and is asked for again by each prune:'}
      </p>
      {letGo.remaining.length > 0 && (
        <ul>
          {letGo.remaining.map(({ locationId, problem }) => (
            <li key={locationId}>
              <strong>{locationId}</strong>: {problem ?? 'no reason was given'}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}
