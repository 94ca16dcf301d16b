import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { channelsQuery, deliveriesQuery } from '../api/queries';
import { Card } from '../design/card';
import { count } from '../design/format';
import { Badge, StatusWord } from '../design/status';
import { channelLooks, channelName } from './looks';
import './deliveries.css';

/** Beside the backups: whether anybody would hear of a failure. */
export function MessagesCard() {
  const channels = useQuery({ ...channelsQuery, refetchInterval: 30_000 });
  const dead = useInfiniteQuery({ ...deliveriesQuery({ state: 'dead' }), refetchInterval: 30_000 });
  const silent = channels.isError || dead.isError;
  const first = dead.data?.pages[0];
  const lost = first?.items.filter((each) => each.state === 'dead').length ?? 0;
  return (
    <Card title="Messages" aside={<Link href="/deliveries">All messages</Link>}>
      {silent && (
        <StatusWord
          look={{ tone: 'unknown', icon: 'unknown', words: 'Not known: the notifier does not answer' }}
        />
      )}
      {!silent && (
        <ul className="messages">
          {channels.data?.items.map((each) => (
            <li key={each.id}>
              <div className="location-head">
                <strong className="grow">{channelName(each.id)}</strong>
                <Badge look={channelLooks[each.state]} />
              </div>
              {each.detail && <p className="soft">{each.detail}</p>}
            </li>
          ))}
          {channels.data?.items.length === 0 && (
            <li className="soft">There is no channel: nobody would be told.</li>
          )}
          {lost > 0 && (
            <li>
              <StatusWord look={{ tone: 'bad', icon: 'bad', words: 'Given up' }}>
                <Link href="/deliveries?state=dead">
                  {count(lost, 'message')}
                  {first?.nextCursor ? ' or more' : ''} given up
                </Link>
              </StatusWord>
            </li>
          )}
        </ul>
      )}
    </Card>
  );
}
