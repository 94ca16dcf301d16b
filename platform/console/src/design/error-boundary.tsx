import { Component, type ReactNode } from 'react';
import { Button } from './button';
import { Notice } from './notice';

interface ErrorBoundaryProps {
  children: ReactNode;
  /** When this changes (another page) the fault is forgotten. */
  place: string;
}

interface Fault {
  words: string | null;
  place: string;
}

/** A fault in drawing one page leaves the header, the other pages and the running backups alone, and says so. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, Fault> {
  override state: Fault = { words: null, place: this.props.place };

  static getDerivedStateFromError(error: unknown): Partial<Fault> {
    return { words: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }

  static getDerivedStateFromProps(props: ErrorBoundaryProps, state: Fault): Fault | null {
    return props.place === state.place ? null : { words: null, place: props.place };
  }

  override render() {
    if (this.state.words === null) return this.props.children;
    return (
      <Notice
        tone="unknown"
        urgent
        title="The console made a mistake and cannot show this page"
        action={
          <Button size="small" icon="refresh" onClick={() => window.location.reload()}>
            Load the page again
          </Button>
        }
      >
        <title>Cannot be shown · Mooring</title>
        <p>
          Backups and messages are not affected: they do not need this page. If it happens again, report these
          words:
        </p>
        <p>
          <code>{this.state.words}</code>
        </p>
      </Notice>
    );
  }
}
