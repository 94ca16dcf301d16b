import type { LetGo } from '../api/types';
import { Notice } from '../design/notice';
import { When } from '../design/when';

/** The run went well once; what it stored is not there any more. */
export function LetGoNotice({ letGo }: { letGo: LetGo }) {
  return (
    <Notice tone="warn" title="This backup is gone: it cannot be restored">
      <p>
        Retention let it go <When at={letGo.at} otherwise="at an unknown time" />
        {letGo.reason ? `: ${letGo.reason}` : '.'} Its copies are deleted, or are being deleted.
      </p>
    </Notice>
  );
}
