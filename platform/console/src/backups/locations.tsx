import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { locationsQuery } from '../api/queries';
import type { Location } from '../api/types';
import { Card } from '../design/card';
import { bytes } from '../design/format';
import { Icon } from '../design/icon';
import { Empty, Loading, ProblemLine } from '../design/notice';
import { Badge } from '../design/status';
import { When } from '../design/when';
import { kindIcon, kindWords, locationLooks } from './looks';
import './locations.css';

export function Locations() {
  const locations = useQuery({ ...locationsQuery, refetchInterval: 30_000 });
  return (
    <Card title="Locations" flush aside={<Link href="/locations">All about them</Link>}>
      {locations.isPending && <Loading what="the locations" />}
      {locations.error && (
        <ProblemLine
          what={locations.data ? 'Their state is not known now' : 'Their state is not known'}
          error={locations.error}
        />
      )}
      {locations.data?.items.length === 0 && (
        <Empty title="No location">
          <p>A backup needs a place to be kept. Add one to the backup service&rsquo;s configuration.</p>
        </Empty>
      )}
      <ul>
        {locations.data?.items.map((each) => (
          // Old answers keep their figures but not their verdict.
          <LocationRow key={each.id} location={locations.isError ? { ...each, state: 'unknown' } : each} />
        ))}
      </ul>
    </Card>
  );
}

function LocationRow({ location }: { location: Location }) {
  return (
    <li className="location">
      <div className="location-head">
        <Icon name={kindIcon(location.kind)} />
        <span className="location-name">
          <strong>{location.id}</strong>
        </span>
        <Badge look={locationLooks[location.state]} />
      </div>
      {location.reason && <p className="location-reason">{location.reason}</p>}
      <p className="location-facts quiet">
        <span>{kindWords(location.kind)}</span>
        <span>
          Last write <When at={location.lastWriteAt} otherwise="not known" />
        </span>
        {location.freeBytes !== null && <span>{bytes(location.freeBytes)} free</span>}
        <span>
          Checked <When at={location.checkedAt} otherwise="never" />
        </span>
      </p>
    </li>
  );
}
