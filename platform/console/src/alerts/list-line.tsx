import { type Alert } from '../api/alert';
import { Button } from '../design/button';
import { count, relative } from '../design/format';
import { StatusWord } from '../design/status';
import { useClock } from '../design/when';
import { useLiveness } from '../live/live';
import { freshness } from '../shell/live-state';

interface Props {
  /** Those of the list that can be taken on; none for who may not. */
  open: Alert[];
  chosen: Alert[];
  choose: (alerts: Alert[]) => void;
  acknowledge: () => void;
  /** What waits while somebody points at the list. */
  added: number;
  gone: number;
}

/** One line of always the same height above the list: what is chosen, and whether the list follows what happens. */
export function ListLine({ open, chosen, choose, acknowledge, added, gone }: Props) {
  return (
    <div className="alert-line">
      {open.length > 0 && (
        <label className="alert-choose">
          <input
            type="checkbox"
            checked={chosen.length === open.length}
            ref={(box) => {
              if (box) box.indeterminate = chosen.length > 0 && chosen.length < open.length;
            }}
            onChange={() => choose(chosen.length === open.length ? [] : open)}
          />
          {chosen.length > 0 ? `${chosen.length} chosen` : `Choose all ${open.length} that fire here`}
        </label>
      )}
      {chosen.length > 0 && (
        <Button size="small" icon="person" look="primary" onClick={acknowledge}>
          Acknowledge {chosen.length}…
        </Button>
      )}
      <span className="alert-follows" role="status">
        {added + gone > 0 ? (
          <span className="soft">
            {[added > 0 && `${added} new`, gone > 0 && `${gone} gone`].filter(Boolean).join(', ')}: the list
            stands still while you are in it
          </span>
        ) : (
          <Follows />
        )}
      </span>
    </div>
  );
}

/** Whether the list follows what happens, and since when it does not. */
function Follows() {
  const liveness = useLiveness();
  const state = useClock((now) => freshness(liveness, now));
  const since = useClock((now) => (liveness.lastOpen === null ? null : relative(liveness.lastOpen, now)));
  if (state === 'connecting') return null;
  if (state === 'live') return <span className="quiet">Follows what happens</span>;
  if (state === 'reconnecting')
    return <StatusWord look={{ tone: 'warn', icon: 'run', words: 'Reconnecting' }} />;
  return (
    <StatusWord look={{ tone: 'bad', icon: 'warn', words: 'Not live' }}>
      Not live: the gateway hears nothing{since ? ` since ${since.replace(' ago', '')}` : ''}. It is asked
      again every few seconds instead.
    </StatusWord>
  );
}

export const shownWords = (many: number, more: boolean) =>
  `${count(many, 'alert')} shown${more ? '' : ', that is all'}`;
