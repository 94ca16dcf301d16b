import { useInfiniteQuery } from '@tanstack/react-query';
import { Typed } from '../alerts/filters';
import { severityLooks } from '../alerts/looks';
import { type News, newsQuery } from '../api/news';
import { ChooseDestination } from '../deliveries/choose-destination';
import { Button } from '../design/button';
import { Card } from '../design/card';
import { count } from '../design/format';
import { Empty, Loading, ProblemNotice } from '../design/notice';
import { MessagePages } from '../design/sub-pages';
import { StatusWord } from '../design/status';
import { When } from '../design/when';
import { useSearchChoice } from '../design/search-choice';
import '../design/table.css';
import '../backups/run-page.css';
import './news.css';

/** What was no alert, each of it: told, only counted in a message, waiting for hours, or told to nobody. */
export function NewsPage() {
  const { search, setSearch, choose } = useSearchChoice();
  const destination = search.get('destination') ?? '';
  const digest = search.get('digest') ?? '';
  const severity = search.get('severity') ?? '';
  const q = search.get('q') ?? '';
  const found = useInfiniteQuery({
    ...newsQuery({ destination, digest, severity, q }),
    refetchInterval: 30_000,
    placeholderData: (before) => before,
  });
  const items = found.data?.pages.flatMap((each) => each.items) ?? [];
  const narrowed = destination || digest || severity || q;
  return (
    <div className="stack run-page">
      <title>News · Mooring</title>
      <MessagePages />
      <h1>News</h1>
      <Card
        title="What was no alert"
        flush
        aside={
          <div className="filters" role="search" aria-label="Filter the news">
            {digest && (
              <Button size="small" icon="close" onClick={() => choose('digest', '')}>
                Of one message
              </Button>
            )}
            <ChooseDestination
              what="news"
              value={destination}
              onChoose={(each) => choose('destination', each)}
            />
            <select
              className="select"
              aria-label="Show news of severity"
              value={severity}
              onChange={(event) => choose('severity', event.target.value)}
            >
              <option value="">All severities</option>
              <option value="warning">Warning and graver</option>
              <option value="critical">Critical and graver</option>
            </select>
            <Typed name="Words" placeholder="Words" value={q} onTyped={(each) => choose('q', each)} />
          </div>
        }
      >
        {found.isPending && <Loading what="the news" lines={6} />}
        {found.error && (
          <ProblemNotice
            what={found.data ? 'The list below may be out of date' : 'What news there was is not known'}
            error={found.error}
            retry={() => void found.refetch()}
          />
        )}
        {found.data && items.length === 0 && (
          <Empty title={narrowed ? 'No news matches the filter' : 'No news yet'}>
            {narrowed ? (
              <Button size="small" onClick={() => setSearch({}, { replace: true })}>
                Show all news
              </Button>
            ) : (
              <p>A backup that completes is news. What fails is an alert.</p>
            )}
          </Empty>
        )}
        <ul aria-label="News">
          {items.map((each) => (
            <NewsRow key={`${each.id} ${each.destination}`} news={each} />
          ))}
        </ul>
        {items.length > 0 && (
          <div className="table-foot">
            <span className="quiet" role="status">
              {count(items.length, 'piece')} of news shown{found.hasNextPage ? '' : ', that is all'}
            </span>
            {found.hasNextPage && (
              <Button size="small" busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
                Show older news
              </Button>
            )}
          </div>
        )}
      </Card>
    </div>
  );
}

function NewsRow({ news }: { news: News }) {
  return (
    <li className="news">
      <p className="news-title">
        <StatusWord look={severityLooks[news.severity]} />
        <strong>{news.title}</strong>
      </p>
      {news.text && <p className="news-text">{news.text}</p>}
      {news.facts.length > 0 && (
        <dl className="news-facts">
          {news.facts.map((each) => (
            <div key={each.name}>
              <dt>{each.name}</dt>
              <dd>{each.value}</dd>
            </div>
          ))}
        </dl>
      )}
      <p className="quiet">
        <WhoWasTold news={news} />
      </p>
    </li>
  );
}

function WhoWasTold({ news }: { news: News }) {
  const came = <When at={news.cameAt} otherwise="at an unknown time" withClock />;
  if (news.toldAt)
    return (
      <>
        told to {news.destination ?? 'an unknown place'} <When at={news.toldAt} withClock />
        {news.digestId && ', counted in a message with others'}
        {news.cameAt && news.cameAt !== news.toldAt && <>; it happened {came}</>}
      </>
    );
  if (news.dueAt)
    return (
      <>
        happened {came}; {news.destination ?? 'an unknown place'} is told <When at={news.dueAt} withClock />.{' '}
        {news.why}
      </>
    );
  return (
    <>
      happened {came}; told to nobody: {news.why?.replace(/^Nobody is told: /, '') ?? 'why is not known.'}
    </>
  );
}
