import type { Decision } from '../api/telling';
import { channelName } from '../deliveries/looks';
import { Icon } from '../design/icon';
import { wayOf } from './way';

/** The way an alert takes, drawn: the alert, what could hold it back, and each route with its destinations. */
export function WayTaken({ decision }: { decision: Decision }) {
  const { passedOver, branches, gate } = wayOf(decision);
  const held = decision.outcome === 'held' || gate?.open === false;
  if (branches.length === 0 && gate === null) return null;
  return (
    <div className={held ? 'way way-held' : 'way'}>
      <div className="way-stop way-start">
        <Icon name="bell" /> <strong>The alert</strong>
      </div>
      {gate && (
        <div className={`way-stop way-gate tone-${held ? 'warn' : 'ok'}`}>
          <Icon name={held ? 'muted' : 'check'} />
          <span>
            <strong>{held ? 'Held back' : 'Not held back'}</strong>
            <span className="way-more">{gate.words}</span>
          </span>
        </div>
      )}
      {branches.length === 0 ? (
        <div className="way-stop tone-neutral">
          <Icon name="cancelled" />
          <span>
            <strong>Nobody is told</strong>
            <span className="way-more">
              no route takes it{passedOver.length > 0 && `: not ${passedOver.join(', ')}`}
            </span>
          </span>
        </div>
      ) : (
        <ul className="way-branches" aria-label={held ? 'Where it would go' : 'Where it goes'}>
          {branches.map((each) => (
            <li key={each.route} className={each.meanwhile ? 'way-now' : undefined}>
              <div className="way-stop">
                <Icon name="check" />
                <span>
                  <strong>Route {each.route}</strong>
                  {each.meanwhile && <span className="way-more">told while maintenance lasts</span>}
                </span>
              </div>
              <ul className="way-places">
                {each.to.map((place) => (
                  <li key={place.name} className="way-stop way-place">
                    <Icon name={place.channel === 'pagerduty' ? 'phone' : 'page'} />
                    <span>
                      <strong>{place.name}</strong>
                      <span className="way-more">
                        {[place.channel && channelName(place.channel), place.address]
                          .filter(Boolean)
                          .join(' · ')}
                        {place.standInFor && ` · stands in for ${place.standInFor}`}
                      </span>
                    </span>
                  </li>
                ))}
                {each.left.map((place) => (
                  <li key={place.name} className="way-stop way-place tone-warn way-left">
                    <Icon name="warn" />
                    <span>
                      <strong>{place.name}</strong>
                      <span className="way-more">left out: {place.why ?? 'why is not known'}</span>
                    </span>
                  </li>
                ))}
                {each.to.length + each.left.length === 0 && (
                  <li className="way-stop way-place way-left">
                    <span className="way-more">No other place than those above</span>
                  </li>
                )}
              </ul>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
